import MetaReasoning

/// RLVMR: the outcome's advantage plus the advantage of each step's verifiable meta-reasoning reward
/// among the steps with the same tag (paper section 3.4, equations 2 to 4).
///
/// - Parameters:
///   - episodes: Rollouts of one iteration.
///   - groups: The game index of each rollout.
/// - Returns: The advantage of every step, in the shape of the episodes.
public func rlvmrAdvantages(
  of episodes: [Episode], groups: [Int], settings: ReinforcementSettings
) -> [[StepAdvantage]] {
  rlvmrAdvantages(
    rewardedTrajectories(of: episodes, groups: groups, settings: settings),
    variant: settings.variant, weights: settings.weights, constants: settings.rewards)
}

/// The outcome and the step rewards of every rollout: what `rlvmrAdvantages` normalises.
public func rewardedTrajectories(
  of episodes: [Episode], groups: [Int], settings: ReinforcementSettings
) -> [RewardedTrajectory] {
  zip(episodes, groups).map { episode, group in
    RewardedTrajectory(
      group: group,
      outcome: outcomeReward(won: episode.won, constants: settings.rewards),
      steps: stepRewards(
        of: episode.steps.map(\.reasoning), won: episode.won, variant: settings.variant,
        constants: settings.rewards))
  }
}
