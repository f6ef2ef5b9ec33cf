import CGnuplot
import Foundation

/// Runs scripts in a gnuplot reached through gnuplot-iostream.
public struct GnuplotCommand: Sendable, Hashable {
  /// The program, looked up in PATH.
  public var program: String

  /// The gnuplot of PATH unless told otherwise.
  public init(program: String = "gnuplot") { self.program = program }

  /// Runs a script in a folder.
  ///
  /// - Parameters:
  ///   - script: gnuplot commands.
  ///   - folder: the working folder of gnuplot.
  ///   - figure: the name errors speak of.
  /// - Throws: `FigureError.gnuplotMissing` or `.gnuplotFailed` with gnuplot's own first error.
  func run(_ script: String, in folder: URL, figure: String) throws {
    let messages = folder.appendingPathComponent(".gnuplot-messages")
    defer { try? FileManager.default.removeItem(at: messages) }
    let command =
      "cd \(quoted(folder.path)) && exec \(quoted(program)) >/dev/null 2>\(quoted(messages.path))"
    guard let session = cgnuplot_open(command) else {
      throw FigureError.gnuplotFailed(figure: figure, status: -1, message: "no pipe to it")
    }
    let bytes = Array(script.utf8).map { CChar(bitPattern: $0) }
    let sent = cgnuplot_send(session, bytes, bytes.count)
    let status = Int(cgnuplot_close(session))
    if status == 127 {
      throw FigureError.gnuplotMissing(command: program, figure: figure)
    }
    guard status == 0, sent == 0 else {
      throw FigureError.gnuplotFailed(
        figure: figure, status: status, message: firstError(in: messages))
    }
  }

  private func quoted(_ path: String) -> String {
    "'" + path.replacingOccurrences(of: "'", with: "'\\''") + "'"
  }

  private func firstError(in file: URL) -> String {
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    let lines = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    return lines.last { $0.contains("line ") } ?? lines.last ?? "it said nothing"
  }
}
