import Agent
import Notebook

extension EvaluationSplit {
  /// The paper's three splits.
  public static let ofThePaper: [EvaluationSplit] = [.seen, .unseen, .unseenCategories]

  /// What its games are, in words that need no legend.
  public var inWords: String {
    switch self {
    case .seen: "seen rooms and categories (L0)"
    case .unseen: "unseen rooms (L1)"
    case .unseenCategories: "unseen categories (L2)"
    case .unseenCategoriesSeenRooms: "unseen categories in seen rooms"
    case .gamesOfL2: "the games of L2"
    default: rawValue
    }
  }
}

/// A world in words, of the name that the command line and `results.json` have for it.
public func worldInWords(_ name: String) -> String {
  switch GameWorld(rawValue: name) {
  case .alfworld: "released ALFWorld games"
  case .generated: "generated games"
  case nil: "games of the world \(name)"
  }
}

/// Behind "trials": learning rates of the miniature were tried on generated games, whatever a report plays.
public func whereRatesWereTried(_ world: GameWorld) -> String {
  world == .generated ? "" : " of generated games"
}

/// An agent in words, of the name that the command line and `results.json` have for it.
public func agentInWords(_ name: String) -> String {
  switch name {
  case ChapterResults.defaultAgent: "the miniature"
  case "smollm2": "SmolLM2-135M"
  default: name
  }
}
