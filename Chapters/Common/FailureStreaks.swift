import Agent
import Experiments
import HouseholdWorld
import Methods
import Notebook
import Statistics

/// Failures in a row that an admissible step ended: what the reflection reward asks for. How many were
/// one step long, exactly two, or longer.
public struct FailureStreaks: Sendable, Hashable {
  /// One failure, then an admissible step.
  public var single = 0
  /// Exactly two failures, then an admissible step: the least that reflection is paid after.
  public var double = 0
  /// Three failures or more, then an admissible step.
  public var longer = 0

  /// No streaks.
  public init() {}

  /// All of them.
  public var count: Int { single + double + longer }

  /// The share of streaks that are exactly two long; nil where there are none.
  public var doubleShare: Double? { count == 0 ? nil : Double(double) / Double(count) }

  /// Counts the streaks of one episode; failures that nothing ends are in none.
  ///
  /// - Parameter isAdmissible: Whether each step's action was, in order.
  public mutating func count(_ isAdmissible: [Bool]) {
    var length = 0
    for isPossible in isAdmissible {
      if !isPossible {
        length += 1
        continue
      }
      switch length {
      case 0: break
      case 1: single += 1
      case 2: double += 1
      default: longer += 1
      }
      length = 0
    }
  }
}

extension Measurements {
  /// The streaks of failures in all episodes of some splits, and how many episodes these are.
  ///
  /// - Throws: Errors of training and evaluation.
  public func failureStreaks(
    _ method: Method, _ splits: [EvaluationSplit]
  ) throws -> (streaks: FailureStreaks, episodes: Int) {
    var streaks = FailureStreaks()
    var episodes = 0
    for split in splits {
      for episode in try transcripts(method, split).flatMap({ $0 }) {
        streaks.count(episode.steps.map(\.isAdmissible))
        episodes += 1
      }
    }
    return (streaks, episodes)
  }

  /// How much larger one method's share of streaks that are exactly two long is than another's, over all
  /// episodes of some splits.
  ///
  /// - Throws: Errors of training and evaluation.
  public func differenceOfDoubleShares(
    _ first: Method, minus second: Method, on splits: [EvaluationSplit]
  ) throws -> Interval {
    func rates(_ method: Method) throws -> PooledRates {
      let bySplit = try splits.map { try transcripts(method, $0) }
      let rows = seeds.indices.map { seed in bySplit.flatMap { $0[seed] } }
      return try PooledRates(
        rows.map { row in
          row.map { episode in
            var streaks = FailureStreaks()
            streaks.count(episode.steps.map(\.isAdmissible))
            return Fraction(Double(streaks.double), of: Double(streaks.count))
          }
        }, tasks: rows[0].map { Game.task(ofID: $0.gameID) })
    }
    return try bootstrap.difference(rates(first), rates(second), games: .same).interval
  }

  /// The first episode that was won although among its first steps, those that `shown` shows, two failures in
  /// a row stand and an admissible step after them; nil where there is none.
  ///
  /// - Throws: Errors of training and evaluation.
  public func wonAfterTwoFailures(_ method: Method, _ splits: [EvaluationSplit]) throws -> Block? {
    for split in splits {
      let found = try transcripts(method, split).flatMap { $0 }.first { episode in
        var streaks = FailureStreaks()
        streaks.count(episode.steps.prefix(Self.stepsShown).map(\.isAdmissible))
        return episode.won && streaks.double > 0
      }
      if let found { return shown(found) }
    }
    return nil
  }
}
