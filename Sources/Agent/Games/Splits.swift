import HouseholdWorld

/// The two worlds of one engine.
public enum GameWorld: String, Sendable, Hashable, Codable, CaseIterable {
  /// Games made by the seeded generator; needs no data.
  case generated
  /// The released ALFWorld games under `$ALFWORLD_DATA`.
  case alfworld
}

/// Which categories a method may train on.
public enum TrainingSet: String, Sendable, Hashable, Codable, CaseIterable {
  /// All six categories, for L0 and L1.
  case allCategories = "all"
  /// All but the held-out ones, for L2.
  case seenCategories = "seen"
  /// The same four without the released rooms that validation keeps for itself: what settings are
  /// tuned with. In the generated world those rooms are apart anyway.
  case development
  /// `development` without heat-and-place, which then stands in for the unseen categories.
  case developmentWithoutHeat = "development-without-heat"
  /// Another pair held out than the paper's: heat-and-place and look-at-in-light. Not in the paper.
  case withoutHeatAndLight = "without-heat-and-light"
  /// A third pair: clean-and-place and pick-two. Not in the paper. Each pair is, like the paper's, a
  /// preparation and a task of another kind; pick-and-place is never held out, as every other task that
  /// puts something somewhere shows it.
  case withoutCleanAndTwo = "without-clean-and-two"

  /// The categories of the paper's L2 (section 2.1, appendix A.1), in a fixed order.
  public static let heldOutByPaper = TaskCategory.allCases.filter {
    GameGenerator.heldOutCategories.contains($0)
  }

  /// The categories of L2 for a run on this set, in a fixed order: the paper's, but for the other pairs.
  public var heldOut: [TaskCategory] {
    switch self {
    case .withoutHeatAndLight: [.examineInLight, .heatAndPlace]
    case .withoutCleanAndTwo: [.cleanAndPlace, .pickTwo]
    case .allCategories, .seenCategories, .development, .developmentWithoutHeat:
      Self.heldOutByPaper
    }
  }

  /// The categories trained on, in the order of `TaskCategory.allCases`.
  public var categories: [TaskCategory] {
    switch self {
    case .allCategories: TaskCategory.allCases
    case .seenCategories, .development, .withoutHeatAndLight, .withoutCleanAndTwo:
      TaskCategory.allCases.filter { !heldOut.contains($0) }
    case .developmentWithoutHeat:
      TaskCategory.allCases.filter { !heldOut.contains($0) && $0 != .heatAndPlace }
    }
  }

  /// Whether released validation rooms are left out of training.
  var sparesValidationRooms: Bool { self == .development || self == .developmentWithoutHeat }

  /// The released training rooms kept for validation, two of each kind, the last of each.
  static let validationRooms: Set = [25, 30, 229, 230, 329, 330, 429, 430]
}

/// What a list of evaluation games is for. Settings are chosen on the validation splits only.
public enum EvaluationSplit: String, Sendable, Hashable, Codable, CaseIterable {
  /// Seen rooms, seen categories; for choosing settings.
  case validation
  /// Unseen rooms, seen categories; for choosing settings.
  case validationUnseenRooms = "validation-unseen-rooms"
  /// Unseen rooms, an unseen category (heat-and-place): the stand-in for L2 by which settings are
  /// chosen.
  case validationUnseenCategory = "validation-unseen-category"
  /// Seen rooms, seen categories: the paper's L0 (`valid_seen`).
  case seen = "L0"
  /// Unseen rooms, seen categories: the paper's L1 (`valid_unseen`).
  case unseen = "L1"
  /// Unseen rooms and unseen categories: the paper's L2 (cool and pick-two games of
  /// `valid_unseen`, where no other pair is held out).
  case unseenCategories = "L2"
  /// Seen rooms, unseen categories: not in the paper, but more games than L2 has (cool and pick-two
  /// games of `valid_seen` and of the training rooms).
  case unseenCategoriesSeenRooms = "L2-seen-rooms"
  /// The very games of L2, whatever was trained on: with all six categories trained they are no
  /// longer unseen, and the difference is what not having trained on them costs.
  case gamesOfL2 = "L2-games"

  /// The categories of its games.
  ///
  /// - Parameter set: The categories trained on.
  /// - Throws: `RunError` where categories that should be unseen are among them.
  public func categories(trainedOn set: TrainingSet) throws -> Set<TaskCategory> {
    let unseen: [TaskCategory]
    switch self {
    case .validation, .validationUnseenRooms, .seen, .unseen: return Set(set.categories)
    case .gamesOfL2: return Set(set.heldOut)
    case .validationUnseenCategory: unseen = [.heatAndPlace]
    case .unseenCategories, .unseenCategoriesSeenRooms: unseen = set.heldOut
    }
    guard Set(unseen).isDisjoint(with: set.categories) else {
      let other =
        self == .validationUnseenCategory ? TrainingSet.developmentWithoutHeat : .seenCategories
      throw RunError(
        "\(rawValue) asks for unseen categories, but `--train-on \(set.rawValue)` trains on them; "
          + "use `--train-on \(other.rawValue)`")
    }
    return Set(unseen)
  }
}
