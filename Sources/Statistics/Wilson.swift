/// The Wilson score interval of one proportion (Wilson 1927; Brown, Cai and DasGupta 2001,
/// equation 4): unlike the textbook interval it keeps to [0, 1] and has a width at 0 and at 1.
///
/// - Parameter z: the standard normal quantile; 1.96 for 95 %.
/// - Throws: `StatisticsError.outOfRange` unless `0 <= successes <= trials` and `trials > 0`.
public func wilsonInterval(
  successes: Int, trials: Int, z: Double = 1.959963984540054
) throws -> Interval {
  guard trials > 0, (0...trials).contains(successes) else {
    throw StatisticsError.outOfRange("\(successes) successes of \(trials) trials")
  }
  let n = Double(trials)
  let p = Double(successes) / n
  let centre = (p + z * z / (2 * n)) / (1 + z * z / n)
  let margin = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
  return Interval(value: p, low: max(0, centre - margin), high: min(1, centre + margin))
}
