/// Rates of one method over several training seeds on one list of games, pooled: the sum of counts
/// over the sum of totals, so that a rate "of all steps" weighs an episode by its length, as the
/// paper's rates do.
///
/// Games are crossed with seeds (every seed plays all of them) and clustered in tasks: trials of
/// one task share its room, its objects and its wording, so they succeed and fail together.
public struct PooledRates: Sendable, Hashable {
  /// Fractions, `rows[seed][game]`.
  public let rows: [[Fraction]]
  /// The task each game belongs to, `tasks[game]`.
  public let tasks: [String]

  /// Sums over the games of each task, `sums[seed][task]`, tasks in the order of their first game.
  let sums: [[Fraction]]

  /// Checks the fractions: a hole in the data must stop the analysis, never vanish in a mean.
  ///
  /// - Parameters:
  ///   - rows: one array a seed, one fraction a game.
  ///   - tasks: one name a game; games of the same name are trials of the same task.
  /// - Throws: `StatisticsError` for no seeds, no games, a row that has not one fraction a game, or
  ///   a number that is not finite.
  public init(_ rows: [[Fraction]], tasks: [String]) throws {
    guard !rows.isEmpty else { throw StatisticsError.noRuns }
    guard !tasks.isEmpty else { throw StatisticsError.noGames }
    for (run, row) in rows.enumerated() {
      guard row.count == tasks.count else {
        throw StatisticsError.wrongNumberOfGames(run: run, has: row.count, needs: tasks.count)
      }
      if let game = row.firstIndex(where: { !($0.count.isFinite && $0.total.isFinite) }) {
        throw StatisticsError.notFinite(run: run, game: game)
      }
    }
    self.rows = rows
    self.tasks = tasks

    let places = Dictionary(uniqueKeysWithValues: zip(tasks.uniqued, tasks.uniqued.indices))
    sums = rows.map { row in
      var sums = [Fraction](repeating: Fraction(0, of: 0), count: places.count)
      for (task, fraction) in zip(tasks, row) {
        if let place = places[task] { sums[place] = sums[place] + fraction }
      }
      return sums
    }
  }

  private init(rows: [[Fraction]], tasks: [String], sums: [[Fraction]]) {
    self.rows = rows
    self.tasks = tasks
    self.sums = sums
  }

  /// The same rates with their sums in the order of other tasks, of which these may lack some and then counted
  /// nothing.
  func summed(over all: [String]) -> PooledRates {
    let places = Dictionary(uniqueKeysWithValues: zip(tasks.uniqued, tasks.uniqued.indices))
    return PooledRates(
      rows: rows, tasks: tasks,
      sums: sums.map { sums in
        all.map { task in places[task].map { sums[$0] } ?? Fraction(0, of: 0) }
      })
  }

  /// The rate over everything; 0 where nothing was counted.
  public var rate: Double {
    rate(seeds: Array(sums.indices), tasks: Array(sums[0].indices))
  }

  /// The rate of one seed over everything it counted.
  func rate(ofSeed seed: Int) -> Double {
    rate(seeds: [seed], tasks: Array(sums[seed].indices))
  }

  /// The rate over the drawn tasks of the drawn seeds; either may be drawn several times.
  func rate(seeds: [Int], tasks: [Int]) -> Double {
    var sum = Fraction(0, of: 0)
    for seed in seeds {
      for task in tasks { sum = sum + sums[seed][task] }
    }
    return sum.total > 0 ? sum.count / sum.total : 0
  }
}

extension [String] {
  /// Each once, in the order of their first places.
  var uniqued: [String] {
    var known: Set<String> = []
    return filter { known.insert($0).inserted }
  }
}
