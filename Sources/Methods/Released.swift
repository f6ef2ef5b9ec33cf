import Agent
import MetaReasoning

// RLVMR as the authors' program has it (`core_rlvmr.py` and the run scripts): other reward rules
// (`Variant.released`), other statistics, and a sum in place of equation 4. Every difference is listed in
// `Variant`.

extension Method {
  /// The released program's rules, from the same start and at the same rate as RLVMR.
  public static let released = Method.rlvmr.arm(
    "released", title: "RLVMR (released)",
    abstract: "RLVMR by the rules of the authors' released program."
  ) {
    $0.training = .reinforcement(.released())
  }
}

extension Reinforcement {
  /// A_t = A^traj_t + w A^step_t, both normalised over the step rows of one game.
  ///
  /// - Parameters:
  ///   - rules: The program's; an arm may bring others.
  ///   - weight: w, `step_advantage_w`: 1 in the run scripts.
  public static func released(
    rules: RewardRules = .released, weight: Double = 1
  ) -> Reinforcement {
    Reinforcement(rules: rules, constants: ["weight": weight]) { episodes, groups in
      let trajectories = rewardedTrajectories(of: episodes, groups: groups, rules: rules)
      let outcome = releasedTrajectoryAdvantages(trajectories, rowPenalty: rules.rowPenalty)
      let steps = releasedStepAdvantages(trajectories)
      return combined(outcome, steps) { $0 + weight * $1 }
    }
  }
}

extension RewardRules {
  /// The released program's rewards.
  public static let released: RewardRules = {
    var rules = RewardRules()
    rules.variant = .released
    return rules
  }()
}
