import Foundation

/// Where a figure was written, all in one folder.
public struct FigureFiles: Sendable, Hashable {
  /// NAME.svg, which pages show.
  public let svg: URL
  /// Bitmap of twice the size; nil unless it was asked for.
  public let png: URL?
  /// NAME.gp, which redraws the pictures from the data beside it.
  public let script: URL
  /// NAME.csv: the numbers that are shown, in the unit of the axes.
  public let data: URL
}

extension Figure {
  /// Writes NAME.svg, NAME.gp and NAME.csv. Nothing old is replaced unless all of them could be
  /// made; each file is replaced in one step.
  ///
  /// - Parameters:
  ///   - folder: made where it is missing.
  ///   - gnuplot: the program that draws.
  ///   - alsoPNG: whether NAME.png is written too. A .png from before stays where it is.
  /// - Throws: `FigureError`.
  @discardableResult
  public func write(
    into folder: URL, gnuplot: GnuplotCommand = GnuplotCommand(), alsoPNG: Bool = false
  ) throws -> FigureFiles {
    try validate()
    let files = FigureFiles(
      svg: folder.appendingPathComponent("\(name).svg"),
      png: alsoPNG ? folder.appendingPathComponent("\(name).png") : nil,
      script: folder.appendingPathComponent("\(name).gp"),
      data: folder.appendingPathComponent("\(name).csv"))
    try writeDrawn(
      name, by: Script(self, alsoPNG: alsoPNG).text, beside: ["csv": commaSeparated(self)],
      kinds: ["svg"] + (alsoPNG ? ["png"] : []) + ["gp", "csv"],
      named: SVGName(title: title, description: alternativeText), into: folder, gnuplot)
    return files
  }

  private func validate() throws {
    func require(_ condition: Bool, _ why: String) throws {
      guard condition else { throw FigureError.invalid(figure: name, why: why) }
    }
    try requirePlain(name: name, alternativeText: alternativeText)
    for panel in panels {
      let data = panel.layers.flatMap(\.data)
      try require(
        data.allSatisfy { point in
          [point.x, point.y, point.low ?? 0, point.high ?? 0].allSatisfy(\.isFinite)
        }, "a value of panel '\(panel.title)' is not finite; leave the point out")
      try require(!data.isEmpty, "panel '\(panel.title)' has no data")
      try require(
        !panel.y.isLogarithmic || data.allSatisfy { $0.y > 0 && ($0.low ?? 1) > 0 },
        "a logarithmic axis needs values above zero")
    }
    try require(!panels.isEmpty, "there is no panel")
  }
}

/// Refuses a name that is no plain file name, and pictures that say nothing to who cannot see them.
///
/// - Throws: `FigureError.invalid`.
func requirePlain(name: String, alternativeText: String) throws {
  func require(_ condition: Bool, _ why: String) throws {
    guard condition else { throw FigureError.invalid(figure: name, why: why) }
  }
  let isPlain = name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
  try require(isPlain && !name.isEmpty, "the name may hold letters, digits, '-' and '_' only")
  try require(
    !alternativeText.trimmingCharacters(in: .whitespaces).isEmpty,
    "the alternative text is empty; say what the figure shows")
}

/// Draws a script in a draft folder, then puts all its files into place.
///
/// - Parameters:
///   - texts: Files beside NAME.gp that the script reads, by the end of their names.
///   - kinds: The ends of the names of all files that are kept.
///   - accessibleName: What NAME.svg says of itself in place of gnuplot's name and version.
/// - Throws: `FigureError`.
func writeDrawn(
  _ name: String, by script: String, beside texts: [String: String], kinds: [String],
  named accessibleName: SVGName, into folder: URL, _ gnuplot: GnuplotCommand
) throws {
  removeDrafts(of: name, in: folder)
  let draft = folder.appendingPathComponent(".\(name).draft-\(getpid())")
  defer { try? FileManager.default.removeItem(at: draft) }
  do {
    try FileManager.default.createDirectory(at: draft, withIntermediateDirectories: true)
    for (kind, text) in texts.merging(["gp": script], uniquingKeysWith: { _, new in new }) {
      try Data(text.utf8).write(to: draft.appendingPathComponent("\(name).\(kind)"))
    }
  } catch {
    throw FigureError.unwritable(path: folder.path, why: error.localizedDescription)
  }
  try gnuplot.run(script, in: draft, figure: name)
  try accessibleName.put(into: draft.appendingPathComponent("\(name).svg"), figure: name)
  for kind in kinds {
    let target = folder.appendingPathComponent("\(name).\(kind)")
    let source = draft.appendingPathComponent("\(name).\(kind)")
    guard rename(source.path, target.path) == 0 else {
      throw FigureError.unwritable(path: target.path, why: String(cString: strerror(errno)))
    }
  }
}

/// Removes drafts of a figure whose writers were killed.
private func removeDrafts(of name: String, in folder: URL) {
  let start = ".\(name).draft-"
  for file in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] {
    guard file.hasPrefix(start), let writer = pid_t(file.dropFirst(start.count)), writer > 0,
      kill(writer, 0) != 0, errno == ESRCH
    else { continue }
    try? FileManager.default.removeItem(at: folder.appendingPathComponent(file))
  }
}
