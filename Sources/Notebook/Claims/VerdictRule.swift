import Statistics

/// A rule with its numbers: what the report prints beside a verdict, and what computes it.
public enum VerdictRule: Sendable, Hashable {
  /// "A differs from B": the paper's difference, with its sign, and the margin within which a
  /// difference would not matter, both in the unit of the measured value.
  ///
  /// The margin used is at most a quarter of the paper's difference: otherwise a small claim would
  /// be equivalent to nothing at half its own size.
  case difference(paper: Double, margin: Double = marginOfShares)
  /// "The quantity is at least so large."
  case atLeast(Double)
  /// "The quantity is at most so large."
  case atMost(Double)

  /// The margin of shares: three points.
  public static let marginOfShares = 0.03

  /// Short name for tables and `results.json`.
  public var name: String {
    switch self {
    case .difference: "difference"
    case .atLeast: "at least"
    case .atMost: "at most"
    }
  }

  /// The verdict on a measurement, all guards aside.
  ///
  /// For a difference, with the signs turned so that the paper's is positive, H half of it and m
  /// the margin: the interval [l, h] around v says
  /// - for l > 0: reproduced if v >= H, else weaker;
  /// - else contradicted if h <= m: nothing that could matter, or the opposite;
  /// - else undecided: it holds both nothing and an effect that would matter.
  ///
  /// A bound is reproduced where the whole interval keeps it, contradicted where the whole interval
  /// breaks it, and undecided between.
  ///
  /// - Returns: `notTested` where the paper's difference is zero or unknown or the interval is not
  ///   finite: there is nothing to judge.
  public func verdict(for measured: Interval) -> Verdict {
    guard obstacle == nil, measured.isFinite else { return .notTested }
    switch self {
    case .difference(let paper, let margin):
      let (half, used) = Self.thresholds(paper: abs(paper), margin: margin)
      let effect = paper < 0 ? measured.negated : measured
      if effect.low > 0 { return effect.value >= half ? .reproduced : .weaker }
      return effect.high <= used ? .contradicted : .undecided
    case .atLeast(let bound):
      return Self.verdict(for: measured, atLeast: bound)
    case .atMost(let bound):
      return Self.verdict(for: measured.negated, atLeast: -bound)
    }
  }

  /// Two-sided p-value of "there is no difference", or of "the quantity is just at the bound".
  public func pValue(of estimate: Estimate) -> Double {
    switch self {
    case .difference: estimate.pValue()
    case .atLeast(let bound), .atMost(let bound): estimate.pValue(against: bound)
    }
  }

  /// How a difference is judged, in words: what stands once above the claims of a chapter.
  public static let explanation = """
    A difference is *reproduced* where its interval lies beyond zero on the paper's side and its value is at \
    least half the paper's, and *weaker than the paper* where the value is less than that half. Where the \
    interval reaches zero it is *contradicted* if it goes no further to the paper's side than a margin \
    within which a difference would not matter, and *undecided* otherwise. It is *not tested* where what is \
    compared leaves no room for half the paper's effect (nobody can repeat 10 points less than an agent that \
    repeats 3%), unless the opposite is found.
    """

  /// The rule's numbers in words; `explanation` says what follows from them.
  public func text(as format: NumberFormat) -> String {
    switch self {
    case .difference(let paper, let margin):
      let (half, used) = Self.thresholds(paper: paper, margin: margin)
      return "Half the paper's effect is \(format.string(half)), the margin \(format.string(used))."
    case .atLeast(let bound):
      return "Reproduced when the whole interval is at or above \(format.string(bound)); "
        + "contradicted when all of it is below; undecided otherwise."
    case .atMost(let bound):
      return "Reproduced when the whole interval is at or below \(format.string(bound)); "
        + "contradicted when all of it is above; undecided otherwise."
    }
  }

  /// What an interval says, in one sentence, whatever the verdict is called: a verdict does not tell which
  /// effects an undecided measurement rules out, nor whether a contradicted one goes the other way.
  public func plain(for measured: Interval, as format: NumberFormat) -> String {
    switch self {
    case .difference(let paper, _):
      let turned = paper < 0 ? measured.negated : measured
      let half = abs(paper) / 2
      if turned.low > 0 {
        return turned.value >= half
          ? "The paper's direction, and at least half its size."
          : "The paper's direction, less than half its size."
      }
      if turned.high < 0 { return "The opposite of the paper's direction." }
      return turned.high < half
        ? "Which way cannot be told; half the paper's effect is ruled out."
        : "Cannot be told: neither no effect nor half the paper's is ruled out."
    case .atLeast(let bound), .atMost(let bound):
      let limit = format.string(bound)
      if measured.low >= bound { return "At least \(limit)." }
      return measured.high < bound ? "Less than \(limit)." : "On both sides of \(limit)."
    }
  }

  /// Why the rule cannot judge anything; nil where it can.
  var obstacle: String? {
    switch self {
    case .difference(let paper, _) where !paper.isFinite || paper == 0:
      "has no effect of the paper's to compare with"
    case .atLeast(let bound) where !bound.isFinite, .atMost(let bound) where !bound.isFinite:
      "has no bound to compare with"
    default: nil
    }
  }

  /// Half the paper's effect, and the margin no larger than half of that, both with its sign.
  static func thresholds(paper: Double, margin: Double) -> (half: Double, margin: Double) {
    let half = paper / 2
    let used = min(margin, abs(half) / 2)
    return (half, paper < 0 ? -used : used)
  }

  private static func verdict(for measured: Interval, atLeast bound: Double) -> Verdict {
    if measured.low >= bound { return .reproduced }
    return measured.high < bound ? .contradicted : .undecided
  }
}

extension Interval {
  var negated: Interval { Interval(value: -value, low: -high, high: -low) }

  fileprivate var isFinite: Bool { value.isFinite && low.isFinite && high.isFinite }
}
