import Foundation
import HouseholdWorld
import Randomness

/// The two worlds of one engine.
public enum World: String, Sendable, Hashable, Codable, CaseIterable {
  /// Games made by the seeded generator; needs no data.
  case generated
  /// The released ALFWorld games under `$ALFWORLD_DATA`.
  case alfworld
}

/// What a list of evaluation games is for. Settings are chosen on the validation splits only.
public enum EvaluationSplit: String, Sendable, Hashable, Codable, CaseIterable {
  /// Seen rooms, seen categories; for choosing settings.
  case validation
  /// Unseen rooms, seen categories; for choosing settings.
  case validationUnseenRooms = "validation-unseen-rooms"
  /// Unseen rooms, an unseen category (heat-and-place): the stand-in for L2 by which settings are chosen.
  case validationUnseenCategory = "validation-unseen-category"
  /// Seen rooms, seen categories: the paper's L0 (`valid_seen`).
  case seen = "L0"
  /// Unseen rooms, seen categories: the paper's L1 (`valid_unseen`).
  case unseen = "L1"
  /// Unseen rooms and unseen categories: the paper's L2 (cool and pick-two games of
  /// `valid_unseen`).
  case unseenCategories = "L2"
  /// Seen rooms, unseen categories: not in the paper, but more games than L2 has (cool and pick-two games
  /// of `valid_seen` and of the training rooms).
  case unseenCategoriesSeenRooms = "L2-seen-rooms"

  /// The categories of its games.
  ///
  /// - Parameter set: The categories trained on.
  /// - Throws: `RunError` where categories that should be unseen are among them.
  public func categories(trainedOn set: TrainingSet) throws -> Set<TaskCategory> {
    let unseen: [TaskCategory]
    switch self {
    case .validation, .validationUnseenRooms, .seen, .unseen: return Set(set.categories)
    case .validationUnseenCategory: unseen = [.heatAndPlace]
    case .unseenCategories, .unseenCategoriesSeenRooms: unseen = TrainingSet.heldOut
    }
    guard Set(unseen).isDisjoint(with: set.categories) else {
      let other =
        self == .validationUnseenCategory ? TrainingSet.developmentWithoutHeat : .seenCategories
      throw RunError(
        "\(rawValue) asks for unseen categories, but `--set \(set.rawValue)` trains on them; use "
          + "`--set \(other.rawValue)`")
    }
    return Set(unseen)
  }
}

/// Which categories a method may train on.
public enum TrainingSet: String, Sendable, Hashable, Codable, CaseIterable {
  /// All six categories, for L0 and L1.
  case allCategories = "six"
  /// All but cool-and-place and pick-two, for L2.
  case seenCategories = "four"
  /// The same four without the released rooms that validation keeps for itself: what settings are tuned
  /// with. In the generated world those rooms are apart anyway.
  case development
  /// `development` without heat-and-place, which then stands in for the unseen categories.
  case developmentWithoutHeat = "development-without-heat"

  /// The categories themselves, in a fixed order.
  public var categories: [TaskCategory] {
    switch self {
    case .allCategories: TaskCategory.allCases
    case .seenCategories, .development:
      TaskCategory.allCases.filter { !Self.heldOut.contains($0) }
    case .developmentWithoutHeat:
      TaskCategory.allCases.filter { !Self.heldOut.contains($0) && $0 != .heatAndPlace }
    }
  }

  /// The categories of the paper's L2 (section 2.1, appendix A.1).
  public static let heldOut: [TaskCategory] = [.coolAndPlace, .pickTwo]

  /// Whether released validation rooms are left out of training.
  var sparesValidationRooms: Bool { self == .development || self == .developmentWithoutHeat }

  /// The released training rooms kept for validation, two of each kind, the last of each.
  static let validationRooms: Set = [25, 30, 229, 230, 329, 330, 429, 430]
}

/// Where games come from: an endless list for training and one fixed list a split for evaluation.
public struct GameSource: Sendable {
  /// Which world.
  public let world: World
  private let generator: GameGenerator
  private let alfworld: [ALFWorldSplit: [Game]]

  /// The generator's seed: part of the benchmark, not of an experiment, so that every method and
  /// every training seed meets the same splits.
  public static let generatorSeed: UInt64 = 2_507_22844

  /// Opens a world.
  ///
  /// - Throws: For `alfworld`, the reader's errors where the data is missing or corrupt.
  public init(_ world: World) throws {
    self.world = world
    generator = GameGenerator(seed: Self.generatorSeed)
    switch world {
    case .generated:
      alfworld = [:]
    case .alfworld:
      let dataset = try ALFWorldDataset(directory: ALFWorldDataset.standardDirectory())
      alfworld = try Dictionary(
        uniqueKeysWithValues: ALFWorldSplit.allCases.map { ($0, try dataset.games(in: $0)) })
    }
  }

  /// Training games in a fixed, shuffled order, as many as asked for.
  ///
  /// - Parameters:
  ///   - range: Which places of the endless list; beyond the data's end it is shuffled anew.
  ///   - set: The categories allowed.
  ///   - seed: Gives every training seed an order of its own.
  public func trainingGames(
    _ range: Range<Int>, of set: TrainingSet, seed: UInt64
  ) -> [Game] {
    let categories = Set(set.categories)
    switch world {
    case .generated:
      // Every seed reads a stretch of its own of the endless list.
      let offset = Int(seed % 100_000) * 1_000_000
      return range.map {
        generator.game(split: .train, index: offset + $0, categories: categories)
      }
    case .alfworld:
      let games = (alfworld[.train] ?? []).filter { game in
        (game.category.map(categories.contains) ?? false)
          && (!set.sparesValidationRooms || !isInValidationRoom(game))
      }
      guard !games.isEmpty else { return [] }
      var order: [Int] = []
      var pass = -1
      return range.map { index in
        if index / games.count != pass {
          pass = index / games.count
          var shuffler = SeededGenerator(seeds: seed, UInt64(pass))
          order = Array(games.indices).shuffled(using: &shuffler)
        }
        return games[order[index % games.count]]
      }
    }
  }

  /// The first games of a split's one fixed list.
  ///
  /// - Parameters:
  ///   - count: At most this many; a shorter split is returned whole.
  ///   - set: The categories trained on: they are the "seen" ones. L2 has the held-out ones.
  /// - Throws: `RunError` where the world has no such split.
  public func evaluationGames(
    _ split: EvaluationSplit, count: Int, set: TrainingSet
  ) throws -> [Game] {
    let categories = try split.categories(trainedOn: set)
    switch world {
    case .generated:
      let part: GameGenerator.Split =
        switch split {
        case .validation: .validation
        case .validationUnseenRooms, .validationUnseenCategory: .validationUnseenRooms
        case .seen: .seen
        case .unseen: .unseen
        case .unseenCategories: .unseenCategories
        case .unseenCategoriesSeenRooms: .seen
        }
      return (0..<count).map { generator.game(split: part, index: $0, categories: categories) }
    case .alfworld:
      let candidates: [Game]
      switch split {
      case .validation: candidates = alfworld[.validTrain] ?? []
      case .seen: candidates = alfworld[.validSeen] ?? []
      case .unseen, .unseenCategories: candidates = alfworld[.validUnseen] ?? []
      case .unseenCategoriesSeenRooms:
        candidates = (alfworld[.validSeen] ?? []) + (alfworld[.train] ?? [])
      case .validationUnseenRooms, .validationUnseenCategory:
        guard set.sparesValidationRooms else {
          throw RunError(
            "alfworld: \(split.rawValue) needs a run that has not trained in its rooms; use "
              + "`--set \(TrainingSet.development.rawValue)`")
        }
        candidates = (alfworld[.train] ?? []).filter(isInValidationRoom)
      }
      let games = candidates.filter { $0.category.map(categories.contains) ?? false }
      // The released order is by name, that is by category; a prefix of it would be no sample.
      var shuffler = SeededGenerator(seed: Self.generatorSeed)
      return Array(games.shuffled(using: &shuffler).prefix(count))
    }
  }
}

/// Whether a released game plays in a room kept for validation; its id begins with the task's name, which
/// ends in the room's number.
private func isInValidationRoom(_ game: Game) -> Bool {
  let task = game.id.prefix { $0 != "/" }
  let room = task.split(separator: "-").last.flatMap { Int($0) }
  return room.map(TrainingSet.validationRooms.contains) ?? false
}
