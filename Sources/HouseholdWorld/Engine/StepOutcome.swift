/// What one command did, as a player is told of it.
public struct StepOutcome: Sendable, Equatable {
  /// What the game prints: "Nothing happens." for a command that is not admissible, and after the
  /// end the last reply again.
  public var observation: String
  /// Whether the command stood in the admissible list before it was given.
  public var wasAdmissible: Bool
  /// Whether the last stage of the goal has been met, by this step or before.
  public var won: Bool
  /// Whether the game is over: won, or out of steps.
  public var done: Bool

  /// What a player sees of a step; ``Environment/step(_:)`` makes the only ones in play.
  public init(observation: String, wasAdmissible: Bool, won: Bool, done: Bool) {
    self.observation = observation
    self.wasAdmissible = wasAdmissible
    self.won = won
    self.done = done
  }
}
