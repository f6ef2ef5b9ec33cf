import CKernels

extension Kernel {
  /// Turns each row of logits into probabilities softmax(logits / temperature) in place, and gives
  /// the log-probability of the row's target and the row's entropy (both in nats).
  public static func tokenLogProbabilities(
    _ logits: UnsafeMutablePointer<Float>, rows: Int, classes: Int,
    targets: UnsafePointer<Int32>, temperature: Float,
    logProbabilities: UnsafeMutablePointer<Float>, entropies: UnsafeMutablePointer<Float>
  ) {
    precondition(temperature > 0, "a softmax needs a positive temperature")
    ck_softmax_pick(logits, rows, classes, targets, 1 / temperature, logProbabilities, entropies)
  }

  /// Backward of `tokenLogProbabilities`: turns the probabilities into the gradient of the logits
  /// in place, given the derivative of the loss with respect to each picked log-probability.
  public static func tokenLogProbabilitiesBackward(
    _ probabilities: UnsafeMutablePointer<Float>, rows: Int, classes: Int,
    targets: UnsafePointer<Int32>, temperature: Float, gradient: UnsafePointer<Float>
  ) {
    ck_softmax_pick_backward(probabilities, rows, classes, targets, 1 / temperature, gradient)
  }
}
