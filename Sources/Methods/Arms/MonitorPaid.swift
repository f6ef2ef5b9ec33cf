import MetaReasoning

extension Method {
  /// RLVMR that pays monitor steps for an admissible action that is not repeated. Not in the paper: is
  /// monitor a refuge because it is never paid?
  public static let monitorPaid = rlvmr.arm(
    "rlvmr-monitor-paid", title: "RLVMR, monitor paid",
    abstract: "RLVMR that also pays monitor; not in the paper."
  ) {
    var rules = RewardRules()
    rules.monitor = 1
    $0.training = .reinforcement(.rlvmr(rules: rules))
  }
}
