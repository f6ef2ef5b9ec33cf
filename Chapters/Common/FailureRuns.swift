import Notebook
import Training

/// Failures in a row that a valid step ended: what the reflection reward asks for. How many were one step
/// long, exactly two, or longer.
public struct FailureRuns: Sendable, Hashable {
  /// One failure, then a valid step.
  public var single = 0
  /// Exactly two failures, then a valid step: the least that reflection is paid after.
  public var double = 0
  /// Three failures or more, then a valid step.
  public var longer = 0

  /// No runs.
  public init() {}

  /// The share of runs that are exactly two long; nil where there are none.
  public var doubleShare: Double? {
    let all = single + double + longer
    return all == 0 ? nil : Double(double) / Double(all)
  }

  /// Counts the runs of one episode; failures that nothing ends are in none.
  ///
  /// - Parameter isAdmissible: Whether each step's action was, in order.
  public mutating func count(_ isAdmissible: [Bool]) {
    var length = 0
    for isValid in isAdmissible {
      if !isValid {
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

extension Study {
  /// The evaluated episodes that were written down, of all seeds.
  ///
  /// - Throws: Errors of training and evaluation.
  public func sampleEpisodes(
    _ method: Method, _ split: EvaluationSplit
  ) throws -> [ReadableEpisode] {
    try seeds.flatMap { seed in
      try laboratory.sampleEpisodes(of: run(method, seed: seed, for: split), on: split)
    }
  }

  /// The runs of failures in the episodes written down of some splits, and how many episodes these are.
  ///
  /// - Throws: Errors of training and evaluation.
  public func failureRuns(
    _ method: Method, _ splits: [EvaluationSplit]
  ) throws -> (runs: FailureRuns, episodes: Int) {
    var runs = FailureRuns()
    var episodes = 0
    for split in splits {
      for episode in try sampleEpisodes(method, split) {
        runs.count(episode.steps.map(\.isAdmissible))
        episodes += 1
      }
    }
    return (runs, episodes)
  }

  /// The first episode written down that was won although it has two failures in a row and a valid step
  /// after them; nil where there is none.
  ///
  /// - Throws: Errors of training and evaluation.
  public func wonAfterTwoFailures(_ method: Method, _ splits: [EvaluationSplit]) throws -> Block? {
    for split in splits {
      let found = try sampleEpisodes(method, split).first { episode in
        var runs = FailureRuns()
        runs.count(episode.steps.map(\.isAdmissible))
        return episode.won && runs.double > 0
      }
      if let found { return transcript(found) }
    }
    return nil
  }
}
