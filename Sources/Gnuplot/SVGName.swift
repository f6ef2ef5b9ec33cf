import Foundation

/// What a picture is called by whatever reads it out, alone or within a page.
///
/// gnuplot names each of its pictures "Gnuplot", with its version, and lets nobody choose.
struct SVGName {
  /// The accessible name; browsers also show it on the tab and under the pointer.
  var title: String
  /// What there is to see, where the title does not say it.
  var description: String?

  /// Puts the elements in place of gnuplot's own.
  ///
  /// - Parameter figure: The name errors speak of.
  /// - Throws: `FigureError`.
  func put(into file: URL, figure: String) throws {
    let picture: String
    do {
      picture = try String(contentsOf: file, encoding: .utf8)
    } catch {
      throw FigureError.gnuplotFailed(
        figure: figure, status: 0, message: "it left no picture: \(error.localizedDescription)")
    }
    do {
      try Data(named(picture).utf8).write(to: file)
    } catch {
      throw FigureError.unwritable(path: file.path, why: error.localizedDescription)
    }
  }

  /// The picture under this name. What has no title of gnuplot's stays as it is.
  private func named(_ picture: String) -> String {
    guard let start = picture.range(of: "<title>"),
      let end = picture.range(of: "</desc>", range: start.upperBound..<picture.endIndex)
    else { return picture }
    let elements =
      "<title>\(escaped(title))</title>"
      + (description.map { "\n<desc>\(escaped($0))</desc>" } ?? "")
    return picture.replacingCharacters(in: start.lowerBound..<end.upperBound, with: elements)
  }

  private func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
      .replacingOccurrences(of: ">", with: "&gt;")
  }
}
