/// Outcomes of several runs of one method on a list of games: one row a run (a training seed),
/// one column a game.
///
/// Rows may differ in length (a run that was evaluated on fewer games); every run then still counts
/// the same, because seeds, not games, are the independent repetitions of an experiment.
public struct OutcomeMatrix: Sendable, Hashable {
  /// Outcomes, `rows[run][game]`, all finite.
  public let rows: [[Double]]

  /// Checks the outcomes.
  ///
  /// - Parameter rows: one array a run, one number a game (1 = success, 0 = failure, or a rate).
  /// - Throws: `StatisticsError` for no runs, a run without games, NaN or infinity: a hole in the
  ///   data must stop the analysis, never vanish in a mean.
  public init(_ rows: [[Double]]) throws {
    guard !rows.isEmpty else { throw StatisticsError.noRuns }
    for (run, row) in rows.enumerated() {
      guard !row.isEmpty else { throw StatisticsError.emptyRun(run) }
      if let game = row.firstIndex(where: { !$0.isFinite }) {
        throw StatisticsError.notFinite(run: run, game: game)
      }
    }
    self.rows = rows
  }

  /// Successes and failures as ones and zeros.
  public init(successes: [[Bool]]) throws {
    try self.init(successes.map { $0.map { $0 ? 1 : 0 } })
  }

  /// The mean of each run, in order.
  public var runMeans: [Double] { rows.map(mean) }
}
