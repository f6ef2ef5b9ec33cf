import Randomness

/// Settings of a bootstrap; the same settings and data give the same replicates, always.
///
/// A replicate draws seeds with replacement, then tasks with replacement, once for all its seeds:
/// games are crossed with seeds, so a task that is hard is hard for every seed, and to draw tasks
/// anew for each seed would average out a hardness that more seeds cannot average out (the two-way
/// "pigeonhole" bootstrap, Owen 2007). All trials of a drawn task come along.
///
/// With one seed only tasks are drawn: the interval then says nothing about other seeds. With few it is
/// too narrow where they differ, so an estimate has a wider one beside it, `Estimate.forFewSeeds`.
public struct Bootstrap: Sendable, Hashable {
  /// How many resamples are drawn.
  public let resamples: Int
  /// Share of resamples inside an interval.
  public let confidence: Double
  /// Seed of the resampling (rliable documents one and ignores it; this one is used).
  public let seed: UInt64

  /// Two thousand resamples and a 95 % interval unless told otherwise.
  ///
  /// - Precondition: at least one resample, and a confidence between 0 and 1, ends excluded.
  public init(resamples: Int = 2000, confidence: Double = 0.95, seed: UInt64 = 1) {
    precondition(resamples > 0, "resamples must be at least 1")
    precondition(confidence > 0 && confidence < 1, "confidence must lie between 0 and 1")
    self.resamples = resamples
    self.confidence = confidence
    self.seed = seed
  }

  /// How the games of the two sides of a difference are related.
  public enum Games: Sendable, Hashable {
    /// Column j is the same game on both sides, so both get the same draws and what they share
    /// cancels.
    case same
    /// Two lists of games (two splits): each side draws its own tasks.
    case different
  }

  /// A pooled rate with its replicates, each over seeds and tasks drawn anew.
  public func estimate(of rates: PooledRates) -> Estimate {
    estimate(
      value: rates.rate, ofEachSeed: rates.sums.indices.map { rates.rate(ofSeed: $0) }
    ) { generator, seeds in
      rates.rate(seeds: seeds, tasks: generator.indices(below: rates.sums[0].count))
    }
  }

  /// The difference `first − second` of two pooled rates; row i is the same seed on both sides, so
  /// both always get the same seeds.
  ///
  /// - Throws: `StatisticsError.unpaired` where the numbers of seeds differ or, for the same games,
  ///   the tasks of the games do.
  public func difference(
    _ first: PooledRates, _ second: PooledRates, games: Games
  ) throws -> Estimate {
    try requirePaired(first, second, games)
    return estimate(
      value: first.rate - second.rate,
      ofEachSeed: first.sums.indices.map { first.rate(ofSeed: $0) - second.rate(ofSeed: $0) }
    ) { generator, seeds in
      let tasks = generator.indices(below: first.sums[0].count)
      let others = games == .same ? tasks : generator.indices(below: second.sums[0].count)
      return first.rate(seeds: seeds, tasks: tasks) - second.rate(seeds: seeds, tasks: others)
    }
  }

  /// The mean over several experiments of the difference `first − second`, each counting alike however many
  /// games it has.
  ///
  /// Row i is the same seed in all of them, and a task the same task wherever its name stands, so seeds and tasks
  /// are drawn once for all: what experiments share does not average out. The experiments themselves are
  /// not drawn.
  ///
  /// - Throws: `StatisticsError` for no experiments, for different numbers of seeds or, for the same games, where
  ///   the tasks of the games differ between the two sides.
  public func meanDifference(
    of experiments: [(first: PooledRates, second: PooledRates)], games: Games
  ) throws -> Estimate {
    guard let one = experiments.first else { throw StatisticsError.noRuns }
    for experiment in experiments {
      try requirePaired(experiment.first, experiment.second, games)
      try requirePaired(one.first, experiment.first, .different)
    }
    let tasks = experiments.flatMap(\.first.tasks).uniqued
    let others = experiments.flatMap(\.second.tasks).uniqued
    let aligned = experiments.map {
      ($0.first.summed(over: tasks), $0.second.summed(over: others))
    }
    // Differences that cancel leave what rounding left of them, which is on one side of zero.
    func mean(_ differences: [Double]) -> Double {
      (Statistics.mean(differences) * 1e12).rounded() / 1e12
    }
    return estimate(
      value: mean(aligned.map { $0.rate - $1.rate }),
      ofEachSeed: one.first.sums.indices.map { seed in
        mean(aligned.map { $0.rate(ofSeed: seed) - $1.rate(ofSeed: seed) })
      }
    ) { generator, seeds in
      let drawn = generator.indices(below: tasks.count)
      let drawnOfOthers = games == .same ? drawn : generator.indices(below: others.count)
      return mean(
        aligned.map {
          $0.rate(seeds: seeds, tasks: drawn) - $1.rate(seeds: seeds, tasks: drawnOfOthers)
        })
    }
  }

  private func requirePaired(_ first: PooledRates, _ second: PooledRates, _ games: Games) throws {
    guard first.rows.count == second.rows.count else {
      throw StatisticsError.unpaired(
        "\(first.rows.count) seeds against \(second.rows.count); use the same seeds")
    }
    if games == .same, first.tasks != second.tasks {
      throw StatisticsError.unpaired("the games are not of the same tasks; use the same games")
    }
  }

  /// The mean of one number a seed, such as the iterations that training took; seeds are drawn.
  ///
  /// One value alone gives an interval without width, which says nothing.
  ///
  /// - Throws: `StatisticsError` for no values or one that is not finite.
  public func mean(of values: [Double]) throws -> Estimate {
    guard !values.isEmpty else { throw StatisticsError.noRuns }
    if let run = values.firstIndex(where: { !$0.isFinite }) {
      throw StatisticsError.notFinite(run: run, game: nil)
    }
    return estimate(value: Statistics.mean(values), ofEachSeed: values) { _, seeds in
      Statistics.mean(seeds.map { values[$0] })
    }
  }

  /// The mean difference `first − second` of one number a seed; value i is of the same seed on both
  /// sides.
  ///
  /// - Throws: `StatisticsError` where the numbers of seeds differ, for no values, or for one that
  ///   is not finite.
  public func meanDifference(_ first: [Double], _ second: [Double]) throws -> Estimate {
    guard first.count == second.count else {
      throw StatisticsError.unpaired(
        "\(first.count) seeds against \(second.count); use the same seeds")
    }
    return try mean(of: zip(first, second).map { $0 - $1 })
  }

  /// An estimate with its replicates, and with its interval for few seeds, for which tasks alone are drawn;
  /// it holds the bootstrap's own.
  ///
  /// - Parameters:
  ///   - values: The same number of each seed.
  ///   - replicate: The number of the seeds it is given, its tasks drawn.
  private func estimate(
    value: Double, ofEachSeed values: [Double],
    replicate: (inout SeededGenerator, [Int]) -> Double
  ) -> Estimate {
    func replicates(drawingSeeds: Bool) -> [Double] {
      var generator = SeededGenerator(seed: seed)
      return (0..<resamples).map { _ in
        let seeds =
          drawingSeeds ? generator.indices(below: values.count) : Array(values.indices)
        return replicate(&generator, seeds)
      }
    }
    let tasks = Estimate(
      value: value, replicates: replicates(drawingSeeds: false), confidence: confidence)
    let drawn = Estimate(
      value: value, replicates: replicates(drawingSeeds: true), confidence: confidence)
    // Seeds may agree by chance; it must not be narrower for that.
    let wide = Interval.allowingForFewSeeds(
      tasks: tasks.interval, seeds: values, confidence: confidence)?.spanning(drawn.interval)
    return Estimate(
      value: value, replicates: drawn.replicates, confidence: confidence, forFewSeeds: wide)
  }
}
