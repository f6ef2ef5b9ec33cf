import Agent
import Experiments
import HouseholdWorld
import MetaReasoning
import Methods
import Notebook
import Statistics

/// How a lost episode was spent; read off its counts, so that every lost episode has exactly one.
public enum Failure: String, Sendable, Hashable, CaseIterable {
  /// At least half of its steps were refused commands.
  case refused = "mostly refused commands"
  /// At least a quarter of its possible steps repeated an earlier one.
  case circling = "going round in circles"
  /// It ran out of steps while doing new things.
  case slow = "new steps, but not enough"
  /// Another answer would not have fitted the model's context, whatever it did before.
  case outOfContext = "no room in the context"

  /// How an episode was lost; nil for a won one.
  public init?(_ episode: EpisodeMetrics) {
    if episode.won { return nil }
    if episode.outOfContext {
      self = .outOfContext
      return
    }
    let possible = episode.steps - episode.invalid
    if 2 * episode.invalid >= episode.steps {
      self = .refused
    } else if 4 * episode.repeatsOfPossible >= possible {
      self = .circling
    } else {
      self = .slow
    }
  }
}

extension Measurements {
  /// The difference of two methods over those games that both won, or both lost, with the same seed: at
  /// matched success. Tasks are resampled, seeds are not. Nil where there are no such games.
  ///
  /// - Throws: Errors of training and evaluation.
  public func matchedDifference(
    _ rate: Rate, _ first: Method, minus second: Method, on split: EvaluationSplit, won: Bool
  ) throws -> (difference: Interval, pairs: Int)? {
    let pairs = try zip(episodes(first, split), episodes(second, split))
      .flatMap { zip($0, $1) }.filter { $0.0.won == won && $0.1.won == won }
    if pairs.isEmpty { return nil }
    let difference = try bootstrap.difference(
      pooled(rate, [pairs.map(\.0)]), pooled(rate, [pairs.map(\.1)]), games: .same)
    return (difference.interval, pairs.count)
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
    return try bootstrap.estimate(of: pooled(.success, rows)).interval
  }

  /// How often the tag announced after a refused command is reflection; nil where none follows one.
  ///
  /// - Throws: Errors of training and evaluation.
  public func reflectionAfterRefusal(
    _ method: Method, _ split: EvaluationSplit
  ) throws -> Double? {
    let next = try transcripts(method, split).flatMap { $0 }.flatMap { episode in
      zip(episode.steps, episode.steps.dropFirst())
        .filter { !$0.0.isAdmissible && $0.1.tag != nil }.map(\.1)
    }
    return next.isEmpty
      ? nil : Double(next.count { $0.tag == .reflection }) / Double(next.count)
  }

  /// Which share of a method's possible steps repeat an earlier one: of all steps, as the paper and the claims
  /// have it, an agent that is refused less can repeat more. Nil where no step was possible.
  ///
  /// - Throws: Errors of training and evaluation.
  public func repeatedShareOfPossible(
    _ method: Method, _ split: EvaluationSplit
  ) throws -> Double? {
    let all = try episodes(method, split).flatMap { $0 }
    let possible = all.reduce(0) { $0 + $1.steps - $1.invalid }
    let repeats = all.reduce(0) { $0 + $1.repeatsOfPossible }
    return possible == 0 ? nil : Double(repeats) / Double(possible)
  }

  /// Which share of all repeated steps are commands the world refused; nil where nothing repeats.
  ///
  /// - Throws: Errors of training and evaluation.
  public func refusedShareOfRepeats(
    _ method: Method, _ split: EvaluationSplit
  ) throws -> Double? {
    let all = try episodes(method, split).flatMap { $0 }
    let repeats = all.reduce(0) { $0 + $1.repeats }
    let possible = all.reduce(0) { $0 + $1.repeatsOfPossible }
    return repeats == 0 ? nil : 1 - Double(possible) / Double(repeats)
  }
}
