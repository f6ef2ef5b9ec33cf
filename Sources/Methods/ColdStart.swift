import MetaReasoning

// The cold start (paper section 3.3): supervised training on 200 demonstrations, 5 epochs, before any
// reinforcement learning. GRPO gets one on the same 200 games, which the paper's GRPO does not have;
// this favours GRPO.

extension Method {
  /// The same 200 episodes with `<think>` in place of the tags.
  public static let coldStartThink = Method(
    name: "cold-start-think", title: "Start (think)",
    abstract: "Supervised training on 200 demonstrations that think in <think>.",
    grammar: .think, start: .baseModel, learningRate: 1e-3,
    training: .imitation(Imitation(.coldStart, loss: crossEntropy)))

  /// 200 expert episodes annotated with the four tags.
  public static let coldStartTagged = coldStart(
    grammar: .tagged, name: "cold-start-tagged", title: "Start (tags)")

  /// A tagged cold start in a grammar of fewer tags.
  static func coldStart(grammar: ResponseGrammar, name: String, title: String) -> Method {
    Method(
      name: name, title: title,
      abstract: "Supervised training on 200 demonstrations that think in tags.",
      grammar: grammar, start: .baseModel, learningRate: 5e-4,
      training: .imitation(Imitation(.coldStart, loss: crossEntropy)))
  }
}
