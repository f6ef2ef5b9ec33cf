import Experiments
import Notebook

extension Rate {
  /// The name in tables.
  public var title: String {
    switch self {
    case .success: "won"
    case .repetitive: "repetitive"
    case .allRepeats: "all repeats"
    case .wellFormedRepeats: "all repeats, of well-formed answers"
    case .invalid: "invalid"
    case .malformed: "malformed"
    case .steps: "steps"
    }
  }

  /// How a value is shown.
  public var format: NumberFormat { self == .steps ? .decimal(1) : .percent }

  /// How a difference is shown.
  public var differenceFormat: NumberFormat { self == .steps ? .difference(1) : .points }
}
