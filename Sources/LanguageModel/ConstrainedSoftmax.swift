import Kernels

/// The softmax over some of the tokens, where only these are allowed: everything else has
/// probability exactly 0, and so, in the backward pass, gradient exactly 0.
struct ConstrainedSoftmax {
  private let temperature: Float
  private let classes: Int
  /// The allowed tokens' logits, side by side.
  private let candidates: UnsafeMutablePointer<Float>

  /// Memory for rows of `classes` logits, taken from `arena`.
  init(classes: Int, temperature: Float, arena: Arena) {
    self.classes = classes
    self.temperature = temperature
    candidates = arena.take(classes)
  }

  /// Turns a row of logits into probabilities in place and gives the target's log-probability and
  /// the entropy of the row, both in nats.
  ///
  /// The allowed logits go through the same kernel as a whole row does, so that a set of all tokens
  /// changes no bit. A single allowed token is certain, without rounding.
  func pick(
    _ row: UnsafeMutablePointer<Float>, target: Int32, among allowed: TokenSet
  ) -> (logProbability: Float, entropy: Float) {
    guard allowed.count > 1 else {
      row.update(repeating: 0, count: classes)
      row[Int(target)] = 1
      return (0, 0)
    }
    guard let place = allowed.place(of: target) else {
      preconditionFailure("a batch holds only targets that are allowed")
    }
    for (index, token) in allowed.tokens.enumerated() { candidates[index] = row[Int(token)] }
    var target = Int32(place)
    var picked: Float = 0
    var entropy: Float = 0
    Kernel.tokenLogProbabilities(
      candidates, rows: 1, classes: allowed.count, targets: &target, temperature: temperature,
      logProbabilities: &picked, entropies: &entropy)
    row.update(repeating: 0, count: classes)
    for (index, token) in allowed.tokens.enumerated() { row[Int(token)] = candidates[index] }
    return (picked, entropy)
  }
}
