import Agent
import MetaReasoning

// GRPO, the paper's first baseline (section 2.1): groups of rollouts of one game, and every token of an
// episode carries its outcome, normalised over the group. The only other signal is the format credit,
// the same for every method (`FormatCredit`).

extension Method {
  /// GRPO from the untagged cold start: the outcome alone.
  public static let grpo = Method(
    name: "grpo", title: "GRPO (think)",
    abstract: "Group-relative policy optimisation with the outcome alone, thinking in <think>.",
    grammar: .think, start: .method(.coldStartThink), learningRate: 1e-4,
    training: .reinforcement(.grpo()))

  /// GRPO from the tagged cold start: RLVMR without its meta-reasoning advantage (paper Table 3).
  public static let grpoTagged = grpo.arm(
    "grpo-tagged", title: "GRPO (tags)",
    abstract: "GRPO from the tagged cold start: RLVMR without its step rewards."
  ) {
    $0.grammar = .tagged
    $0.start = .method(.coldStartTagged)
    $0.learningRate = 3e-5
  }
}

extension Reinforcement {
  // snippet: grpo-advantages
  /// A_t = A^traj_t (equation 2), for all tokens of step t; the loss is equation 5.
  public static func grpo(rules: RewardRules = RewardRules()) -> Reinforcement {
    Reinforcement(rules: rules) { episodes, groups in
      let trajectories = rewardedTrajectories(of: episodes, groups: groups, rules: rules)
      let outcome = trajectoryAdvantages(trajectories, rowPenalty: rules.rowPenalty)
      return combined(outcome) { whole, _ in whole }
    }
  }
  // snippet-end
}
