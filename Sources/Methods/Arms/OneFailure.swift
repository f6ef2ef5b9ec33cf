import MetaReasoning

extension Method {
  /// RLVMR that pays reflection after one failure. The paper's text has "a sequence of failures", which we read as
  /// two or more: what follows from that reading?
  public static let oneFailure = rlvmr.arm(
    "rlvmr-one-failure", title: "RLVMR, one failure",
    abstract: "RLVMR that pays reflection after one failure, where the report asks for two."
  ) {
    var rules = RewardRules()
    rules.failureSequence = 1
    $0.training = .reinforcement(.rlvmr(rules: rules))
  }
}
