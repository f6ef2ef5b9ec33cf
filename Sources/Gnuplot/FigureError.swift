import Foundation

/// Why a figure could not be drawn.
public enum FigureError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
  /// The program is not there.
  case gnuplotMissing(command: String, figure: String)
  /// gnuplot ran and failed.
  case gnuplotFailed(figure: String, status: Int, message: String)
  /// The figure itself makes no sense.
  case invalid(figure: String, why: String)
  /// A file cannot be written.
  case unwritable(path: String, why: String)

  /// One line that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .gnuplotMissing(let command, let figure):
      "\(figure): '\(command)' was not found; install it (apt install gnuplot-nox)"
    case .gnuplotFailed(let figure, let status, let message):
      "\(figure).gp: gnuplot failed with status \(status): \(message)"
    case .invalid(let figure, let why): "figure \(figure): \(why)"
    case .unwritable(let path, let why):
      "\(path): cannot be written (\(why)); choose another output folder"
    }
  }

  /// The same line.
  public var errorDescription: String? { description }
}
