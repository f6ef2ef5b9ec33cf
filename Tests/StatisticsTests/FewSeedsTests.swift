import Statistics
import Testing

/// The interval that allows for few seeds: Student's t over seeds beside a bootstrap over tasks.
@Suite struct FewSeedsTests {
  private func interval(_ seeds: [Double], low: Double, high: Double) throws -> Interval {
    try #require(
      .allowingForFewSeeds(
        tasks: Interval(value: mean(seeds), low: low, high: high), seeds: seeds, confidence: 0.95))
  }

  /// Tables of Student's t, two-sided.
  @Test(arguments: [
    (0.95, 1, 12.706), (0.95, 2, 4.303), (0.95, 3, 3.182), (0.95, 4, 2.776), (0.95, 7, 2.365),
    (0.95, 30, 2.042), (0.80, 1, 3.078), (0.80, 5, 1.476), (0.99, 4, 4.604), (0.99, 9, 3.250),
  ])
  func tIsThatOfTheTables(_ confidence: Double, _ degrees: Int, _ expected: Double) {
    let t = studentT(confidence: confidence, degreesOfFreedom: degrees)
    #expect(abs(t - expected) < 0.001, "\(t)")
  }

  @Test func withoutChanceOfTasksItIsStudentsIntervalOfTheSeeds() throws {
    // Two seeds 0.2 apart: the error of their mean is 0.1.
    let two = try interval([0.2, 0.4], low: 0.3, high: 0.3)
    #expect(abs(two.low - (0.3 - 1.2706)) < 1e-4 && abs(two.high - (0.3 + 1.2706)) < 1e-4)
    // Three: variance 0.01, error 0.1 / √3.
    let three = try interval([0.2, 0.3, 0.4], low: 0.3, high: 0.3)
    #expect(abs(three.high - (0.3 + 4.303 * 0.057735)) < 1e-4)
  }

  @Test func whereSeedsAgreeItIsThatOfTheTasks() throws {
    let tasks = try interval([0.3, 0.3, 0.3], low: 0.1, high: 0.6)
    #expect(abs(tasks.low - 0.1) < 1e-12 && abs(tasks.high - 0.6) < 1e-12)
  }

  @Test func bothPartsAreAddedAsTheSidesOfARightAngle() throws {
    let reach = 12.7062 * 0.1
    let both = try interval([0.2, 0.4], low: 0.3 - reach * 3 / 4, high: 0.3 + reach * 3 / 4)
    #expect(abs(both.high - (0.3 + reach * 5 / 4)) < 1e-3)
    #expect(abs(both.low - (0.3 - reach * 5 / 4)) < 1e-3)
  }

  @Test func oneSeedSaysNothingOfOthers() throws {
    let rates = try PooledRates([[Fraction(1, of: 1), Fraction(0, of: 1)]], tasks: ["a", "b"])
    #expect(Bootstrap().estimate(of: rates).forFewSeeds == nil)
  }

  /// What both sides owe to a seed cancels, as it does in the bootstrap.
  @Test func differencesArePairedBySeed() throws {
    func rates(_ first: Double, _ second: Double) throws -> PooledRates {
      try PooledRates(
        [first, second].map { rate in (0..<4).map { _ in Fraction(rate, of: 1) } },
        tasks: ["a", "b", "c", "d"])
    }
    let same = try Bootstrap().difference(rates(0.3, 0.9), rates(0.1, 0.7), games: .same)
    let wide = try #require(same.forFewSeeds)
    #expect(abs(wide.low - 0.2) < 1e-9 && abs(wide.high - 0.2) < 1e-9)
    let apart = try Bootstrap().difference(rates(0.3, 0.9), rates(0.7, 0.1), games: .same)
    #expect(try #require(apart.forFewSeeds).high > 5)
  }

  /// Seeds are drawn in no replicate of the tasks' part: they would be counted twice.
  @Test func theTasksPartKeepsAllSeeds() throws {
    // Seeds differ by 0.4 on the same tasks, which are all alike.
    let rates = try PooledRates(
      [0.1, 0.5].map { rate in (0..<9).map { _ in Fraction(rate, of: 1) } },
      tasks: (0..<9).map { "\($0)" })
    let wide = try #require(Bootstrap().estimate(of: rates).forFewSeeds)
    #expect(abs(wide.high - (0.3 + 12.7062 * 0.2)) < 1e-3, "\(wide)")
  }

  @Test func aMeanOfSeedsHasStudentsInterval() throws {
    let wide = try #require(Bootstrap().mean(of: [1, 2, 3]).forFewSeeds)
    #expect(abs(wide.low - (2 - 4.303 / 3.0.squareRoot())) < 1e-3)
  }

  /// Seeds that win different tasks agree in their rate by chance, and every task's mean is the same: neither
  /// part has any width, where a bootstrap of both reaches from 0 to 1.
  @Test func itIsNeverNarrowerThanTheBootstrap() throws {
    let rates = try PooledRates(
      [[1, 0], [0, 1]].map { seed in seed.map { Fraction($0, of: 1) } }, tasks: ["a", "b"])
    let estimate = Bootstrap().estimate(of: rates)
    #expect(estimate.interval.low == 0 && estimate.interval.high == 1)
    #expect(try #require(estimate.forFewSeeds) == estimate.interval)
  }
}
