import Agent
import Experiments
import Gnuplot
import Methods
import Statistics

extension Measurements {
  /// A number of every iteration of training, one row a seed.
  ///
  /// - Throws: Errors of training.
  public func curves(
    _ method: Method, for split: EvaluationSplit, value: (ReinforcementMetrics) -> Double
  ) throws -> [[Double]] {
    try seeds.map { seed in
      try run(method, seed: seed, trainedOn: trainingSet(for: split)).reinforcementMetrics()
        .map(value)
    }
  }

  /// Mean over seeds of a learning-curve number, with the seeds' range as its band.
  ///
  /// - Throws: Errors of training.
  public func curve(
    _ method: Method, for split: EvaluationSplit, value: (ReinforcementMetrics) -> Double
  ) throws -> [DataPoint] {
    let curves = try curves(method, for: split, value: value)
    return (0..<(curves.map(\.count).min() ?? 0)).map { index in
      let values = curves.map { $0[index] }
      return DataPoint(
        x: Double(index + 1), y: mean(values), low: values.min(), high: values.max())
    }
  }

  /// A learning-curve number at the beginning and at the end of training: means over seeds and over the
  /// first and the last tenth of the iterations; nil where there are none.
  ///
  /// - Throws: Errors of training.
  public func change(
    _ method: Method, for split: EvaluationSplit, value: (ReinforcementMetrics) -> Double
  ) throws -> (from: Double, to: Double)? {
    let values = try curve(method, for: split, value: value).map(\.y)
    return values.isEmpty
      ? nil : (mean(Array(values.prefix(tenth(of: values)))), final(of: values))
  }

  /// When a method had learned: for every seed `shareUntilLearned` of its rollouts' success.
  ///
  /// - Throws: Errors of training.
  public func sharesUntilLearned(
    _ method: Method, for split: EvaluationSplit
  ) throws -> [Double] {
    try curves(method, for: split) { $0.rollouts.successRate }.map { shareUntilLearned($0) }
  }
}

/// Over so many iterations a success rate is averaged before it counts as reached; in fewer nothing can be.
public let shareWindow = 5

// snippet: share-until-learned
/// The share of the iterations after which a success rate, averaged over the last `window` iterations,
/// first reached `level` of its final value, the mean of the last tenth: 1 where it did so only at the
/// very end, or where nothing is won there.
///
/// The window must be full, so that one lucky iteration at the beginning decides nothing.
public func shareUntilLearned(
  _ success: [Double], level: Double = 0.9, window: Int = shareWindow
) -> Double {
  let goal = level * final(of: success)
  guard !success.isEmpty, goal > 0 else { return 1 }
  let width = min(window, success.count)
  let reached = (width...success.count).first { end in
    mean(Array(success[(end - width)..<end])) >= goal
  }
  return Double(reached ?? success.count) / Double(success.count)
}
// snippet-end

private func tenth(of values: [Double]) -> Int { max(1, values.count / 10) }

/// The mean of the last tenth.
private func final(of values: [Double]) -> Double { mean(Array(values.suffix(tenth(of: values)))) }
