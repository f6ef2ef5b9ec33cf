import Foundation

/// Why a statistic cannot be computed.
public enum StatisticsError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
  /// There is no run, or no value, at all.
  case noRuns
  /// There are no games, so that every rate is 0 / 0.
  case noGames
  /// A run has another number of games than there are names of tasks.
  case wrongNumberOfGames(run: Int, has: Int, needs: Int)
  /// A number is NaN or infinite; no game where there is one number a run.
  case notFinite(run: Int, game: Int?)
  /// Two sides cannot be compared pair by pair: their seeds or games do not line up.
  case unpaired(String)

  /// One line that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .noRuns: "no runs: give at least one run of outcomes"
    case .noGames: "no games: evaluate each run on at least one"
    case .wrongNumberOfGames(let run, let has, let needs):
      "run \(run) has \(has) games where \(needs) are named: evaluate all runs on the same games"
    case .notFinite(let run, let game?):
      "outcome of run \(run), game \(game) is not a finite number: evaluate that game again"
    case .notFinite(let run, nil):
      "the number of run \(run) is not finite: leave the run out on purpose or measure it again"
    case .unpaired(let why): "outcomes cannot be paired: \(why)"
    }
  }

  /// The same line, so that Foundation's `localizedDescription` says it too.
  public var errorDescription: String? { description }
}
