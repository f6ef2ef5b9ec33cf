extension Method {
  /// RLVMR at other weights α of the outcome than 0.5 (equation 4): at 0 the outcome and with it the
  /// format credit count nothing, at 1 the tags do not.
  public static let alphas = [0, 0.25, 0.75, 1].map { (alpha: Double) in
    let text = alpha == alpha.rounded() ? "\(Int(alpha))" : "\(alpha)"
    return rlvmr.arm(
      "rlvmr-alpha-\(text)", title: "RLVMR, α = \(text)",
      abstract: "RLVMR with the outcome's weight α at \(text)."
    ) { $0.training = .reinforcement(.rlvmr(alpha: alpha)) }
  }
}
