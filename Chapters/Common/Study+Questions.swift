import HouseholdWorld
import Notebook
import Statistics
import Training

/// How a lost episode was spent; read off its counts, so that every lost episode has exactly one.
public enum Failure: String, Sendable, Hashable, CaseIterable {
  /// At least half of its steps were refused commands.
  case refused = "mostly refused commands"
  /// At least a quarter of its valid steps repeated an earlier one.
  case circling = "going round in circles"
  /// It ran out of steps while doing new things.
  case slow = "new steps, but not enough"

  /// How an episode was lost; nil for a won one.
  public init?(_ episode: EpisodeMetrics) {
    if episode.won { return nil }
    let valid = episode.steps - episode.invalid
    if 2 * episode.invalid >= episode.steps {
      self = .refused
    } else if 4 * episode.repetitiveValid >= valid {
      self = .circling
    } else {
      self = .slow
    }
  }
}

extension Study {
  /// Whether the arms of chapter 4 are trained: the quick profile leaves them out to stay quick.
  public var hasArms: Bool { profile != .quick }

  /// The difference of two methods over those games that both won, or both lost, with the same seed: at
  /// matched success. Games are resampled, seeds are not. Nil where there are no such games.
  ///
  /// - Throws: Errors of training and evaluation.
  public func matchedDifference(
    _ rate: Rate, _ first: Method, minus second: Method, on split: EvaluationSplit, won: Bool
  ) throws -> (difference: Interval, episodes: Int)? {
    let pairs = try zip(episodes(first, split), episodes(second, split))
      .flatMap { zip($0, $1) }.filter { $0.0.won == won && $0.1.won == won }
    if pairs.isEmpty { return nil }
    return (
      try bootstrap.difference(
        RateMatrix([pairs.map { rate.fraction(of: $0.0) }]),
        RateMatrix([pairs.map { rate.fraction(of: $0.1) }]), paired: true),
      pairs.count
    )
  }

  /// How often each way of losing happened, as shares of the lost episodes.
  ///
  /// - Throws: Errors of training and evaluation.
  public func failures(
    _ method: Method, _ split: EvaluationSplit
  ) throws -> (lost: Int, shares: [Failure: Double]) {
    let failures = try episodes(method, split).flatMap { $0 }.compactMap(Failure.init)
    let counts = Dictionary(grouping: failures) { $0 }.mapValues(\.count)
    return (failures.count, counts.mapValues { Double($0) / Double(failures.count) })
  }

  /// Success on the games of one category; nil where the split has none.
  ///
  /// - Throws: Errors of training and evaluation.
  public func success(
    _ method: Method, _ split: EvaluationSplit, of category: TaskCategory
  ) throws -> Interval? {
    let rows = try episodes(method, split).map { $0.filter { $0.category == category } }
    guard rows.allSatisfy({ !$0.isEmpty }) else { return nil }
    return try bootstrap.interval(of: RateMatrix(rows.map { $0.map(Rate.success.fraction) }))
  }

  /// The first lost episode written down of a method's first seed, as it went; nil where none was lost.
  ///
  /// - Throws: Errors of training and evaluation.
  public func lostEpisode(_ method: Method, _ split: EvaluationSplit) throws -> Block? {
    let run = try run(method, seed: seeds[0], for: split)
    return try laboratory.sampleEpisodes(of: run, on: split).first { !$0.won }.map(transcript)
  }
}
