import Agent
import Experiments
import Methods

/// The paper's ALFWorld numbers for Qwen2.5-7B: Table 1 (success), Figures 3 and 5 (repetitive and
/// invalid actions), Table 2 (mean actions; its model size is not stated).
public enum PaperNumbers {
  /// A rate of a method on a split; nil where the paper gives none. Its repetitive action rate stands
  /// beside our primary reading.
  public static func value(
    _ rate: Rate, _ method: Method, _ split: EvaluationSplit
  ) -> Double? {
    guard let index = [EvaluationSplit.seen, .unseen, .unseenCategories].firstIndex(of: split),
      let row = row(rate, method)
    else { return nil }
    return row[index]
  }

  /// What the paper compares: the difference of two methods on a split; NaN where it gives none.
  public static func difference(
    _ rate: Rate, _ first: Method, minus second: Method, on split: EvaluationSplit
  ) -> Double {
    (value(rate, first, split) ?? .nan) - (value(rate, second, split) ?? .nan)
  }

  /// Values on L0, L1 and L2.
  private static func row(_ rate: Rate, _ method: Method) -> [Double]? {
    switch (rate, method.name) {
    case (.success, Method.supervised.name): [0.633, 0.570, 0.375]
    case (.success, Method.grpo.name): [0.793, 0.773, 0.523]
    case (.success, Method.rlvmr.name): [0.914, 0.918, 0.836]
    case (.success, Method.gigpo.name): [0.895, 0.902, 0.672]
    case (.repetitive, Method.supervised.name): [0.139, 0.245, 0.144]
    case (.repetitive, Method.grpo.name): [0.215, 0.203, 0.312]
    case (.repetitive, Method.rlvmr.name): [0.023, 0.078, 0.117]
    case (.invalid, Method.supervised.name): [0.062, 0.055, 0.063]
    case (.invalid, Method.grpo.name): [0.148, 0.254, 0.135]
    case (.invalid, Method.rlvmr.name): [0.056, 0.065, 0.071]
    case (.steps, Method.supervised.name): [23.2, 24.5, 27.5]
    case (.steps, Method.grpo.name): [15.8, 18.1, 21.7]
    case (.steps, Method.rlvmr.name): [10.8, 11.6, 15.4]
    default: nil
    }
  }

  /// Success of the untrained 7B model prompted with ReAct, on L0, L1 and L2 (Table 1): where the
  /// paper's GRPO starts from.
  public static let untrainedSuccess = [0.231, 0.285, 0.270]

  /// Invalid and repetitive actions of the untrained 1.5B model prompted with ReAct, on L0, L1 and L2
  /// (Figures 3 and 5): what shows how the paper can have counted repetition.
  public static let smallUntrained = (
    invalid: [0.763, 0.793, 0.825], repetitive: [0.103, 0.113, 0.166]
  )

  /// Steps after which the paper's episodes are lost (section 4.1).
  public static let stepLimit = 30.0

  /// RLVMR on L2 at 1.5B, whole and with parts left out (Table 3).
  public static let ablations = (
    full: 0.563, withoutOutcome: 0.125, withoutMetaReasoning: 0.453, withoutColdStart: 0.406
  )

  /// Which share of its iterations each method needed until its training success was near its final
  /// value; read by eye from Figure 6 (RLVMR about 20 of 100 iterations, GRPO about 120 of 150).
  public static let shareUntilLearned = (rlvmr: 0.2, grpo: 0.8)
}
