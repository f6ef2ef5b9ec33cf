import Foundation
import Statistics

/// How numbers are shown: the one place where the report turns numbers into text.
public enum NumberFormat: Sendable, Hashable, Codable {
  /// A share of one as per cent: 0.312 becomes `31.2%`.
  case percent
  /// A difference of shares in percentage points, always signed: 0.041 becomes `+4.1 points`.
  case points
  /// A fixed number of decimals, without a unit.
  case decimal(Int)
  /// A difference with a fixed number of decimals, always signed, without a unit: 1.2 becomes `+1.2`.
  case difference(Int)

  /// One number; a dash for none, NaN or infinity.
  public func string(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "–" }
    return switch self {
    case .percent: fixed(value * 100, 1) + "%"
    case .points: signed(value * 100, 1) + " points"
    case .decimal(let places): fixed(value, places)
    case .difference(let places): signed(value, places)
    }
  }

  /// What a number of this kind can be: a share, a difference of shares, or anything.
  var possible: ClosedRange<Double> {
    switch self {
    case .percent: 0...1
    case .points: -1...1
    case .decimal, .difference: -Double.infinity...Double.infinity
    }
  }

  /// A value with its interval: `31.2% [25.1, 37.9]`.
  public func string(_ interval: Interval) -> String {
    // One number repeated three times looks like certainty; it is a bootstrap that found nothing to vary.
    interval.low == interval.high
      ? string(interval.value)
      : string(interval.value) + " " + range(low: interval.low, high: interval.high)
  }

  /// The ends alone: `[25.1, 37.9]`, in the unit of the value before them.
  public func range(low: Double?, high: Double?) -> String {
    // A no-break space: an interval torn over two lines of a table is hard to read.
    "[\(bare(low)),\u{A0}\(bare(high))]"
  }

  private func bare(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "–" }
    return switch self {
    case .percent: fixed(value * 100, 1)
    case .points: signed(value * 100, 1)
    case .decimal(let places): fixed(value, places)
    case .difference(let places): signed(value, places)
    }
  }

  private func fixed(_ value: Double, _ places: Int) -> String {
    let text = String(format: "%.\(places)f", abs(value))
    let isZero = !text.contains { ("1"..."9").contains($0) }
    return value < 0 && !isZero ? "−" + text : text
  }

  /// Never a zero for what is none: an interval's end at −0.04 must not look as if it touched zero.
  private func signed(_ value: Double, _ places: Int) -> String {
    let text = fixed(value, places)
    if value != 0, places < 6, !text.contains(where: { ("1"..."9").contains($0) }) {
      return signed(value, places + 1)
    }
    return value == 0 || text.hasPrefix("−") ? text : "+" + text
  }
}
