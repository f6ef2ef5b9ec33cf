import Agent
import MetaReasoning

// GiGPO (arXiv 2505.10978), the paper's strongest baseline: besides the trajectory's advantage, a step
// is compared with the steps of the same game that saw the same observation, by what followed. It needs
// no tags and no rules about reasoning.

extension Method {
  /// GiGPO from the untagged cold start, at GRPO's rate.
  public static let gigpo = Method.grpo.arm(
    "gigpo", title: "GiGPO",
    abstract: "GRPO, and steps compared with those of the same game that saw the same."
  ) {
    $0.training = .reinforcement(.gigpo())
  }
}

extension Reinforcement {
  /// A_t = A^traj_t + w (G_t − mean of G over identical observations of the same game); a step whose
  /// observation nobody else saw gets A^traj_t alone.
  ///
  /// - Parameters:
  ///   - discount: γ of the return G_t = γ^(T−t) [won] (their configuration: 0.95). A win counts 1, so
  ///     that G lies on the scale of the normalised outcome.
  ///   - weight: w (their configuration: 1).
  public static func gigpo(discount: Double = 0.95, weight: Double = 1) -> Reinforcement {
    let rules = RewardRules()
    let constants = ["discount": discount, "weight": weight]
    return Reinforcement(rules: rules, constants: constants) { episodes, groups in
      let trajectories = rewardedTrajectories(of: episodes, groups: groups, rules: rules)
      let outcome = trajectoryAdvantages(trajectories, rowPenalty: rules.rowPenalty)
      let returns = episodes.map { episode in
        let last = episode.steps.count - 1
        let rewards = episode.steps.indices.map { $0 == last && episode.won ? 1.0 : 0 }
        return discountedReturns(rewards: rewards, discount: discount)
      }
      let steps = anchorAdvantages(
        returns: returns, observations: episodes.map(\.observationsBeforeSteps), groups: groups)
      return combined(outcome, steps) { $0 + weight * $1 }
    }
  }
}

extension Episode {
  /// What the agent saw last before each step: the opening, then the world's answers.
  var observationsBeforeSteps: [String] {
    Array(([opening] + steps.map(\.observation)).prefix(steps.count))
  }
}
