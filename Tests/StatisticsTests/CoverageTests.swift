import Statistics
import Testing

/// Draws for the simulated studies; small, so that the test depends on nothing else.
private struct Draws: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// About normal, mean 0 and variance 1: twelve uniform numbers have variance 12 / 12.
  mutating func normal() -> Double {
    (0..<12).reduce(-6) { sum, _ in sum + Double(next() >> 11) * 0x1p-53 }
  }
}

/// Whether intervals hold the truth as often as they say, over simulated studies whose truth is
/// known: 8 seeds, 20 tasks of 1 to 3 games, effects of seeds, of tasks and of single episodes.
@Suite struct CoverageTests {
  private let studies = 300
  private let bootstrap = Bootstrap(resamples: 400)
  private let truth = 0.3

  private struct Study {
    var rows: [[Fraction]]
    var tasks: [String]
    var games: [String]
  }

  /// - Parameters:
  ///   - seeds: How many.
  ///   - spread: Deviation of the seeds' effects.
  private func study(
    _ draws: inout Draws, seeds: Int = 8, spread: Double = 0.05
  ) -> Study {
    let sizes = (0..<20).map { 1 + $0 % 3 }
    let tasks = sizes.indices.flatMap { Array(repeating: "task \($0)", count: sizes[$0]) }
    let effects = sizes.flatMap { size in
      Array(repeating: 0.25 * draws.normal(), count: size)
    }
    let rows = (0..<seeds).map { _ in
      let seed = spread * draws.normal()
      return wins(effects.map { truth + seed + $0 + 0.2 * draws.normal() })
    }
    return Study(rows: rows, tasks: tasks, games: tasks.indices.map { "game \($0)" })
  }

  private func holds(_ interval: Interval, _ truth: Double) -> Double {
    interval.low <= truth && truth <= interval.high ? 1 : 0
  }

  @Test func intervalsOfRatesHoldTheTruth() throws {
    var draws = Draws(state: 1)
    var clustered = 0.0
    var singly = 0.0
    for _ in 0..<studies {
      let study = study(&draws)
      let rates = try PooledRates(study.rows, tasks: study.tasks)
      clustered += holds(bootstrap.estimate(of: rates).interval, truth)
      // The same games, each taken for a task of its own.
      let blind = try PooledRates(study.rows, tasks: study.games)
      singly += holds(bootstrap.estimate(of: blind).interval, truth)
    }
    clustered /= Double(studies)
    singly /= Double(studies)
    #expect((0.88...0.99).contains(clustered), "\(clustered)")
    // Games of a task count as independent, so the intervals are too narrow by about a third.
    #expect(singly < clustered - 0.08, "\(singly) against \(clustered)")
  }

  @Test func intervalsOfPairedDifferencesHoldTheTruth() throws {
    var draws = Draws(state: 2)
    var held = 0.0
    for _ in 0..<studies {
      // The second side shares half of what makes a task hard with the first; true difference 0.
      let (common, own, other) = (study(&draws), study(&draws), study(&draws))
      func side(_ study: Study) throws -> PooledRates {
        try PooledRates(
          zip(common.rows, study.rows).map {
            zip($0, $1).map { Fraction($0.count + $1.count, of: 1) }
          }, tasks: common.tasks)
      }
      let difference = try bootstrap.difference(side(own), side(other), games: .same)
      held += holds(difference.interval, 0)
    }
    held /= Double(studies)
    #expect((0.88...0.99).contains(held), "\(held)")
  }

  /// Three trainings that differ much are too few for a bootstrap, whose replicates stay between them: the
  /// other interval holds the truth as often as it says.
  @Test(arguments: [2, 3])
  func fewSeedsNeedTheWiderInterval(seeds: Int) throws {
    var draws = Draws(state: 3)
    var (narrow, wide) = (0.0, 0.0)
    for _ in 0..<studies {
      let study = study(&draws, seeds: seeds, spread: 0.3)
      let estimate = bootstrap.estimate(of: try PooledRates(study.rows, tasks: study.tasks))
      narrow += holds(estimate.interval, truth)
      wide += holds(try #require(estimate.forFewSeeds), truth)
    }
    narrow /= Double(studies)
    wide /= Double(studies)
    #expect(narrow < 0.85, "\(narrow)")
    #expect((0.92...0.99).contains(wide), "\(wide)")
  }
}
