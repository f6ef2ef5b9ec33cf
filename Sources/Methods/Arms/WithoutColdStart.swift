extension Method {
  /// GRPO from the base model itself, as the paper's GRPO starts.
  public static let grpoFromBase = grpo.arm(
    "grpo-from-base", title: "GRPO (think), no cold start",
    abstract: "GRPO without a cold start."
  ) { $0.start = .baseModel }

  /// RLVMR without its cold start (paper Table 3). Our base model has never seen a tag.
  public static let rlvmrFromBase = rlvmr.arm(
    "rlvmr-from-base", title: "RLVMR, no cold start",
    abstract: "RLVMR without a cold start."
  ) { $0.start = .baseModel }
}
