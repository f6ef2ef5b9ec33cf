import MetaReasoning

extension Method {
  /// RLVMR in which each failure costs so much that failing on purpose and repairing it never pays. Not
  /// in the paper.
  public static let charged = rlvmr.arm(
    "rlvmr-charged", title: "RLVMR, failures charged",
    abstract: "RLVMR whose failures cost more than their correction earns; not in the paper."
  ) {
    var rules = RewardRules()
    rules.reflectionRule = .charged
    $0.training = .reinforcement(.rlvmr(rules: rules))
  }
}
