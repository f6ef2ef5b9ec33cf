import Statistics
import Testing

/// Won games as fractions: 1 of 1 or 0 of 1.
func wins(_ outcomes: [Double]) -> [Fraction] { outcomes.map { Fraction($0, of: 1) } }

@Suite struct PooledRatesTests {
  @Test func longEpisodesWeighMore() throws {
    // (1 + 1) of (1 + 10); the mean of the two rates would be 0.55.
    let rates = try PooledRates([[Fraction(1, of: 1), Fraction(1, of: 10)]], tasks: ["a", "b"])
    #expect(rates.rate == 2.0 / 11)
  }

  @Test func allSeedsAndAllGamesOfATaskCount() throws {
    // Seeds: 3 of 4 and 1 of 4; the three games of task a are not contiguous.
    let rates = try PooledRates(
      [wins([1, 0, 1, 1]), wins([0, 1, 0, 0])], tasks: ["a", "b", "a", "a"])
    #expect(rates.rate == 0.5)
  }

  @Test func whereNothingWasCountedTheRateIsZero() throws {
    #expect(try PooledRates([[Fraction(0, of: 0)]], tasks: ["a"]).rate == 0)
  }

  @Test func refusesHoles() {
    #expect(throws: StatisticsError.noRuns) { try PooledRates([], tasks: ["a"]) }
    #expect(throws: StatisticsError.noGames) { try PooledRates([[]], tasks: []) }
    #expect(throws: StatisticsError.wrongNumberOfGames(run: 1, has: 1, needs: 2)) {
      try PooledRates([wins([1, 0]), wins([1])], tasks: ["a", "b"])
    }
    #expect(throws: StatisticsError.wrongNumberOfGames(run: 0, has: 2, needs: 1)) {
      try PooledRates([wins([1, 0])], tasks: ["a"])
    }
    #expect(throws: StatisticsError.notFinite(run: 0, game: 1)) {
      try PooledRates([wins([1, .nan])], tasks: ["a", "b"])
    }
    // Count and total are both looked at, also where their sum would be finite or they would cancel.
    #expect(throws: StatisticsError.notFinite(run: 0, game: 0)) {
      try PooledRates([[Fraction(1, of: .infinity)]], tasks: ["a"])
    }
  }
}
