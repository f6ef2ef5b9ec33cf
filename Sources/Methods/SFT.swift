import MetaReasoning

// SFT, the paper's imitation baseline (section 2.1): cross-entropy on the responses of all expert
// episodes. How many episodes the paper had, and its learning rate, are not given.

extension Method {
  /// Supervised training on all expert episodes.
  public static let supervised = Method(
    name: "sft", title: "SFT",
    abstract: "Supervised training on all demonstrations.",
    grammar: .think, start: .baseModel, learningRate: 3e-4,
    training: .imitation(Imitation(.all, loss: crossEntropy)))

  /// SFT on a quarter of the episodes. Not in the paper: would SFT's gap shrink with more data?
  public static let supervisedQuarter = supervised.arm(
    "sft-quarter", title: "SFT, a quarter",
    abstract: "SFT on a quarter of the demonstrations; not in the paper."
  ) {
    $0.training = .imitation(Imitation(.quarter, loss: crossEntropy))
  }
}

// snippet: supervised-loss
/// −log π of one imitated token; its derivative by log π is −1. The mean over the imitated tokens of
/// an update is what supervised training minimises.
public func crossEntropy(logProbability: Double) -> TokenLoss {
  TokenLoss(loss: -logProbability, gradient: -1, kl: 0, isClipped: false)
}
// snippet-end
