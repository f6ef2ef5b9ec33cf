extension Method {
  /// GRPO from a `<think>` start trained at the tagged start's learning rate: the two starts learn at rates of their
  /// own, each its best of the same trials (`LOG.md`). Is a difference between methods with and without tags one of
  /// the tags, or of those rates?
  public static let grpoSlowStart = grpo.arm(
    "grpo-slow-start", title: "GRPO (think), slower start",
    abstract: "GRPO from a <think> cold start that learned at the tagged one's rate."
  ) {
    $0.start = .method(
      coldStartThink.arm(
        "cold-start-think-slow", title: "Start (think), slower",
        abstract: "The <think> cold start at the tagged one's learning rate."
      ) { $0.learningRate = coldStartTagged.learningRate })
  }
}
