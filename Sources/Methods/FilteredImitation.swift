import Agent
import MetaReasoning

// Filtered imitation (the cheap strong baseline of Few-Shot Butlers, arXiv 2104.07972): roll out, keep
// the wins, fine-tune on them. As many rollouts as GRPO, the same games; no advantage, no ratio, no
// reference.

extension Method {
  /// Filtered imitation from the untagged cold start, at GRPO's rate.
  public static let filteredImitation = Method.grpo.arm(
    "filtered-imitation", title: "Filtered imitation",
    abstract: "Roll out, keep what was won, fine-tune on it."
  ) {
    $0.training = .reinforcement(.filteredImitation())
  }
}

extension Reinforcement {
  /// −log π of every agent token of the episodes that were won: an advantage of 1 for each step, and
  /// lost episodes left out of the mean.
  public static func filteredImitation() -> Reinforcement {
    var rule = Reinforcement(rules: RewardRules()) { episodes, _ in
      combined(episodes.map { $0.steps.map { _ in 1.0 } }) { whole, _ in whole }
    } loss: { token, _ in
      crossEntropy(logProbability: token.current)
    }
    rule.learnsFrom = \.won
    return rule
  }
}
