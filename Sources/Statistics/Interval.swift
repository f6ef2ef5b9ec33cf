/// A point estimate with the ends of its interval, all in the unit of the quantity itself.
public struct Interval: Sendable, Hashable {
  /// The point estimate, computed from the data as they are; not always between the ends.
  public var value: Double
  /// The lower end, at the confidence of the estimate.
  public var low: Double
  /// The upper end, at the confidence of the estimate.
  public var high: Double

  /// Creates an interval; ends are given as they come, so that a rounded bound is not "repaired".
  public init(value: Double, low: Double, high: Double) {
    self.value = value
    self.low = low
    self.high = high
  }

  /// Whether both ends lie on the same side of zero: a difference that can be told from none.
  public var excludesZero: Bool { low > 0 || high < 0 }

  /// The same value between the outer of both intervals' ends.
  package func spanning(_ other: Interval) -> Interval {
    Interval(value: value, low: min(low, other.low), high: max(high, other.high))
  }
}
