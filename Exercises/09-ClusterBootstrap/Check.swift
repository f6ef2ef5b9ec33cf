import ExerciseSupport
import Randomness
import Statistics

@main struct Checker {
  /// Outcomes that a task's games share: ten tasks of four games, three seeds.
  private static func clustered() -> (rows: [[Fraction]], tasks: [String]) {
    let tasks = (0..<40).map { "task \($0 / 4)" }
    let rows = (0..<3).map { seed in
      (0..<40).map { game in Fraction((game / 4 + seed / 2) % 2 == 0 ? 1 : 0, of: 1) }
    }
    return (rows, tasks)
  }

  static func main() {
    run { check in
      // Everything drawn once is the rate itself.
      let uneven = [
        [Fraction(1, of: 4), Fraction(0, of: 2), Fraction(3, of: 3)],
        [Fraction(0, of: 1), Fraction(2, of: 2), Fraction(0, of: 0)],
      ]
      let (clusteredRows, clusteredTasks) = clustered()
      for (rows, tasks) in [
        (uneven, ["a", "b", "a"]), (clusteredRows, clusteredTasks), ([[Fraction(0, of: 0)]], ["a"]),
      ] {
        var asked: [Int] = []
        let got = replicate(of: rows, tasks: tasks) { count in
          asked.append(count)
          return Array(0..<count)
        }
        let example =
          "\(rows.count) seeds, \(tasks.count) games of \(Set(tasks).count) tasks, each drawn once"
        try check.equal(got, try PooledRates(rows, tasks: tasks).rate, example)
        try check.holds(
          asked == [rows.count, Set(tasks).count], example,
          expected:
            "draw(\(rows.count)) for the seeds, then draw(\(Set(tasks).count)) for the tasks",
          got: asked.isEmpty ? "nothing drawn" : asked.map { "draw(\($0))" }.joined(separator: ", ")
        )
      }
      // Task a has three won games, task b a lost one; whichever the code takes for the first, one
      // drawn twice leaves the other out.
      let rates = [0, 1].map { task in
        replicate(
          of: [[1, 0, 1, 1].map { Fraction($0, of: 1) }], tasks: ["a", "b", "a", "a"]
        ) { count in Array(repeating: count == 1 ? 0 : task, count: count) }
      }
      try check.equal(
        rates.sorted(), [0, 1], hint: "all games of a drawn task come along, and no others",
        "task a with games won, won, won and task b with a lost one; either of the two drawn twice")
      // The interval is the project's own but for the draws.
      let bootstrap = Bootstrap(resamples: 4000)
      let expected = bootstrap.estimate(of: try PooledRates(clusteredRows, tasks: clusteredTasks))
      var generator = SeededGenerator(seed: 9)
      let replicates = (0..<bootstrap.resamples).map { _ in
        replicate(of: clusteredRows, tasks: clusteredTasks) { count in
          (0..<count).map { _ in generator.below(count) }
        }
      }
      let got = Estimate(value: expected.value, replicates: replicates)
      let (wanted, width) = (
        expected.interval.high - expected.interval.low, got.interval.high - got.interval.low
      )
      try check.equal(
        width, wanted, tolerance: 0.15,
        hint: "seeds and tasks are drawn once for a replicate, not anew for each seed",
        "the width of the 95 % interval, games of a task all won or all lost")
    }
  }
}
