import Kernels
import Randomness

/// Drawing tokens from logits. One a thread; it owns the memory it needs.
public final class Sampler {
  private var probabilities: [Float] = []
  /// Logits of the allowed tokens, side by side.
  private var candidates: [Float] = []

  /// Has no state that outlives a call but memory: any sampler draws the same.
  public init() {}

  /// Draws a token from softmax(logits / temperature) with its log-probability under that same
  /// distribution, by the formula the training pass uses: what is sampled is what is updated.
  ///
  /// With `allowed` the softmax is over these tokens alone, of which there is at least one; a
  /// single one is certain, has log-probability 0 and uses no random number.
  public func sample(
    _ logits: UnsafeBufferPointer<Float>, among allowed: TokenSet? = nil, temperature: Float,
    using generator: inout SeededGenerator
  ) -> (token: Int32, logProbability: Float) {
    guard let allowed else { return draw(logits, temperature: temperature, using: &generator) }
    precondition(allowed.count > 0, "no token is allowed")
    if allowed.count == 1 { return (allowed.tokens[0], 0) }
    candidates.removeAll(keepingCapacity: true)
    for token in allowed.tokens { candidates.append(logits[Int(token)]) }
    let drawn = candidates.withUnsafeBufferPointer {
      draw($0, temperature: temperature, using: &generator)
    }
    return (allowed.tokens[Int(drawn.token)], drawn.logProbability)
  }

  /// Draws a place of `logits`, which with a constraint are those of the allowed tokens.
  private func draw(
    _ logits: UnsafeBufferPointer<Float>, temperature: Float,
    using generator: inout SeededGenerator
  ) -> (token: Int32, logProbability: Float) {
    let best = mostLikely(logits, temperature: temperature)
    let threshold = generator.uniform()
    var cumulative: Float = 0
    // Rounding may leave the sum just below the threshold: then the last possible token.
    var token = 0
    for (i, p) in probabilities.enumerated() where p > 0 {
      token = i
      cumulative += p
      if threshold < cumulative { break }
    }
    // As in training: the distance to the largest logit, less the log of the normaliser, which is
    // all that is left of the largest one's own log-probability.
    let inverse = 1 / temperature
    let distance = logits[token] * inverse - logits[Int(best.token)] * inverse
    return (Int32(token), distance + best.logProbability)
  }

  /// The most likely token, the first of equals, with its log-probability at `temperature`.
  public func mostLikely(
    _ logits: UnsafeBufferPointer<Float>, temperature: Float = 1
  ) -> (token: Int32, logProbability: Float) {
    var token = 0
    for i in logits.indices where logits[i] > logits[token] { token = i }
    probabilities.removeAll(keepingCapacity: true)
    probabilities.append(contentsOf: logits)
    return (Int32(token), score(Int32(token), temperature: temperature))
  }

  private func score(_ token: Int32, temperature: Float) -> Float {
    var picked: Float = 0
    var entropy: Float = 0
    var target = token
    let classes = probabilities.count
    probabilities.withUnsafeMutableBufferPointer { row in
      guard let base = row.baseAddress else { return }
      Kernel.tokenLogProbabilities(
        base, rows: 1, classes: classes, targets: &target, temperature: temperature,
        logProbabilities: &picked, entropies: &entropy)
    }
    return picked
  }
}
