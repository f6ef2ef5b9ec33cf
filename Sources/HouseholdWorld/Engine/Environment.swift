/// A running game. A value: copying it copies the state.
///
/// It follows the reference engine (ALFWorld 0.4.2 on TextWorld) text for text, quirks included.
public struct Environment: Sendable {
  let rulebook: Rulebook
  var state: WorldState
  /// The game that is played.
  public var game: Game { rulebook.game }
  /// The number of steps after which the game is over.
  public let stepLimit: Int
  /// Commands given so far; those not admissible count too.
  public private(set) var steps = 0
  /// Whether the goal was satisfied after some step; never true before the first.
  public private(set) var won = false
  private let stages: [Goal]
  private var stage = 0
  private var lastObservation = ""

  /// Starts a game.
  public init(game: Game, stepLimit: Int = 50) {
    rulebook = Rulebook(game: game)
    state = WorldState(rulebook: rulebook)
    self.stepLimit = stepLimit
    stages = game.goal.stages
  }

  /// Whether the game is over: won, or out of steps.
  public var done: Bool { won || steps >= stepLimit }

  /// The text of a reset: a greeting, what is seen from the start and the task.
  public var initialObservation: String {
    let start = WorldState(rulebook: rulebook)
    return "-= Welcome to TextWorld, ALFRED! =-\n\n" + lookText(in: start, isIntroduction: true)
      + "\n\nYour task is to: " + game.instruction + "."
  }

  /// Whether a command is in the admissible list, without building the list.
  public func isAdmissible(_ command: String) -> Bool { admissible(command) != nil }

  /// Gives a command. Leading and trailing white space does not matter; a command that is not
  /// admissible changes nothing but counts. After the end the last observation is repeated.
  public mutating func step(_ command: String) -> StepOutcome {
    let resolved = admissible(command)
    guard !done else {
      return StepOutcome(
        observation: lastObservation, wasAdmissible: resolved != nil, won: won, done: true)
    }
    steps += 1
    lastObservation = resolved.map { perform($0) } ?? "Nothing happens."
    while stage < stages.count, stages[stage].holds(in: state, of: game.scene) { stage += 1 }
    won = stage == stages.count
    return StepOutcome(
      observation: lastObservation, wasAdmissible: resolved != nil, won: won, done: done)
  }

  /// Deterministic hash of everything that can change but the agent's location: what is open, what
  /// is where, what is held, clean, hot, cool, sliced and on. Equal states give equal fingerprints
  /// in every process.
  public var stateFingerprint: UInt64 { state.fingerprint }
}
