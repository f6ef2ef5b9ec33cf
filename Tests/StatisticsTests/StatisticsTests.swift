import Statistics
import Testing

@Suite struct MeanTests {
  @Test func interquartileMeanDropsAQuarterAtEachEnd() {
    // Eight values: the two lowest and the two highest go, 3, 4, 5, 6 stay.
    #expect(interquartileMean([8, 1, 7, 2, 6, 3, 5, 4]) == 4.5)
    // Five values: floor(5 / 4) = 1 goes at each end.
    #expect(interquartileMean([100, 1, 2, 3, -50]) == 2)
    // Three values: nothing is dropped.
    #expect(interquartileMean([1, 2, 6]) == 3)
  }

  @Test func meanOfNothingIsNotANumber() {
    #expect(mean([]).isNaN)
    #expect(interquartileMean([]).isNaN)
  }

  @Test func quantileInterpolates() {
    // Position 0.25 * 3 = 0.75 between 1 and 2.
    #expect(quantile(0.25, ofSorted: [1, 2, 3, 4]) == 1.75)
    #expect(quantile(1, ofSorted: [1, 2, 3, 4]) == 4)
    #expect(quantile(0.5, ofSorted: []).isNaN)
  }
}

@Suite struct OutcomeMatrixTests {
  @Test func refusesHoles() {
    #expect(throws: StatisticsError.noRuns) { try OutcomeMatrix([]) }
    #expect(throws: StatisticsError.emptyRun(1)) { try OutcomeMatrix([[1], []]) }
    #expect(throws: StatisticsError.notFinite(run: 0, game: 1)) {
      try OutcomeMatrix([[1, .nan]])
    }
  }
}

@Suite struct BootstrapTests {
  @Test func everyRunCountsTheSameWhateverItsNumberOfGames() throws {
    // Run means are 1 and 0; pooling the games would give 1/5.
    let ragged = try OutcomeMatrix([[1], [0, 0, 0, 0]])
    #expect(try Bootstrap().interval(of: ragged).value == 0.5)
  }

  @Test func sameSeedSameIntervalAndOtherSeedsDiffer() throws {
    let outcomes = try OutcomeMatrix([[0.11, 0.52, 0.93, 0.37], [0.24, 0.75, 0.46, 0.68]])
    let first = try Bootstrap(resamples: 200, seed: 7).interval(of: outcomes)
    #expect(try Bootstrap(resamples: 200, seed: 7).interval(of: outcomes) == first)
    #expect(try Bootstrap(resamples: 200, seed: 8).interval(of: outcomes) != first)
  }

  @Test func constantOutcomesHaveNoWidth() throws {
    let outcomes = try OutcomeMatrix([[1, 1, 1], [1, 1, 1]])
    let interval = try Bootstrap().interval(of: outcomes)
    #expect(interval == Interval(value: 1, low: 1, high: 1))
  }

  @Test func singleRunResamplesItsGames() throws {
    // One run of 100 games, half won: the standard error is 0.05, so 95 % is about 0.4 to 0.6.
    let outcomes = try OutcomeMatrix([(0..<100).map { Double($0 % 2) }])
    let interval = try Bootstrap().interval(of: outcomes)
    #expect(interval.value == 0.5)
    #expect(abs(interval.low - 0.40) <= 0.021)
    #expect(abs(interval.high - 0.60) <= 0.021)
  }

  @Test func seedsThatDisagreeWidenTheInterval() throws {
    // Seeds at 0 and 1: a quarter of resamples draws the same seed twice at either end.
    let outcomes = try OutcomeMatrix([[0, 0, 0, 0], [1, 1, 1, 1]])
    let interval = try Bootstrap().interval(of: outcomes)
    #expect(interval == Interval(value: 0.5, low: 0, high: 1))
  }

  @Test func pairedDifferenceCancelsWhatBothShare() throws {
    // The games differ widely, but the first method is better by 0.1 on each.
    let second = try OutcomeMatrix([[0.0, 0.5, 0.25], [0.75, 0.25, 0.5]])
    let first = try OutcomeMatrix(second.rows.map { $0.map { $0 + 0.125 } })
    let difference = try Bootstrap().pairedDifference(first, second)
    #expect(difference == Interval(value: 0.125, low: 0.125, high: 0.125))
  }

  @Test func pairedDifferenceRefusesWhatDoesNotLineUp() throws {
    let one = try OutcomeMatrix([[1, 0]])
    let two = try OutcomeMatrix([[1, 0], [0, 1]])
    let short = try OutcomeMatrix([[1]])
    #expect(throws: StatisticsError.self) { try Bootstrap().pairedDifference(one, two) }
    #expect(throws: StatisticsError.self) { try Bootstrap().pairedDifference(one, short) }
  }

  @Test func probabilityOfImprovementCountsTiesHalf() throws {
    // Game 0: first always wins (1); game 1: a tie (1/2). Mean 3/4.
    let first = try OutcomeMatrix([[1, 0], [1, 0]])
    let second = try OutcomeMatrix([[0, 0], [0, 0]])
    let probability = try Bootstrap().probabilityOfImprovement(of: first, over: second)
    #expect(probability.value == 0.75)
    #expect(probability.low == 0.5 && probability.high == 1)
  }

  @Test func interquartileMeanIsTakenOverAllOutcomes() throws {
    let outcomes = try OutcomeMatrix([[1, 2, 3, 4], [5, 6, 7, 8]])
    #expect(try Bootstrap().interval(of: outcomes, aggregate: .interquartileMean).value == 4.5)
  }

  @Test func refusesSenselessSettings() throws {
    let outcomes = try OutcomeMatrix([[1]])
    #expect(throws: StatisticsError.self) { try Bootstrap(resamples: 0).interval(of: outcomes) }
    #expect(throws: StatisticsError.self) { try Bootstrap(confidence: 1).interval(of: outcomes) }
  }
}

@Suite struct WilsonTests {
  @Test func matchesTheHandWorkedInterval() throws {
    // 8 of 10 with z = 1.96: (0.8 + 0.19208) / 1.38416 = 0.71674 centre, margin 0.22656.
    let interval = try wilsonInterval(successes: 8, trials: 10, z: 1.96)
    #expect(interval.value == 0.8)
    #expect(abs(interval.low - 0.4902) < 1e-4)
    #expect(abs(interval.high - 0.9433) < 1e-4)
  }

  @Test func hasWidthAtTheEndsOfTheScale() throws {
    let none = try wilsonInterval(successes: 0, trials: 20)
    #expect(none.low == 0 && none.high > 0.1)
    #expect(throws: StatisticsError.self) { try wilsonInterval(successes: 0, trials: 0) }
    #expect(throws: StatisticsError.self) { try wilsonInterval(successes: 3, trials: 2) }
  }
}
