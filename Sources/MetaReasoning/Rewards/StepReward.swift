/// The reward of one step and the group within which it is normalised.
public struct StepReward: Sendable, Hashable, Codable {
  /// The steps it is compared with.
  public var group: StepGroup
  /// r_t: the meta-reasoning reward, with the format penalty where `FormatCredit` puts it here.
  public var reward: Double
  /// Whether the step violates the format.
  public var isMalformed: Bool

  /// Creates a step reward from its parts.
  public init(group: StepGroup, reward: Double, isMalformed: Bool) {
    self.group = group
    self.reward = reward
    self.isMalformed = isMalformed
  }
}

/// r_t for every step of an episode (paper section 3.4.1; appendix A.2).
///
/// - Parameters:
///   - steps: The episode, in order.
///   - won: Whether it ended in success (the planning reward looks ahead to this).
/// - Returns: One reward a step.
public func stepRewards(of steps: [ParsedStep], won: Bool, rules: RewardRules) -> [StepReward] {
  steps.indices.map { index in
    let step = steps[index]
    guard let response = step.response else { return rules.malformedReward(of: step) }
    guard let tag = response.tag, !(rules.variant == .released && tag == .monitor) else {
      return StepReward(group: .untagged, reward: 0, isMalformed: false)
    }
    let reward =
      refusedReward(of: step, rules: rules)
      ?? tagReward(tag, at: index, in: steps, won: won, rules: rules)
    return StepReward(group: .tag(tag), reward: reward, isMalformed: false)
  }
}

/// What the tag of the step at `index` earns.
private func tagReward(
  _ tag: ReasoningTag, at index: Int, in steps: [ParsedStep], won: Bool, rules: RewardRules
) -> Double {
  switch tag {
  case .planning: planningReward(won: won, rules: rules)
  case .explore: exploreReward(at: index, in: steps, rules: rules)
  case .reflection: rules.reflectionRule.reward(at: index, in: steps, rules: rules)
  case .monitor: monitorReward(at: index, in: steps, rules: rules)
  }
}
