// snippet: planning-reward
/// Reward of a planning step: paid if the episode is finally won (paper section 3.4.1; the released
/// program agrees).
public func planningReward(won: Bool, rules: RewardRules) -> Double {
  won ? rules.planning : 0
}
// snippet-end
