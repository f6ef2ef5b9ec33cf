import Foundation
import Notebook

/// Between which lines of a text the table of claims stands.
private let markers = (start: "<!-- claims -->", end: "<!-- /claims -->")

/// A text, such as a README, with the table of claims of some results between its two markers: what it
/// must be for the results it tells of.
///
/// - Throws: `ClaimsInTextError` where the text lacks the markers; `NotebookError` for a claim that
///   stands in two results.
public func withClaims(of results: [ChapterResults], in text: String) throws -> String {
  guard let start = text.range(of: markers.start),
    let end = text.range(of: markers.end, range: start.upperBound..<text.endIndex)
  else { throw ClaimsInTextError() }
  var ledger = Ledger()
  for result in results { try ledger.add(result) }
  return text[..<start.upperBound] + "\n\n\(ledger.markdownTable)\n\n" + text[end.lowerBound...]
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
