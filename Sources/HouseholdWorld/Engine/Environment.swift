/// A running game. A value: copying it copies the state.
///
/// It follows the reference engine (ALFWorld 0.4.2 on TextWorld) text for text, quirks included.
public struct Environment: Sendable {
  /// The game as it stands at a reset; commands change the environment, never the game.
  public let game: Game
  private let rulebook: Rulebook
  private var state: WorldState
  /// The game is over after so many commands, won or not. The paper plays 30 of ALFWorld's 50.
  public let stepLimit: Int
  /// Commands given so far; those not admissible count too.
  public private(set) var steps = 0
  /// Whether the goal was satisfied after some step; never true before the first.
  public private(set) var won = false
  /// How many stages of the goal have been met. It never falls: a stage that a later command undoes
  /// stays met.
  private var stage = 0
  private var lastObservation = ""

  /// Starts at the game's reset. Environments of the same game share its rulebook, so that only the
  /// first pays for it.
  public init(game: Game, stepLimit: Int = 50) {
    self.game = game
    rulebook = game.rulebook
    state = rulebook.start
    self.stepLimit = stepLimit
  }

  /// Whether the game is over: won, or out of steps.
  public var done: Bool { won || steps >= stepLimit }

  /// The text of a reset: a greeting, what is seen from the start and the task.
  public var initialObservation: String { rulebook.introduction(to: game.instruction) }

  /// The commands that can be given now, sorted by code point.
  public var admissibleCommands: [String] { rulebook.admissibleCommands(in: state) }

  /// Whether a command is in the admissible list, without building the list.
  public func isAdmissible(_ command: String) -> Bool { admissible(command) != nil }

  /// Resolves a command if it can be given now, else nil.
  private func admissible(_ text: String) -> Command? {
    guard let command = rulebook.parse(text) else { return nil }
    return rulebook.isPossible(command, in: state) ? command : nil
  }

  /// Gives a command. Leading and trailing white space does not matter; a command that is not
  /// admissible changes nothing but counts. After the end the last observation is repeated.
  public mutating func step(_ command: String) -> StepOutcome {
    let resolved = admissible(command)
    guard !done else {
      return StepOutcome(
        observation: lastObservation, wasAdmissible: resolved != nil, won: won, done: true)
    }
    steps += 1
    lastObservation = resolved.map { rulebook.perform($0, on: &state) } ?? "Nothing happens."
    while stage < rulebook.stages.count, rulebook.holds(rulebook.stages[stage], in: state) {
      stage += 1
    }
    won = stage == rulebook.stages.count
    return StepOutcome(
      observation: lastObservation, wasAdmissible: resolved != nil, won: won, done: done)
  }

  /// Deterministic hash of everything that can change but the agent's location: what is open, what
  /// is where, what is held, clean, hot, cool, sliced and on. Equal states give equal fingerprints
  /// in every process.
  public var stateFingerprint: UInt64 { state.fingerprint }
}
