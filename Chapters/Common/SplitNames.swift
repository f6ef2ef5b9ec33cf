import Agent

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
