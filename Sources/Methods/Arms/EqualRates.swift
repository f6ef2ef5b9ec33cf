extension Method {
  /// GRPO (tags) at RLVMR's learning rate: is the difference between them the rate's?
  public static let grpoTaggedFast = grpoTagged.arm(
    "grpo-tagged-fast", title: "GRPO (tags), RLVMR's rate",
    abstract: "GRPO from the tagged cold start at RLVMR's learning rate."
  ) { $0.learningRate = rlvmr.learningRate }
}
