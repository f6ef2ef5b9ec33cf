extension Method {
  /// RLVMR at other weights α of the outcome than 0.5 (equation 4): at 0 the outcome and with it the
  /// format credit count nothing, at 1 the tags do not.
  public static let alphas = [alpha(0), alpha(0.25), lighter, alpha(1)]

  /// RLVMR whose tags weigh half of what they do in the paper.
  public static let lighter = alpha(0.75)

  private static func alpha(_ alpha: Double) -> Method {
    let text = alpha == alpha.rounded() ? "\(Int(alpha))" : "\(alpha)"
    return rlvmr.arm(
      "rlvmr-alpha-\(text)", title: "RLVMR, α = \(text)",
      abstract: "RLVMR with the outcome's weight α at \(text)."
    ) { $0.training = .reinforcement(.rlvmr(alpha: alpha)) }
  }
}
