import Statistics
import Testing

/// Several experiments judged together: three pairs of held-out categories, say.
@Suite struct MeanDifferenceTests {
  private let tasks = (0..<16).map { "task \($0)" }
  private let half = wins((0..<16).map { Double($0 % 2) })
  private let none = wins(Array(repeating: 0, count: 16))

  private func width(_ estimate: Estimate) -> Double {
    estimate.interval.high - estimate.interval.low
  }

  @Test func everyExperimentCountsAlike() throws {
    // One game won more, and none of four: 1/2. Games pooled would give 1/5.
    let one = (
      first: try PooledRates([wins([1])], tasks: ["a"]),
      second: try PooledRates([wins([0])], tasks: ["a"])
    )
    let four = ["b", "c", "d", "e"]
    let other = (
      first: try PooledRates([wins([0, 0, 0, 0])], tasks: four),
      second: try PooledRates([wins([0, 0, 0, 0])], tasks: four)
    )
    #expect(try Bootstrap().meanDifference(of: [one, other], games: .same).value == 0.5)
  }

  @Test func oneExperimentIsADifference() throws {
    let (first, second) = (
      try PooledRates([half, none], tasks: tasks), try PooledRates([none, none], tasks: tasks)
    )
    for games in [Bootstrap.Games.same, .different] {
      #expect(
        try Bootstrap().meanDifference(of: [(first, second)], games: games)
          == Bootstrap().difference(first, second, games: games))
    }
  }

  @Test func tasksThatExperimentsShareAreDrawnOnceForAll() throws {
    // The same tasks won in both say no more than in one. Drawn for each experiment anew, the interval would be
    // 0.7 times as wide.
    let pair = (
      first: try PooledRates([half], tasks: tasks), second: try PooledRates([none], tasks: tasks)
    )
    let one = try Bootstrap().meanDifference(of: [pair], games: .same)
    let both = try Bootstrap().meanDifference(of: [pair, pair], games: .same)
    #expect(both.replicates == one.replicates)
    // The order in which an experiment has them does not matter.
    let turned = (
      first: try PooledRates([half.reversed()], tasks: tasks.reversed()),
      second: try PooledRates([none], tasks: tasks.reversed())
    )
    #expect(
      try Bootstrap().meanDifference(of: [pair, turned], games: .same).replicates == one.replicates)
  }

  @Test func otherTasksMakeItSurer() throws {
    let pair = (
      first: try PooledRates([half], tasks: tasks), second: try PooledRates([none], tasks: tasks)
    )
    let others = tasks.map { "other \($0)" }
    let other = (
      first: try PooledRates([half], tasks: others), second: try PooledRates([none], tasks: others)
    )
    let one = width(try Bootstrap().meanDifference(of: [pair], games: .same))
    let two = width(try Bootstrap().meanDifference(of: [pair, other], games: .same))
    #expect(two < 0.85 * one && two > 0.55 * one)
  }

  @Test func seedsAreDrawnOnceForAllExperiments() throws {
    // Seed 1 wins in both experiments, seed 2 in none. Drawn for each anew there would be quarters.
    func pair(_ task: String) throws -> (first: PooledRates, second: PooledRates) {
      (
        try PooledRates([wins([1]), wins([0])], tasks: [task]),
        try PooledRates([wins([0]), wins([0])], tasks: [task])
      )
    }
    let estimate = try Bootstrap().meanDifference(
      of: [pair("a"), pair("a")], games: .same)
    #expect(Set(estimate.replicates) == [0, 0.5, 1])
    // 1 and 0 of two seeds: Student's t with one degree of freedom reaches far beyond their range.
    #expect(try #require(estimate.forFewSeeds).high > 5)
  }

  @Test func whatCancelsIsZero() throws {
    // 0.1 + 0.2 - 0.3 is 5.6e-17 in floating point, and no interval may exclude zero for that.
    func pair(_ first: Int, _ second: Int) throws -> (first: PooledRates, second: PooledRates) {
      func rates(_ wins: Int) throws -> PooledRates {
        try PooledRates([[Fraction(Double(wins), of: 10)]], tasks: ["a"])
      }
      return (try rates(first), try rates(second))
    }
    let estimate = try Bootstrap().meanDifference(
      of: [pair(1, 0), pair(2, 0), pair(0, 3)], games: .same)
    #expect(estimate.value == 0)
    #expect(Set(estimate.replicates) == [0])
  }

  @Test func whatIsNotPairedIsRefused() throws {
    let one = try PooledRates([wins([1])], tasks: ["a"])
    let two = try PooledRates([wins([1]), wins([0])], tasks: ["a"])
    let other = try PooledRates([wins([1])], tasks: ["b"])
    #expect(throws: StatisticsError.self) {
      try Bootstrap().meanDifference(of: [], games: .same)
    }
    #expect(throws: StatisticsError.self) {
      try Bootstrap().meanDifference(of: [(one, two)], games: .same)
    }
    #expect(throws: StatisticsError.self) {
      try Bootstrap().meanDifference(of: [(one, one), (two, two)], games: .same)
    }
    #expect(throws: StatisticsError.self) {
      try Bootstrap().meanDifference(of: [(one, other)], games: .same)
    }
  }
}
