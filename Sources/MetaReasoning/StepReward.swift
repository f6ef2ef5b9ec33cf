/// The reward of one step and the tag group within which it is normalised.
public struct StepReward: Sendable, Hashable, Codable {
  /// The group; nil is the released program's "none" (monitor and malformed steps).
  public var tag: ReasoningTag?
  /// r_t: the meta-reasoning reward, as written including the format penalty.
  public var reward: Double
  /// Whether the step violates the format.
  public var violatesFormat: Bool

  /// Creates a step reward from its parts.
  public init(tag: ReasoningTag?, reward: Double, violatesFormat: Bool) {
    self.tag = tag
    self.reward = reward
    self.violatesFormat = violatesFormat
  }
}

/// r_t = r_t^MR + r_t^format for every step of an episode (paper section 3.4.1; appendix A.2).
///
/// - Parameters:
///   - steps: The episode, in order.
///   - won: Whether it ended in success (the planning reward looks ahead to this).
/// - Returns: One reward a step.
public func stepRewards(
  of steps: [ReasoningStep], won: Bool, variant: Variant, constants: RewardConstants
) -> [StepReward] {
  steps.indices.map { index in
    let step = steps[index]
    guard let response = step.response else {
      switch variant {
      case .asWritten:
        // A malformed step still belongs somewhere: alone in a group its penalty would be
        // normalised away, so it stays with the tag it opened, or with the default tag.
        let tag = Response.firstOpenedTag(in: step.output) ?? .monitor
        return StepReward(tag: tag, reward: -constants.formatPenalty, violatesFormat: true)
      case .released:
        return StepReward(tag: nil, reward: 0, violatesFormat: true)
      }
    }
    let reward: Double
    switch response.tag {
    case .planning:
      reward = planningReward(won: won, constants: constants)
    case .explore:
      reward = exploreReward(at: index, in: steps, variant: variant, constants: constants)
    case .reflection:
      reward = reflectionReward(at: index, in: steps, variant: variant, constants: constants)
    case .monitor:
      reward = monitorReward(at: index, in: steps, constants: constants)
    case nil:
      reward = 0
    }
    let group = variant == .released && response.tag == .monitor ? nil : response.tag
    return StepReward(tag: group, reward: reward, violatesFormat: false)
  }
}
