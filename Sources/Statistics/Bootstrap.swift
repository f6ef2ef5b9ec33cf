/// Settings of a bootstrap; the same settings and data give the same interval, always.
public struct Bootstrap: Sendable, Hashable, Codable {
  /// How many resamples are drawn.
  public var resamples: Int
  /// Share of resamples inside the interval.
  public var confidence: Double
  /// Seed of the resampling (rliable documents one and ignores it; this one is used).
  public var seed: UInt64

  /// Two thousand resamples and a 95 % interval unless told otherwise.
  public init(resamples: Int = 2000, confidence: Double = 0.95, seed: UInt64 = 1) {
    self.resamples = resamples
    self.confidence = confidence
    self.seed = seed
  }

  /// Percentile interval of an aggregate, by a two-level stratified bootstrap: runs (seeds) are
  /// drawn with replacement, then within each drawn run its games (Efron and Tibshirani 1993,
  /// chapter 8; Agarwal et al. 2021, section 4.1, adds the strata).
  ///
  /// With a single run only games are drawn, so the interval says nothing about other seeds.
  ///
  /// - Throws: `StatisticsError.outOfRange` for no resamples or a confidence outside (0, 1).
  public func interval(
    of outcomes: OutcomeMatrix, aggregate: Aggregate = .mean
  ) throws -> Interval {
    try interval(value: aggregate(outcomes.rows)) { generator in
      aggregate(Self.resample(outcomes.rows, with: &generator))
    }
  }

  /// Paired difference `first − second` of the mean outcome: row i of both is the same seed and
  /// column j the same game, so each resample draws the same seeds and games for both.
  ///
  /// - Throws: `StatisticsError.unpaired` when runs or games do not line up.
  public func pairedDifference(
    _ first: OutcomeMatrix, _ second: OutcomeMatrix
  ) throws -> Interval {
    guard first.rows.count == second.rows.count else {
      throw StatisticsError.unpaired(
        "\(first.rows.count) runs against \(second.rows.count); use the same seeds")
    }
    for (run, pair) in zip(first.rows, second.rows).enumerated()
    where pair.0.count != pair.1.count {
      throw StatisticsError.unpaired(
        "run \(run) has \(pair.0.count) games against \(pair.1.count); use the same games")
    }
    let differences = try OutcomeMatrix(
      zip(first.rows, second.rows).map { zip($0, $1).map { $0 - $1 } })
    return try interval(of: differences)
  }

  /// Probability that a run of the first method beats a run of the second on a game drawn at
  /// random, ties counted half (Agarwal et al. 2021, section 4.3, with tasks = games).
  ///
  /// Runs of the two methods are drawn independently, games jointly.
  ///
  /// - Throws: `StatisticsError.unpaired` unless all runs of both have the same number of games.
  public func probabilityOfImprovement(
    of first: OutcomeMatrix, over second: OutcomeMatrix
  ) throws -> Interval {
    let games = first.rows[0].count
    guard (first.rows + second.rows).allSatisfy({ $0.count == games }) else {
      throw StatisticsError.unpaired("runs have different numbers of games; use the same games")
    }
    let value = Self.improvement(first.rows, second.rows, games: Array(0..<games))
    return try interval(value: value) { generator in
      let x = first.rows.indices.map { _ in
        first.rows[generator.index(below: first.rows.count)]
      }
      let y = second.rows.indices.map { _ in
        second.rows[generator.index(below: second.rows.count)]
      }
      let drawn = (0..<games).map { _ in generator.index(below: games) }
      return Self.improvement(x, y, games: drawn)
    }
  }

  private func interval(
    value: Double, replicate: (inout SplitMix64) -> Double
  ) throws -> Interval {
    guard resamples > 0 else { throw StatisticsError.outOfRange("resamples must be at least 1") }
    guard confidence > 0, confidence < 1 else {
      throw StatisticsError.outOfRange("confidence must lie between 0 and 1")
    }
    var generator = SplitMix64(seed: seed)
    let replicates = (0..<resamples).map { _ in replicate(&generator) }.sorted()
    let tail = (1 - confidence) / 2
    return Interval(
      value: value, low: quantile(tail, ofSorted: replicates),
      high: quantile(1 - tail, ofSorted: replicates))
  }

  private static func resample(
    _ rows: [[Double]], with generator: inout SplitMix64
  ) -> [[Double]] {
    rows.map { _ in
      let row = rows[generator.index(below: rows.count)]
      return row.map { _ in row[generator.index(below: row.count)] }
    }
  }

  private static func improvement(_ x: [[Double]], _ y: [[Double]], games: [Int]) -> Double {
    var wins = 0.0
    for a in x {
      for b in y {
        for game in games {
          wins += a[game] > b[game] ? 1 : (a[game] == b[game] ? 0.5 : 0)
        }
      }
    }
    return wins / Double(x.count * y.count * games.count)
  }
}

/// The quantile of sorted values with linear interpolation (type 7 of Hyndman and Fan 1996, what
/// NumPy and R do unless told otherwise). NaN for no values.
public func quantile(_ share: Double, ofSorted values: [Double]) -> Double {
  guard let last = values.last else { return .nan }
  let position = share * Double(values.count - 1)
  let below = Int(position)
  guard below + 1 < values.count else { return last }
  return values[below] + (position - Double(below)) * (values[below + 1] - values[below])
}
