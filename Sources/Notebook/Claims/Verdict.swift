import Statistics

/// What an experiment says about a claim of the paper.
public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
  /// Direction and size hold, beyond chance.
  case reproduced
  /// The sign is the paper's; size or certainty is not.
  case directionOnly = "direction only"
  /// The experiment contradicts the claim, or shows nothing of it.
  case notReproduced = "not reproduced"
  /// The experiment cannot speak: too few runs, or a guard failed.
  case notTested = "not tested"

  /// A claim "A differs from B by so much".
  ///
  /// - `reproduced`: the interval excludes zero on the paper's side and the measured difference is
  ///   at least `minimumEffect` in size.
  /// - `directionOnly`: the measured difference has the paper's sign but fails one of these.
  /// - `notReproduced`: it is zero or has the other sign.
  ///
  /// - Parameters:
  ///   - value: the measured difference.
  ///   - low: lower end of its interval.
  ///   - high: upper end.
  ///   - paperDirection: a number with the sign of the paper's difference; not zero.
  ///   - minimumEffect: the smallest size that counts, in the unit of `value`.
  public static func difference(
    value: Double, low: Double, high: Double, paperDirection: Double, minimumEffect: Double
  ) -> Verdict {
    let sign: Double = paperDirection < 0 ? -1 : 1
    guard value * sign > 0 else { return .notReproduced }
    let excludesZero = sign > 0 ? low > 0 : high < 0
    return excludesZero && abs(value) >= minimumEffect ? .reproduced : .directionOnly
  }

  /// A claim "the quantity is so large" (or so small) against a bound the paper's words give.
  ///
  /// - `reproduced`: the whole interval is beyond the bound.
  /// - `directionOnly`: the value is, the interval is not.
  /// - `notReproduced`: the value is not.
  public static func bound(
    value: Double, low: Double, high: Double, bound: Double, isLowerBound: Bool
  ) -> Verdict {
    guard isLowerBound ? value >= bound : value <= bound else { return .notReproduced }
    return (isLowerBound ? low >= bound : high <= bound) ? .reproduced : .directionOnly
  }

  /// A claim made of parts ("A beats B, and B beats C"): as strong as its weakest part, and
  /// `notTested` when any part is, or when there are none.
  public static func all(_ parts: [Verdict]) -> Verdict {
    for weakest in [notTested, notReproduced, directionOnly] where parts.contains(weakest) {
      return weakest
    }
    return parts.isEmpty ? .notTested : .reproduced
  }
}

/// Something that must hold before a measurement may speak.
public struct Guard: Sendable, Hashable, Codable {
  /// What must hold, as a sentence that reads well when it does not: "needs ...".
  public var requirement: String
  /// Whether it does.
  public var holds: Bool

  /// A guard.
  public init(_ requirement: String, _ holds: Bool) {
    self.requirement = requirement
    self.holds = holds
  }

  /// Enough training seeds.
  public static func runs(_ count: Int, atLeast minimum: Int) -> Guard {
    Guard("needs at least \(minimum) seeds, has \(count)", count >= minimum)
  }

  /// Not the smoke profile, whose numbers mean nothing.
  public static func meaningful(profile: String) -> Guard {
    Guard("needs a profile whose numbers mean something, not smoke", profile != "smoke")
  }

  /// Somebody wins sometimes: comparing zeros says nothing.
  public static func someSuccess(_ rates: [Double]) -> Guard {
    Guard("needs a method that wins at least one game", rates.contains { $0 > 0 })
  }
}

/// A rule with its numbers: what the report prints beside a verdict, and what computes it.
public enum VerdictRule: Sendable, Hashable, Codable {
  /// See `Verdict.difference`; the effect must be at least `minimumShare` of the paper's.
  case difference(paper: Double, minimumShare: Double = 0.5)
  /// At least so much; see `Verdict.bound`.
  case atLeast(Double)
  /// At most so much.
  case atMost(Double)

  /// Short name for tables and `results.json`.
  public var name: String {
    switch self {
    case .difference: "difference"
    case .atLeast: "at least"
    case .atMost: "at most"
    }
  }

  /// The rule in words, with its numbers.
  public func text(as format: NumberFormat) -> String {
    switch self {
    case .difference(let paper, let share):
      "Reproduced when the 95% interval of the difference excludes zero on the paper's side and "
        + "the difference is at least \(NumberFormat.decimal(2).string(share)) of the paper's "
        + "\(format.string(paper)); direction only when just the sign agrees."
    case .atLeast(let bound):
      "Reproduced when the whole 95% interval is at or above \(format.string(bound)); direction "
        + "only when just the value is."
    case .atMost(let bound):
      "Reproduced when the whole 95% interval is at or below \(format.string(bound)); direction "
        + "only when just the value is."
    }
  }

  /// The verdict on a measurement; `notTested` when there is none or a guard fails.
  public func verdict(for measured: Interval?, guards: [Guard] = []) -> Verdict {
    guard let measured, measured.value.isFinite, guards.allSatisfy(\.holds) else {
      return .notTested
    }
    return switch self {
    case .difference(let paper, let share):
      Verdict.difference(
        value: measured.value, low: measured.low, high: measured.high, paperDirection: paper,
        minimumEffect: share * abs(paper))
    case .atLeast(let bound):
      Verdict.bound(
        value: measured.value, low: measured.low, high: measured.high, bound: bound,
        isLowerBound: true)
    case .atMost(let bound):
      Verdict.bound(
        value: measured.value, low: measured.low, high: measured.high, bound: bound,
        isLowerBound: false)
    }
  }
}
