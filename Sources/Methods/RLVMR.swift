import Agent
import MetaReasoning

// RLVMR (paper section 3.4): the agent announces before each action what kind of thinking it does, with
// one of four tags, and each kind is paid by a rule a program can check. A step's advantage is its
// trajectory's outcome and its own reward, each normalised, in equal parts.

extension Method {
  /// RLVMR from the tagged cold start.
  public static let rlvmr = Method(
    name: "rlvmr", title: "RLVMR",
    abstract: "Outcome and verifiable rewards for each of four tags of meta-reasoning.",
    grammar: .tagged, start: .method(.coldStartTagged), learningRate: 1e-4,
    training: .reinforcement(.rlvmr()))
}

extension Reinforcement {
  // snippet: rlvmr-advantages
  /// A_t = α A^traj_t + (1 − α) A^MR_t (equation 4), for all tokens of step t; the loss is equation 5.
  ///
  /// - Parameter alpha: α, 0.5 in the paper (section 4.1).
  public static func rlvmr(
    rules: RewardRules = RewardRules(), alpha: Double = 0.5
  ) -> Reinforcement {
    Reinforcement(rules: rules, constants: ["alpha": alpha]) { episodes, groups in
      let trajectories = rewardedTrajectories(of: episodes, groups: groups, rules: rules)
      // Equation 2: R(τ) among the rollouts of the same game.
      let outcome = trajectoryAdvantages(trajectories, rowPenalty: rules.rowPenalty)
      // Equation 3: r_t among the batch's steps with the same tag.
      let reasoning = metaReasoningAdvantages(trajectories)
      // Equation 4.
      return combined(outcome, reasoning) { alpha * $0 + (1 - alpha) * $1 }
    }
  }
  // snippet-end
}
