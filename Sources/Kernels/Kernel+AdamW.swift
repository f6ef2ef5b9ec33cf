import CKernels

extension Kernel {
  /// One step of AdamW (Loshchilov & Hutter 2019, algorithm 2, in PyTorch's form) over `count`
  /// floats; the gradient is multiplied by `gradientScale` as it is read. At step t, counted from
  /// 1, the corrections are 1 - beta1^t and 1 - beta2^t.
  public static func adamW(
    _ parameters: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>,
    firstMoment: UnsafeMutablePointer<Float>, secondMoment: UnsafeMutablePointer<Float>,
    count: Int, gradientScale: Float, learningRate: Float, beta1: Float, beta2: Float,
    epsilon: Float, weightDecay: Float, correction1: Float, correction2: Float
  ) {
    assert(correction1 > 0 && correction2 > 0)
    ck_adamw(
      parameters, gradient, firstMoment, secondMoment, count, gradientScale, learningRate, beta1,
      beta2, epsilon, weightDecay, correction1, correction2)
  }
}
