import MetaReasoning

// snippet: grpo-advantages
/// Group-relative policy optimisation with the outcome alone: the paper's first baseline.
///
/// Every token of an episode gets A^traj of its episode, the outcome normalised over the rollouts of
/// the same game. The only other signal is the format penalty, taken from the outcome.
///
/// - Parameters:
///   - episodes: Rollouts of one iteration.
///   - groups: The game index of each rollout.
/// - Returns: The advantage of every step, in the shape of the episodes.
public func grpoAdvantages(
  of episodes: [Episode], groups: [Int], settings: ReinforcementSettings
) -> [[StepAdvantage]] {
  let outcomes = episodes.map { episode in
    outcomeReward(won: episode.won, constants: settings.rewards)
      - settings.rewards.formatPenalty
      * Double(episode.steps.count { $0.reasoning.response == nil })
  }
  let advantages = trajectoryAdvantages(outcomes: outcomes, groups: groups)
  return zip(episodes, advantages).map { episode, advantage in
    episode.steps.map { _ in
      StepAdvantage(trajectory: advantage, metaReasoning: 0, total: advantage)
    }
  }
}
// snippet-end
