/// Constants of the reward rules. The paper gives only the format penalty; the others are the
/// released program's.
public struct RewardConstants: Sendable, Hashable, Codable {
  /// r_s, reward of a won episode (paper section 3.4.1: "a positive constant"; released: 10).
  public var success = 10.0
  /// Reward of a rewarded planning step (released: 1).
  public var planning = 1.0
  /// Reward of a rewarded explore step (released: 1).
  public var explore = 1.0
  /// Reward of a rewarded reflection step (released: 1).
  public var reflection = 1.0
  /// Reward of a monitor step with an admissible action that is not repeated (paper: monitor is never
  /// paid, so 0; the arm that asks what follows from that sets 1).
  public var monitor = 0.0
  /// Penalty of a step that violates the format (paper section 4.1 and appendix A.2: 0.1).
  public var formatPenalty = 0.1
  /// How many failures in a row make "a sequence of failures" for the reflection reward as written.
  public var failureSequence = 2

  /// The constants above.
  public init() {}
}

/// R(τ), the outcome reward: r_s for a won episode, 0 otherwise (paper section 3.4.1).
public func outcomeReward(won: Bool, constants: RewardConstants) -> Double {
  won ? constants.success : 0
}
