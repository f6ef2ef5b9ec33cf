/// What one command did.
public struct StepOutcome: Sendable, Equatable {
  /// The text the game prints.
  public var observation: String
  /// Whether the command stood in the admissible list before it was given.
  public var wasAdmissible: Bool
  /// Whether the goal is satisfied now.
  public var won: Bool
  /// Whether the game is over: won, or out of steps.
  public var done: Bool

  /// Creates an outcome from its parts.
  public init(observation: String, wasAdmissible: Bool, won: Bool, done: Bool) {
    self.observation = observation
    self.wasAdmissible = wasAdmissible
    self.won = won
    self.done = done
  }
}
