extension Method {
  /// GRPO (tags) from a tagged start trained at the `<think>` start's learning rate: the other way round than
  /// `grpoSlowStart`, so that tags and the rate of their start can be told apart at either rate.
  public static let grpoTaggedFastStart = grpoTagged.arm(
    "grpo-tagged-fast-start", title: "GRPO (tags), faster start",
    abstract: "GRPO from a tagged cold start that learned at the <think> one's rate."
  ) {
    $0.start = .method(
      coldStartTagged.arm(
        "cold-start-tagged-fast", title: "Start (tags), faster",
        abstract: "The tagged cold start at the <think> one's learning rate."
      ) { $0.learningRate = coldStartThink.learningRate })
  }
}
