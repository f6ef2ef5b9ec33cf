import Training

/// The paper's ALFWorld numbers for Qwen2.5-7B: Table 1 (success), Figures 3 and 5 (repetitive and
/// invalid actions), Table 2 (mean actions; its model size is not stated).
public enum PaperNumbers {
  /// A rate of a method on a split; nil where the paper gives none.
  public static func value(
    _ rate: Rate, _ method: Method, _ split: EvaluationSplit
  ) -> Double? {
    guard let index = [EvaluationSplit.seen, .unseen, .unseenCategories].firstIndex(of: split),
      let row = row(rate, method)
    else { return nil }
    return row[index]
  }

  /// What the paper compares: the difference of two methods on a split.
  public static func difference(
    _ rate: Rate, _ first: Method, minus second: Method, on split: EvaluationSplit
  ) -> Double {
    (value(rate, first, split) ?? .nan) - (value(rate, second, split) ?? .nan)
  }

  /// Values on L0, L1 and L2.
  private static func row(_ rate: Rate, _ method: Method) -> [Double]? {
    switch (rate, method) {
    case (.success, .supervised): [0.633, 0.570, 0.375]
    case (.success, .grpo): [0.793, 0.773, 0.523]
    case (.success, .rlvmr): [0.914, 0.918, 0.836]
    case (.repetitive, .supervised): [0.139, 0.245, 0.144]
    case (.repetitive, .grpo): [0.215, 0.203, 0.312]
    case (.repetitive, .rlvmr): [0.023, 0.078, 0.117]
    case (.invalid, .supervised): [0.062, 0.055, 0.063]
    case (.invalid, .grpo): [0.148, 0.254, 0.135]
    case (.invalid, .rlvmr): [0.056, 0.065, 0.071]
    case (.steps, .supervised): [23.2, 24.5, 27.5]
    case (.steps, .grpo): [15.8, 18.1, 21.7]
    case (.steps, .rlvmr): [10.8, 11.6, 15.4]
    default: nil
    }
  }

  /// Success of the paper's smaller agent, Qwen2.5-1.5B, on L0, L1 and L2 (Table 1); nil for a method it
  /// does not have.
  public static func smallerSuccess(_ method: Method) -> [Double]? {
    switch method {
    case .supervised: [0.430, 0.387, 0.176]
    case .grpo: [0.766, 0.711, 0.297]
    case .rlvmr: [0.891, 0.879, 0.563]
    default: nil
    }
  }

  /// Success of the untrained 7B model prompted with ReAct, on L0, L1 and L2 (Table 1): where the
  /// paper's GRPO starts from.
  public static let untrainedSuccess = [0.231, 0.285, 0.270]

  /// RLVMR without the meta-reasoning advantage on L2, 1.5B (Table 3), beside the full 0.563.
  public static let withoutMetaReasoningAdvantage = (full: 0.563, ablated: 0.453)
}
