import Agent
import ExerciseSupport
import Experiments
import Foundation
import HouseholdWorld
import Logging
import Methods
import Statistics

@main struct Checker {
  private static func recorded(_ method: Method, in store: RunStore) throws -> [[Transcript]] {
    try Profile.quick.seeds.map { seed in
      let run = try store.run(method, seed: seed, trainOn: .seenCategories)
      return try store.evaluation(of: run, on: .unseenCategories)
    }
  }

  private static func wins(_ seeds: [[Transcript]]) throws -> PooledRates {
    try PooledRates(
      seeds.map { $0.map { Rate.success.fraction(of: EpisodeMetrics($0)) } },
      tasks: (seeds.first ?? []).map { Game.task(ofID: $0.gameID) })
  }

  static func main() {
    run { check in
      try check.holds(
        prediction != nil, hint: "say what you expect before you look",
        "the prediction", expected: "a range, such as -5...10", got: "none")
      let width = prediction.map { $0.upperBound - $0.lowerBound } ?? 0
      try check.holds(
        width <= 20, "the prediction", expected: "a range of at most 20 points",
        got: "\(number(width)) points")
      let scratch = FileManager.default.temporaryDirectory
        .appendingPathComponent("exercise-\(UUID().uuidString)")
      defer { try? FileManager.default.removeItem(at: scratch) }
      let store = try RunStore(
        folder: scratch, settings: ExperimentSettings(.quick, world: .generated),
        recorded: URL(fileURLWithPath: "Report/runs.tar.gz"), log: Logger(label: "exercise"))
      let (rlvmr, grpoTagged) = (
        try recorded(.rlvmr, in: store), try recorded(.grpoTagged, in: store)
      )
      let difference = try Bootstrap().difference(
        wins(rlvmr), wins(grpoTagged), games: .same)
      // Small lists first, whose rates can be told without a computer.
      let (won, lost) = (few(rlvmr, won: true), few(rlvmr, won: false))
      for (first, second, expected, example) in [
        ([[won, lost]], [[lost, lost]], 50, "one of two won against none of two"),
        ([[lost], [won, won, won]], [[won, lost]], 25, "three of four won against one of two"),
        (rlvmr, grpoTagged, 100 * difference.value, "the recorded runs of both"),
      ] {
        try check.equal(
          differenceInPoints(rlvmr: first, grpoTagged: second), expected, example)
      }
      let rate = Method.rlvmr.learningRate
      check.note(
        "RLVMR, which learns at \(rate), less grpo-tagged, which learns at "
          + "\(Method.grpoTagged.learningRate), on L2: \(points(difference)); the paper: 11")
      // The recorded runs of older reports have no such arm.
      if let fast = try? recorded(.grpoTaggedFast, in: store) {
        let alike = try Bootstrap().difference(wins(rlvmr), wins(fast), games: .same)
        check.note("RLVMR less grpo-tagged-fast, which learns at \(rate) too: \(points(alike))")
      } else {
        check.note(
          "grpo-tagged-fast is not among the recorded runs; train it to tell the rate apart")
      }
      let isHeld = prediction?.contains(100 * difference.value) == true
      check.note(
        isHeld
          ? "your prediction holds the first"
          : "your prediction does not hold the first: what did you not know?")
    }
  }

  /// A difference with its interval, in words.
  private static func points(_ difference: Estimate) -> String {
    let interval = difference.interval
    return "\(number(100 * difference.value)) points, 95 % interval "
      + "\(number(100 * interval.low)) to \(number(100 * interval.high))"
  }

  /// An episode of the recorded ones with another end.
  private static func few(_ seeds: [[Transcript]], won: Bool) -> Transcript {
    var episode = seeds[0][0]
    episode.won = won
    return episode
  }
}
