/// What a person asks for: the one value from which text, goal and plan all follow.
///
/// The first four cases are the six task types of ALFWorld, each with its two templates
/// (`phrasing` 0 and 1). The others are the broad family of simpler requests on which the base
/// model is pretrained: between them they teach searching, binding a name to a thing, every verb
/// and doing one thing after the other, and none is a complete `coolAndPlace` or `pickTwo` task.
/// Classes are lower-case ALFRED class names ("soapbar").
public indirect enum Instruction: Sendable, Hashable {
  /// "put a mug in desk" (task type 1).
  case put(object: String, receptacle: String, phrasing: Int = 0)
  /// "look at book under the desklamp" (task type 2).
  case examine(object: String, lamp: String, phrasing: Int = 0)
  /// "put a clean mug in desk" (task types 3, 4 and 5).
  case prepareAndPut(Preparation, object: String, receptacle: String, phrasing: Int = 0)
  /// "put two mug in desk" (task type 6).
  case putTwo(object: String, receptacle: String, phrasing: Int = 0)

  /// Get an object of the class in sight, or in hand.
  case find(object: String, phrasing: Int = 0)
  /// Stand at any receptacle of the class.
  case goTo(receptacle: String, phrasing: Int = 0)
  /// Hold an object of the class, wherever it lies.
  case take(object: String, phrasing: Int = 0)
  /// Hold an object of the class that lies in a receptacle of the class.
  case fetch(object: String, receptacle: String, phrasing: Int = 0)
  /// Open `count` receptacles of the class; all of them where `count` is nil.
  case open(receptacle: String, count: Int?, phrasing: Int = 0)
  /// Switch on any lamp of the class.
  case turnOn(lamp: String, phrasing: Int = 0)
  /// Task type 1 in other words.
  case carry(object: String, receptacle: String, phrasing: Int = 0)
  /// Task types 3 and 4 in other words (type 5 can be said, but is never sampled).
  case prepareAndCarry(Preparation, object: String, receptacle: String, phrasing: Int = 0)
  /// Clean, heat or cool one object of the class, or two, and stop there.
  case prepare(Preparation, object: String, count: Int, phrasing: Int = 0)
  /// One request, and when it is met the next: what the first one reached may be undone later.
  case sequence([Instruction])

  /// The instruction as a game prints it, without "Your task is to: " and the final full stop.
  public var text: String {
    if case .sequence(let parts) = self {
      return parts.map(\.text).joined(separator: InstructionTemplate.sequenceSeparator)
    }
    return InstructionTemplate.text(of: self)
  }

  /// What wins a game that asks for it; the wording makes no difference.
  public var goal: Goal {
    switch self {
    case .put(let object, let receptacle, _), .carry(let object, let receptacle, _):
      .placed(object: object, receptacle: receptacle, preparation: nil)
    case .examine(let object, let lamp, _): .examinedInLight(object: object, lamp: lamp)
    case .prepareAndPut(let preparation, let object, let receptacle, _),
      .prepareAndCarry(let preparation, let object, let receptacle, _):
      .placed(object: object, receptacle: receptacle, preparation: preparation)
    case .putTwo(let object, let receptacle, _):
      .placedTwo(object: object, receptacle: receptacle)
    case .find(let object, _): .inSight(object: object)
    case .goTo(let receptacle, _): .at(receptacle: receptacle)
    case .take(let object, _), .fetch(let object, _, _):
      .holding(object: object, preparation: nil)
    case .open(let receptacle, let count, _): .opened(receptacle: receptacle, count: count)
    case .turnOn(let lamp, _): .lit(lamp: lamp)
    case .prepare(let preparation, let object, let count, _):
      .prepared(object: object, preparation: preparation, count: count)
    case .sequence(let parts): .sequence(parts.map(\.goal))
    }
  }

  /// The ALFWorld task category; nil for the instructions of pretraining.
  public var category: TaskCategory? {
    switch self {
    case .put: .pickAndPlace
    case .examine: .examineInLight
    case .prepareAndPut(let preparation, _, _, _): preparation.category
    case .putTwo: .pickTwo
    default: nil
    }
  }

  /// The categories whose goal is met wherever this instruction is carried out, in whatever words
  /// it is given: what must be avoided to keep a category unseen.
  public var impliedCategories: Set<TaskCategory> {
    switch self {
    case .carry: [.pickAndPlace]
    case .prepareAndCarry(let preparation, _, _, _): [preparation.category]
    case .prepare(let preparation, _, 2..., _): [preparation.category]
    case .sequence(let parts): parts.reduce(into: []) { $0.formUnion($1.impliedCategories) }
    default: Set([category].compactMap { $0 })
    }
  }

  /// What the expert does for it, in order; a `sequence` is laid flat.
  public var subgoals: [Subgoal] {
    switch self {
    case .put(let object, let receptacle, _), .carry(let object, let receptacle, _):
      [.take(object: object, from: nil), .deliver(object: object, receptacle: receptacle)]
    case .examine(let object, let lamp, _):
      [.take(object: object, from: nil), .light(lamp: lamp)]
    case .prepareAndPut(let preparation, let object, let receptacle, _),
      .prepareAndCarry(let preparation, let object, let receptacle, _):
      [
        .take(object: object, from: nil), .prepare(preparation, object: object),
        .deliver(object: object, receptacle: receptacle),
      ]
    case .putTwo(let object, let receptacle, _):
      [
        .take(object: object, from: nil), .deliver(object: object, receptacle: receptacle),
        .take(object: object, from: nil), .deliver(object: object, receptacle: receptacle),
      ]
    case .find(let object, _): [.find(object: object)]
    case .goTo(let receptacle, _): [.goTo(receptacle: receptacle)]
    case .take(let object, _): [.take(object: object, from: nil)]
    case .fetch(let object, let receptacle, _): [.take(object: object, from: receptacle)]
    case .open(let receptacle, let count, _): [.open(receptacle: receptacle, count: count)]
    case .turnOn(let lamp, _): [.light(lamp: lamp)]
    case .prepare(let preparation, let object, let count, _):
      count < 2
        ? [.take(object: object, from: nil), .prepare(preparation, object: object)]
        : [
          .take(object: object, from: nil), .prepare(preparation, object: object),
          .putDown(object: object),
          .take(object: object, from: nil), .prepare(preparation, object: object),
        ]
    case .sequence(let parts): parts.flatMap(\.subgoals)
    }
  }
}

/// One leg of an instruction's plan.
public enum Subgoal: Sendable, Hashable {
  /// See an object of the class.
  case find(object: String)
  /// Find an object of the class (in a receptacle of the class, if one is given) and pick it up.
  case take(object: String, from: String?)
  /// Clean, heat or cool the object in hand at the appliance for it.
  case prepare(Preparation, object: String)
  /// Put the object in hand into a receptacle of the class.
  case deliver(object: String, receptacle: String)
  /// Put the object in hand down wherever it may lie, here if possible.
  case putDown(object: String)
  /// Switch on any lamp of the class, wherever it stands.
  case light(lamp: String)
  /// Stand at a receptacle of the class.
  case goTo(receptacle: String)
  /// Open `count` receptacles of the class, or all.
  case open(receptacle: String, count: Int?)
}

extension Preparation {
  /// The task category that asks for this preparation before placing.
  public var category: TaskCategory {
    switch self {
    case .clean: .cleanAndPlace
    case .heat: .heatAndPlace
    case .cool: .coolAndPlace
    }
  }

  /// How the instruction calls an object so prepared ("put a hot mug in desk").
  public var adjective: String {
    switch self {
    case .clean: "clean"
    case .heat: "hot"
    case .cool: "cool"
    }
  }

  /// The class of the appliance that does it.
  public var appliance: String {
    switch self {
    case .clean: "sinkbasin"
    case .heat: "microwave"
    case .cool: "fridge"
    }
  }
}
