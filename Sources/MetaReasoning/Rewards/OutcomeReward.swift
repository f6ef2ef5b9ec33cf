/// R(τ), the outcome reward: r_s for a won episode, 0 otherwise (paper section 3.4.1).
public func outcomeReward(won: Bool, rules: RewardRules) -> Double {
  won ? rules.success : 0
}
