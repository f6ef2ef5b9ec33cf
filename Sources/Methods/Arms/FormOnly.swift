import MetaReasoning

extension Method {
  /// RLVMR that pays no tag: all that is left is the outcome at weight α and the format credit.
  public static let formOnly = rlvmr.arm(
    "rlvmr-form-only", title: "RLVMR, form only",
    abstract: "RLVMR without any reward for its tags; the format credit stays."
  ) {
    var rules = RewardRules()
    rules.planning = 0
    rules.explore = 0
    rules.reflection = 0
    $0.training = .reinforcement(.rlvmr(rules: rules))
  }
}
