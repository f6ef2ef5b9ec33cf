import Foundation

/// Why a statistic cannot be computed.
public enum StatisticsError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
  /// There is no run at all.
  case noRuns
  /// A run has no games.
  case emptyRun(Int)
  /// An outcome is NaN or infinite.
  case notFinite(run: Int, game: Int)
  /// Two methods cannot be paired: their runs or games do not line up.
  case unpaired(String)
  /// A count, share or confidence is outside its range.
  case outOfRange(String)

  /// One line that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .noRuns: "no runs: give at least one run of outcomes"
    case .emptyRun(let run): "run \(run) has no games: leave it out or evaluate it"
    case .notFinite(let run, let game):
      "outcome of run \(run), game \(game) is not a finite number: evaluate that game again"
    case .unpaired(let why): "outcomes cannot be paired: \(why)"
    case .outOfRange(let what): "out of range: \(what)"
    }
  }

  /// The same line.
  public var errorDescription: String? { description }
}
