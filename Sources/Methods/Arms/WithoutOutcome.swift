import MetaReasoning

extension Method {
  /// RLVMR whose outcome is worth nothing (paper Table 3, "w/o outcome advantage"). The format credit
  /// stays, and planning is still paid for a won episode.
  public static let withoutOutcome = rlvmr.arm(
    "rlvmr-without-outcome", title: "RLVMR, no outcome",
    abstract: "RLVMR without the reward of a won episode."
  ) {
    var rules = RewardRules()
    rules.success = 0
    $0.training = .reinforcement(.rlvmr(rules: rules))
  }
}
