/// One rollout of a group, ready for its advantages.
public struct RewardedTrajectory: Sendable, Hashable {
  /// Which game it played: trajectories of one game form a group.
  public var group: Int
  /// R(τ).
  public var outcome: Double
  /// Rewards of its steps, in order.
  public var steps: [StepReward]

  /// Creates a trajectory from its parts.
  public init(group: Int, outcome: Double, steps: [StepReward]) {
    self.group = group
    self.outcome = outcome
    self.steps = steps
  }

  /// R(τ) − `rowPenalty` · [malformed], the score of each step's row.
  func rowScores(rowPenalty: Double) -> [Double] {
    steps.map { outcome - ($0.isMalformed ? rowPenalty : 0) }
  }
}
