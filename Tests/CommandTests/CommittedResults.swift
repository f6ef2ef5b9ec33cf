import ChapterSupport
import Foundation
import Notebook
import Testing

/// A committed chapter's results, from whose rows tests compute once more what its text says.
extension ChapterResults {
  /// Reads those of a chapter that stands beside the report.
  static func committed(_ chapter: String) throws -> ChapterResults {
    try ChapterResults(
      contentsOf: Program.root.appendingPathComponent("Report/\(chapter)/results.json"))
  }

  /// A mean over the rows of a method on a split, which every seed enters with as many games.
  func mean(
    _ rate: (RunResult) -> Double, _ method: String, _ split: String
  ) throws -> Double {
    let rows = runs.filter { $0.method == method && $0.split == split }
    try #require(rows.count > 1)
    return rows.map(rate).reduce(0, +) / Double(rows.count)
  }

  /// A share of a method's steps on a split, of which some episodes have more than others.
  func share(
    _ rate: (RunResult) -> Double, _ method: String, _ split: String
  ) throws -> Double {
    try mean({ rate($0) * $0.meanSteps }, method, split) / mean(\.meanSteps, method, split)
  }
}
