import Randomness

/// A part of one game's total: steps that repeat of all its steps, or 1 of 1 for a won game.
public struct Fraction: Sendable, Hashable, Codable {
  /// What is counted.
  public var count: Double
  /// Out of how much.
  public var total: Double

  /// A fraction; not reduced.
  public init(_ count: Double, of total: Double) {
    self.count = count
    self.total = total
  }
}

/// Pooled rates of several runs: the sum of counts over the sum of totals, so that a rate "of all
/// steps" weighs an episode by its length, as the paper's rates do.
public struct RateMatrix: Sendable, Hashable {
  /// Fractions, `rows[run][game]`.
  public let rows: [[Fraction]]

  /// Checks the fractions.
  ///
  /// - Throws: `StatisticsError` for no runs, a run without games, or a number that is not finite.
  public init(_ rows: [[Fraction]]) throws {
    _ = try OutcomeMatrix(rows.map { $0.map { $0.count + $0.total } })
    self.rows = rows
  }

  /// The rate over everything; 0 where nothing was counted.
  public var rate: Double { pooledRate(rows) }
}

private func pooledRate(_ rows: [[Fraction]]) -> Double {
  var count = 0.0
  var total = 0.0
  for row in rows {
    for fraction in row {
      count += fraction.count
      total += fraction.total
    }
  }
  return total > 0 ? count / total : 0
}

extension Bootstrap {
  /// Percentile interval of a pooled rate, resampling runs and, within them, games.
  ///
  /// - Throws: `StatisticsError.outOfRange` for unusable settings.
  public func interval(of rates: RateMatrix) throws -> Interval {
    try interval(value: rates.rate) { generator in
      pooledRate(Self.resample(rates.rows, Self.draw(rates.rows, with: &generator)))
    }
  }

  /// Difference `first − second` of two pooled rates.
  ///
  /// - Parameter paired: Row i is the same seed and column j the same game in both, so that each
  ///   resample draws the same for both; otherwise (two splits) they are drawn independently.
  /// - Throws: `StatisticsError.unpaired` where paired rates do not line up.
  public func difference(
    _ first: RateMatrix, _ second: RateMatrix, paired: Bool
  ) throws -> Interval {
    if paired, first.rows.map(\.count) != second.rows.map(\.count) {
      throw StatisticsError.unpaired("runs or games differ; use the same seeds and games")
    }
    return try interval(value: first.rate - second.rate) { generator in
      let drawn = Self.draw(first.rows, with: &generator)
      let other = paired ? drawn : Self.draw(second.rows, with: &generator)
      return pooledRate(Self.resample(first.rows, drawn))
        - pooledRate(Self.resample(second.rows, other))
    }
  }

  /// Which run, and which games of it, stand in each row of a resample.
  private static func draw(
    _ rows: [[Fraction]], with generator: inout SeededGenerator
  ) -> [(run: Int, games: [Int])] {
    rows.map { _ in
      let run = generator.index(below: rows.count)
      let count = rows[run].count
      return (run, (0..<count).map { _ in generator.index(below: count) })
    }
  }

  private static func resample(
    _ rows: [[Fraction]], _ drawn: [(run: Int, games: [Int])]
  ) -> [[Fraction]] {
    drawn.map { run, games in games.map { rows[run][$0] } }
  }
}
