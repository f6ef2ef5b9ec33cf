import MetaReasoning

extension Method {
  /// RLVMR that pays a correction once a failed command, and only for failures that told something. Not
  /// in the paper.
  public static let novel = rlvmr.arm(
    "rlvmr-novel", title: "RLVMR, novel failures",
    abstract:
      "RLVMR that pays only corrections of failures that told something new; not in the paper."
  ) {
    var rules = RewardRules()
    rules.reflectionRule = .novel
    $0.training = .reinforcement(.rlvmr(rules: rules))
  }
}
