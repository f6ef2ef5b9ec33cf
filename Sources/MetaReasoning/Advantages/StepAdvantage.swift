/// The advantage of one step and the two parts it is made of.
public struct StepAdvantage: Sendable, Hashable, Codable {
  /// The part from outcomes, A^traj.
  public var trajectory: Double
  /// The part from step rewards (A^MR) or step returns (GiGPO).
  public var step: Double
  /// A_t, shared by all tokens of the step.
  public var total: Double

  /// Creates an advantage from its parts.
  public init(trajectory: Double, step: Double, total: Double) {
    self.trajectory = trajectory
    self.step = step
    self.total = total
  }
}
