import Agent
import Experiments
import HouseholdWorld
import Methods
import Statistics

extension Measurements {
  /// A rate of a method on a split, ready for intervals and differences.
  ///
  /// - Parameter set: The categories trained on; nil for the split's usual ones.
  /// - Throws: Errors of training and evaluation.
  public func rates(
    _ rate: Rate, _ method: Method, _ split: EvaluationSplit, trainedOn set: TrainingSet? = nil
  ) throws -> PooledRates {
    try pooled(rate, episodes(method, split, trainedOn: set))
  }

  /// A rate with its 95 % interval.
  ///
  /// - Parameter set: The categories trained on; nil for the split's usual ones.
  /// - Throws: Errors of training and evaluation.
  public func interval(
    _ rate: Rate, _ method: Method, _ split: EvaluationSplit, trainedOn set: TrainingSet? = nil
  ) throws -> Interval {
    try bootstrap.estimate(of: rates(rate, method, split, trainedOn: set)).interval
  }

  /// The difference of two methods on the same games, paired by seed and game.
  ///
  /// - Throws: Errors of training and evaluation.
  public func difference(
    _ rate: Rate, _ first: Method, minus second: Method, on split: EvaluationSplit
  ) throws -> Estimate {
    try bootstrap.difference(
      rates(rate, first, split), rates(rate, second, split), games: .same)
  }

  /// The same over the seeds of other measurements of the same games, too.
  ///
  /// - Throws: Errors of training and evaluation; `RunError` where these are of other games.
  public func difference(
    _ rate: Rate, _ first: Method, minus second: Method, on split: EvaluationSplit,
    withSeedsOf other: Measurements
  ) throws -> Estimate {
    func ofBoth(_ method: Method) throws -> PooledRates {
      let (here, there) = (try episodes(method, split), try other.episodes(method, split))
      guard here.first?.map(\.gameID) == there.first?.map(\.gameID) else {
        throw RunError(
          "\(split.rawValue): \(method.name) played other games with other seeds; measure all with the same settings"
        )
      }
      return try pooled(rate, here + there)
    }
    return try bootstrap.difference(ofBoth(first), ofBoth(second), games: .same)
  }

  /// The difference of one method between two splits of different games.
  ///
  /// - Throws: Errors of training and evaluation.
  public func difference(
    _ rate: Rate, _ method: Method, on first: EvaluationSplit, minus second: EvaluationSplit
  ) throws -> Estimate {
    try bootstrap.difference(
      rates(rate, method, first), rates(rate, method, second), games: .different)
  }

  /// What not having trained on two categories costs: the rate on the games of L2 of the run trained on
  /// all six, minus that of the run trained on four.
  ///
  /// - Throws: Errors of training and evaluation.
  public func costOfNotTraining(_ rate: Rate, _ method: Method) throws -> Estimate {
    try bootstrap.difference(
      rates(rate, method, .gamesOfL2), rates(rate, method, .unseenCategories), games: .same)
  }

  /// A rate over the won or the lost episodes alone; nil where there are none.
  ///
  /// - Throws: Errors of training and evaluation.
  public func rate(
    _ rate: Rate, _ method: Method, _ split: EvaluationSplit, won: Bool
  ) throws -> Double? {
    let chosen = try episodes(method, split).flatMap { $0 }.filter { $0.won == won }
    return chosen.isEmpty ? nil : try pooled(rate, [chosen]).rate
  }

  /// A rate of some rows of episodes, one row a seed; all rows play the same games.
  func pooled(_ rate: Rate, _ rows: [[EpisodeMetrics]]) throws -> PooledRates {
    try PooledRates(
      rows.map { $0.map(rate.fraction) },
      tasks: (rows.first ?? []).map { Game.task(ofID: $0.gameID) })
  }
}
