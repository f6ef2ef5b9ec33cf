// The two cold starts learn at rates of their own, each its best of the same trials (`LOG.md`). Is a difference between
// methods with and without tags one of the tags, or of those rates? Each is trained from a start at the other's.

extension Method {
  /// GRPO from a `<think>` start trained at the tagged start's rate.
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

  /// GRPO (tags) from a tagged start trained at the `<think>` start's rate.
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
