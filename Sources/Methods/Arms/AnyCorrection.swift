import MetaReasoning

extension Method {
  /// RLVMR that pays reflection for any other action after failures, possible or not. The paper's text has "a
  /// corrective action", which we read as a possible one; the released program takes any.
  public static let anyCorrection = rlvmr.arm(
    "rlvmr-any-correction", title: "RLVMR, any correction",
    abstract: "RLVMR that pays reflection for any other action after failures, possible or not."
  ) {
    var rules = RewardRules()
    rules.reflectionRule = .anyCorrection
    $0.training = .reinforcement(.rlvmr(rules: rules))
  }
}
