/// The kinds of instruction in the base model's pretraining family: what an ablation can leave out.
public enum PretrainingFamily: String, Sendable, Hashable, Codable, CaseIterable {
  /// Get an object of a class in sight.
  case find
  /// Stand at a receptacle of a class.
  case goTo
  /// Hold an object of a class, wherever it lies.
  case take
  /// Hold an object of a class that lies in a receptacle of a named class.
  case fetch
  /// Open one, two or all receptacles of a class.
  case open
  /// Switch on a lamp of a class, whatever is in hand.
  case turnOn
  /// Put an object into a receptacle of a class that accepts it and held none: `pickAndPlace` in
  /// other words.
  case carry
  /// Clean or heat an object and carry it to a receptacle; cool it only where that category is not
  /// kept unseen.
  case prepareAndCarry
  /// Clean, heat or cool an object and stop.
  case prepare
  /// Clean or heat two objects of a class and stop; cool them only where that category is not kept
  /// unseen.
  case prepareTwo
  /// Put two objects of different classes, or of one class into different receptacles.
  case putThenPut
  /// Pick up or prepare an object, then go somewhere with it.
  case holdThenGo
  /// Pick up an object, then switch a lamp on.
  case holdThenLight
  /// Open, find or go, then find or take.
  case lookThenLook
  /// Carry one object, then prepare another.
  case carryThenPrepare

  /// How often it is drawn, relative to the others.
  var weight: Double {
    switch self {
    case .carry, .prepare, .putThenPut: 12
    case .fetch, .take, .open, .holdThenGo, .prepareAndCarry, .carryThenPrepare: 7
    case .find, .lookThenLook, .prepareTwo: 5
    case .turnOn, .holdThenLight: 5
    case .goTo: 3
    }
  }
}

/// What the pretraining family may contain: the arms of an ablation differ in this alone.
public struct PretrainingOptions: Sendable, Hashable {
  /// Categories whose characteristic act is never shown.
  public var excludedCategories: Set<TaskCategory>
  /// Preparations that are never done at all, not even on their own.
  public var excludedPreparations: Set<Preparation>
  /// Kinds of instruction that are never drawn; the others keep their weights relative to each
  /// other.
  public var excludedFamilies: Set<PretrainingFamily>

  /// Creates options; by default the categories of L2 are kept unseen and nothing else is left out.
  public init(
    excludedCategories: Set<TaskCategory> = GameGenerator.heldOutCategories,
    excludedPreparations: Set<Preparation> = [], excludedFamilies: Set<PretrainingFamily> = []
  ) {
    self.excludedCategories = excludedCategories
    self.excludedPreparations = excludedPreparations
    self.excludedFamilies = excludedFamilies
  }
}
