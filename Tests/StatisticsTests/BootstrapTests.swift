import Statistics
import Testing

/// Share of the replicates that equal a number.
private func share(_ number: Double, of estimate: Estimate) -> Double {
  Double(estimate.replicates.count { $0 == number }) / Double(estimate.replicates.count)
}

@Suite struct BootstrapDrawTests {
  @Test func tasksAreDrawnWithReplacement() throws {
    // Of two tasks one is always won: both drawn are lost, one is, none is: 1/4, 1/2, 1/4.
    let rates = try PooledRates([wins([1, 0])], tasks: ["a", "b"])
    let estimate = Bootstrap().estimate(of: rates)
    #expect(estimate.value == 0.5)
    #expect(Set(estimate.replicates) == [0, 0.5, 1])
    // Three standard errors of a share of 2000 replicates are 0.03.
    #expect(abs(share(0, of: estimate) - 0.25) < 0.03)
    #expect(abs(share(1, of: estimate) - 0.25) < 0.03)
    #expect(estimate.interval == Interval(value: 0.5, low: 0, high: 1))
  }

  @Test func allTrialsOfATaskStayTogether() throws {
    // Task a has three won games, task b one lost: drawn are aa (6 of 6), ab (3 of 4), bb (0 of 2).
    // Games drawn one by one would also give 1/4 and 1/2.
    let rates = try PooledRates([wins([1, 0, 1, 1])], tasks: ["a", "b", "a", "a"])
    let estimate = Bootstrap().estimate(of: rates)
    #expect(estimate.value == 0.75)
    #expect(Set(estimate.replicates) == [0, 0.75, 1])
    // A task is drawn as often as another, however many games it has.
    #expect(abs(share(0, of: estimate) - 0.25) < 0.03)
  }

  @Test func seedsAreDrawnWithReplacement() throws {
    let rates = try PooledRates([wins([1]), wins([0])], tasks: ["a"])
    let estimate = Bootstrap().estimate(of: rates)
    #expect(Set(estimate.replicates) == [0, 0.5, 1])
    #expect(abs(share(0.5, of: estimate) - 0.5) < 0.035)
  }

  @Test func seedsAndTasksAreCrossed() throws {
    // A replicate is (how often each seed) times (how often each task) over 4: nine sums of the
    // table 1000, 100 / 10, 1. Tasks drawn anew for each seed would give others, such as
    // (2 * 1000 + 2 * 1) / 4.
    let rates = try PooledRates([wins([1000, 100]), wins([10, 1])], tasks: ["a", "b"])
    var possible: Set<Double> = []
    for first in [0.0, 1, 2] {
      for a in [0.0, 1, 2] {
        let (second, b) = (2 - first, 2 - a)
        possible.insert(
          (first * (a * 1000 + b * 100) + second * (a * 10 + b * 1)) / 4)
      }
    }
    #expect(possible.count == 9)
    #expect(Set(Bootstrap().estimate(of: rates).replicates) == possible)
  }

  @Test func seedsThatAgreeDoNotNarrowWhatTasksLeaveOpen() throws {
    // Sixteen tasks, half won: the standard error is 1/8. Four seeds with the same outcomes add
    // nothing; if each seed drew its own tasks the width would be half of it.
    let outcomes = wins((0..<16).map { Double($0 % 2) })
    let tasks = (0..<16).map { "task \($0)" }
    let one = Bootstrap().estimate(of: try PooledRates([outcomes], tasks: tasks)).interval
    let four = Bootstrap().estimate(
      of: try PooledRates(Array(repeating: outcomes, count: 4), tasks: tasks)
    ).interval
    #expect(abs((one.high - one.low) - 2 * 1.96 / 8) <= 0.0626)
    #expect(abs((four.high - four.low) - (one.high - one.low)) <= 0.0626)
  }

  @Test func sameSeedSameReplicatesAndOtherSeedsDiffer() throws {
    let rates = try PooledRates(
      [wins([0.11, 0.52, 0.93, 0.37]), wins([0.24, 0.75, 0.46, 0.68])], tasks: ["a", "b", "c", "d"])
    let first = Bootstrap(resamples: 200, seed: 7).estimate(of: rates)
    #expect(first.replicates.count == 200)
    #expect(Bootstrap(resamples: 200, seed: 7).estimate(of: rates) == first)
    #expect(Bootstrap(resamples: 200, seed: 8).estimate(of: rates) != first)
  }

  @Test func theConfidenceAskedForIsThatOfTheInterval() throws {
    let rates = try PooledRates(
      [wins((0..<100).map { Double($0 % 2) })], tasks: (0..<100).map(String.init))
    // Standard error 0.05: half the width is 1.96 and 1.28 of it.
    let wide = Bootstrap().estimate(of: rates).interval
    let narrow = Bootstrap(confidence: 0.8).estimate(of: rates).interval
    #expect(abs(wide.high - 0.598) < 0.015 && abs(wide.low - 0.402) < 0.015)
    #expect(abs(narrow.high - 0.564) < 0.015 && abs(narrow.low - 0.436) < 0.015)
  }
}

@Suite struct BootstrapDifferenceTests {
  @Test func whatBothSidesShareCancels() throws {
    // Seeds and games differ widely, but the first side is better by 1/8 on each.
    let outcomes = [[0.0, 0.5, 0.25], [0.75, 0.25, 0.5]]
    let tasks = ["a", "b", "a"]
    let second = try PooledRates(outcomes.map(wins), tasks: tasks)
    let first = try PooledRates(outcomes.map { wins($0.map { $0 + 0.125 }) }, tasks: tasks)
    let difference = try Bootstrap().difference(first, second, games: .same)
    #expect(difference.value == 0.125)
    #expect(Set(difference.replicates) == [0.125])
  }

  @Test func theSecondSideIsTakenFromTheFirst() throws {
    let first = try PooledRates([wins([0.25])], tasks: ["a"])
    let second = try PooledRates([wins([1])], tasks: ["a"])
    for games in [Bootstrap.Games.same, .different] {
      let difference = try Bootstrap().difference(first, second, games: games)
      #expect(difference.value == -0.75)
      #expect(Set(difference.replicates) == [-0.75])
    }
  }

  @Test func differentGamesAreDrawnEachForItself() throws {
    // One task in two is won on either side; both extremes happen once in sixteen.
    let rates = try PooledRates([wins([1, 0])], tasks: ["a", "b"])
    let difference = try Bootstrap().difference(rates, rates, games: .different)
    #expect(Set(difference.replicates) == [-1, -0.5, 0, 0.5, 1])
    #expect(abs(share(1, of: difference) - 1.0 / 16) < 0.017)
    // The same games would cancel.
    #expect(Set(try Bootstrap().difference(rates, rates, games: .same).replicates) == [0])
  }

  @Test func differentGamesAreOfTheSameSeeds() throws {
    // The seeds win all or nothing on both sides: seeds drawn apart would give differences of ±1.
    let first = try PooledRates([wins([1]), wins([0])], tasks: ["a"])
    let second = try PooledRates([wins([1, 1, 1]), wins([0, 0, 0])], tasks: ["b", "c", "d"])
    #expect(Set(try Bootstrap().difference(first, second, games: .different).replicates) == [0])
  }

  @Test func eachSideDrawsAsManyTasksAsItHas() throws {
    // Of four tasks one is won, so its rate is a number of quarters; the other side is constant.
    let first = try PooledRates([wins([0])], tasks: ["a"])
    let second = try PooledRates([wins([1, 0, 0, 0])], tasks: ["b", "c", "d", "e"])
    let difference = try Bootstrap().difference(first, second, games: .different)
    #expect(difference.value == -0.25)
    #expect(Set(difference.replicates) == [0, -0.25, -0.5, -0.75, -1])
  }

  @Test func refusesWhatDoesNotLineUp() throws {
    let one = try PooledRates([wins([1, 0])], tasks: ["a", "b"])
    let otherTasks = try PooledRates([wins([1, 0])], tasks: ["b", "a"])
    let moreGames = try PooledRates([wins([1, 0, 1])], tasks: ["a", "b", "b"])
    let moreSeeds = try PooledRates([wins([1, 0]), wins([0, 1])], tasks: ["a", "b"])
    let bootstrap = Bootstrap(resamples: 10)
    for other in [otherTasks, moreGames, moreSeeds] {
      #expect(throws: StatisticsError.self) {
        try bootstrap.difference(one, other, games: .same)
      }
    }
    #expect(throws: StatisticsError.self) {
      try bootstrap.difference(one, moreSeeds, games: .different)
    }
    #expect(throws: Never.self) { try bootstrap.difference(one, moreGames, games: .different) }
  }
}

@Suite struct BootstrapMeanTests {
  @Test func meanDrawsSeeds() throws {
    // Two seeds: 10, 10 or 10, 30 or 30, 30.
    let estimate = try Bootstrap().mean(of: [10, 30])
    #expect(estimate.value == 20)
    #expect(Set(estimate.replicates) == [10, 20, 30])
  }

  @Test func differenceOfMeansIsPairedBySeed() throws {
    let estimate = try Bootstrap().meanDifference([12, 32, 52], [10, 30, 50])
    #expect(estimate.value == 2)
    #expect(Set(estimate.replicates) == [2])
  }

  @Test func refusesHoles() {
    #expect(throws: StatisticsError.noRuns) { try Bootstrap().mean(of: []) }
    #expect(throws: StatisticsError.notFinite(run: 1, game: nil)) {
      try Bootstrap().mean(of: [1, .nan])
    }
    #expect(throws: StatisticsError.self) { try Bootstrap().meanDifference([1, 2], [1]) }
  }
}
