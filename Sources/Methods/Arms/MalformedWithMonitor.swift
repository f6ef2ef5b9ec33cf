import MetaReasoning

extension Method {
  /// RLVMR with the paper's text on format, r_t = r^MR + r^format: a malformed step stays with the tag
  /// it opened, or with monitor, which then has an advantage of its own where it is well formed.
  public static let malformedWithMonitor = rlvmr.arm(
    "rlvmr-format-as-written", title: "RLVMR, format as written",
    abstract: "RLVMR whose format penalty is part of the step reward, as the paper's text has it."
  ) {
    var rules = RewardRules()
    rules.formatCredit = .asWritten
    $0.training = .reinforcement(.rlvmr(rules: rules))
  }
}
