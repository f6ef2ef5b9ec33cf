/// A number with the distribution of its bootstrap replicates.
public struct Estimate: Sendable, Hashable {
  /// The number computed from the data as they are.
  public let value: Double
  /// The same number computed from each resample, sorted.
  public let replicates: [Double]
  /// Share of the replicates inside `interval`, between 0 and 1.
  public let confidence: Double
  /// The interval that allows for few seeds (see `Interval.allowingForFewSeeds`); nil where only one stands
  /// behind the number.
  public let forFewSeeds: Interval?

  /// An estimate; the replicates may come in any order but must not be empty.
  public init(
    value: Double, replicates: [Double], confidence: Double = 0.95, forFewSeeds: Interval? = nil
  ) {
    self.value = value
    self.replicates = replicates.sorted()
    self.confidence = confidence
    self.forFewSeeds = forFewSeeds
  }

  /// The percentile interval: as much is cut off below as above (Efron and Tibshirani 1993,
  /// section 13.3).
  public var interval: Interval {
    let tail = (1 - confidence) / 2
    return Interval(
      value: value, low: quantile(tail, ofSorted: replicates),
      high: quantile(1 - tail, ofSorted: replicates))
  }

  /// Two-sided p-value of "the true number is `reference`": twice the smaller share of replicates
  /// on either side of it, those equal to it counted on both.
  ///
  /// One is added to the count and to the number of replicates, so that a finite number of
  /// resamples never gives 0 (Davison and Hinkley 1997, section 4.2).
  public func pValue(against reference: Double = 0) -> Double {
    let below = replicates.count { $0 <= reference }
    let above = replicates.count { $0 >= reference }
    return min(1, 2 * Double(min(below, above) + 1) / Double(replicates.count + 1))
  }
}
