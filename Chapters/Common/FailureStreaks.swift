import Agent
import Experiments
import Methods
import Notebook

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

  /// The first episode that was won although it has two failures in a row and an admissible step after
  /// them; nil where there is none.
  ///
  /// - Throws: Errors of training and evaluation.
  public func wonAfterTwoFailures(_ method: Method, _ splits: [EvaluationSplit]) throws -> Block? {
    for split in splits {
      let found = try transcripts(method, split).flatMap { $0 }.first { episode in
        var streaks = FailureStreaks()
        streaks.count(episode.steps.map(\.isAdmissible))
        return episode.won && streaks.double > 0
      }
      if let found { return shown(found) }
    }
    return nil
  }
}
