import Foundation
import Notebook

/// Between which lines of a text the table of claims stands.
private let markers = (start: "<!-- claims -->", end: "<!-- /claims -->")

/// A text, such as a README, with the answer of some results and their table of claims between its two
/// markers: what it must be for the results it tells of.
///
/// - Parameters:
///   - beside: Results of another agent, whose numbers get a column; empty for none.
///   - further: What further chapters answer, a paragraph each.
/// - Throws: `ClaimsInTextError` where the text lacks the markers; `NotebookError` for a claim that
///   stands in two results.
public func withClaims(
  of results: [ChapterResults], beside others: [ChapterResults] = [],
  further: [String] = [], in text: String
) throws -> String {
  guard let start = text.range(of: markers.start),
    let end = text.range(of: markers.end, range: start.upperBound..<text.endIndex)
  else { throw ClaimsInTextError() }
  var ledger = Ledger(beside: LedgerColumn(of: others))
  for result in results { try ledger.add(result) }
  let parts =
    (results.flatMap(\.answer) + further).map { "- \($0)" }.joined(separator: "\n")
    + "\n\n" + ledger.markdownTable + "\n\n"
    + [ledger.noteOnFewSeeds, ledger.noteOnReadings].filter { !$0.isEmpty }.joined(separator: " ")
  return text[..<start.upperBound] + "\n\n"
    + parts.trimmingCharacters(in: .whitespacesAndNewlines) + "\n\n" + text[end.lowerBound...]
}

/// What a chapter that is not bound into the report answers, each paragraph with a link to it.
///
/// - Parameters:
///   - chapter: The folder it was written to.
///   - folder: Where the text stands that the link is in.
/// - Throws: `NotebookError` where its results cannot be read.
public func answers(ofChapterIn chapter: URL, linkedFrom folder: URL) throws -> [String] {
  let results = try ChapterResults(contentsOf: chapter.appendingPathComponent("results.json"))
  let path = relativePath(from: folder, to: chapter)
  return results.answer.map {
    "\($0) ([a chapter of its own](\(path)/chapter.md): \(worldInWords(results.world)), profile \(results.profile).)"
  }
}

extension LedgerColumn {
  /// The claims of another agent's results, under its name and the number of its seeds; nil for no results.
  public init?(of results: [ChapterResults]) {
    guard let first = results.first else { return nil }
    let seeds = Set(results.flatMap(\.runs).map(\.seed)).count
    self.init(
      title: "\(agentInWords(first.agent)), \(seeds) \(seeds == 1 ? "seed" : "seeds"), not judged",
      claims: results.flatMap(\.claims))
    // Enough seeds are judged in its own report.
    if seeds > 1 { title = "\(agentInWords(first.agent)), \(seeds) seeds" }
  }
}

extension Ledger {
  /// How far the verdicts depend on how few trainings there are; empty where that is not known.
  public var noteOnFewSeeds: String {
    guard let (kept, all) = standingForFewSeeds else { return "" }
    return
      "With intervals that allow for as few trainings of each method as there are, \(kept) of the \(all) verdicts "
      + "that decide something would stay as they are."
  }

  /// How far the verdicts depend on what counts as a repetition; empty where no claim has two readings.
  public var noteOnReadings: String {
    let read = claims.filter { $0.otherReading != nil }
    let parting = read.count { $0.otherReading?.verdict != $0.verdict }
    guard !read.isEmpty else { return "" }
    return
      "Claims about repetition count repeats of *possible* actions, for reasons given in the report. With refused "
      + "commands counted too, \(parting) of these \(read.count) claims would get another verdict, and the "
      + "paper does not say what it counts."
  }
}

/// A text has no place for the table of claims.
public struct ClaimsInTextError: Error, CustomStringConvertible, LocalizedError {
  /// One line that says what is missing.
  public var description: String {
    "no place for the claims; add a line \(markers.start) and, below it, a line \(markers.end)"
  }
  /// The same line.
  public var errorDescription: String? { description }
}
