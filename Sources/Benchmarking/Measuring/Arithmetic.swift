import LanguageModel

/// How much arithmetic a model needs, in floating-point operations (a multiplication and an
/// addition are two).
///
/// Counted as is usual: every weight of a matrix that takes part in products is used once a token
/// forwards and twice backwards, so a training token costs 6 P; causal attention reads on average
/// half the sequence, twice (scores, then values), so a sequence of T tokens costs
/// 2 · T² · d · layers forwards, three times that in training. Norms, activations, the softmax and
/// the optimiser are not counted: what they cost shows as arithmetic not done.
public struct Arithmetic: Sendable, Hashable {
  /// Weights of the blocks' matrices, gains not counted.
  public let blockWeights: Double
  /// Weights of the head, counted also where it is tied to the embedding.
  public let headWeights: Double
  private let attentionWidth: Double

  /// Counts for a shape; optional parts of a block, such as its convolution, are left out.
  public init(_ c: ModelConfiguration) {
    let d = Double(c.dimension)
    let inner = Double(c.heads * c.headDimension)
    let shared = Double(c.keyValueHeads * c.headDimension)
    let block = d * (2 * inner + 2 * shared + 3 * Double(c.feedForward))
    blockWeights = block * Double(c.layers)
    headWeights = d * Double(c.vocabularySize)
    attentionWidth = inner * Double(c.layers)
  }

  /// Forward pass over a sequence of `length` tokens with logits at `predicted` positions.
  public func forward(length: Int, predicted: Int) -> Double {
    let tokens = Double(length)
    return 2 * blockWeights * tokens + 2 * headWeights * Double(predicted)
      + 2 * tokens * tokens * attentionWidth
  }

  /// Forward and backward pass: three times the forward.
  public func training(length: Int, predicted: Int) -> Double {
    3 * forward(length: length, predicted: predicted)
  }
}
