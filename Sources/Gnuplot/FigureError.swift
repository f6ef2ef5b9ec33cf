import Foundation

/// Why a figure could not be drawn.
public enum FigureError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
  /// The shell found no such program.
  case gnuplotMissing(command: String, figure: String)
  /// gnuplot ran and failed, or could not be started: then the status is -1.
  case gnuplotFailed(figure: String, status: Int, message: String)
  /// The figure cannot be drawn as given: a bad name, no data, a value that is not finite.
  case invalid(figure: String, why: String)
  /// A file or its folder cannot be written.
  case unwritable(path: String, why: String)

  /// One line that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .gnuplotMissing(let command, let figure):
      "\(figure): '\(command)' was not found; install it (apt install gnuplot-nox)"
    case .gnuplotFailed(let figure, let status, let message):
      "figure \(figure): gnuplot failed with status \(status): \(message); gnuplot 5.4 or newer is "
        + "needed (apt install gnuplot-nox)"
    case .invalid(let figure, let why): "figure \(figure): \(why)"
    case .unwritable(let path, let why):
      "\(path): cannot be written (\(why)); choose another output folder"
    }
  }

  /// The same line, so that Foundation's `localizedDescription` says it too.
  public var errorDescription: String? { description }
}
