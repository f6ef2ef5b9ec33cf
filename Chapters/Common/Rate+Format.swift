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

  /// The difference that would not matter, in its unit: a step more or less in an episode of thirty is as little as
  /// three points of a share.
  public var margin: Double { self == .steps ? 1 : VerdictRule.marginOfShares }

  /// How a value is shown.
  public var format: NumberFormat { self == .steps ? .decimal(1) : .percent }

  /// How a difference is shown.
  public var differenceFormat: NumberFormat { self == .steps ? .difference(1) : .points }
}
