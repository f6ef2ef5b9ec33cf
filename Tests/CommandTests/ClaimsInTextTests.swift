import ChapterSupport
import Foundation
import Notebook
import Statistics
import Testing

/// The committed results of each chapter.
private let committedResults: [URL] = ((try? ChapterSources.all()) ?? []).map {
  Program.root.appendingPathComponent("Report/\($0.name)/results.json")
}

struct ClaimsInTextTests {
  private func results(_ id: String) -> ChapterResults {
    let claim = ClaimResult(
      id: id, statement: "A beats B.", paper: PaperStatement(words: "w", source: "s", value: 0.1),
      measured: Finding(
        Estimate(value: 0.2, replicates: [0.2]), format: .points, runs: 2, games: 3),
      rule: .difference(paper: 0.1), command: "c")
    return ChapterResults(
      chapter: "A", profile: "quick", world: "generated", claims: [claim], runs: [])
  }

  @Test func theTableReplacesWhatStandsBetweenTheMarkersAndNothingElse() throws {
    let text = "before\n<!-- claims -->\nold\n<!-- /claims -->\nafter\n"
    let filled = try withClaims(of: [results("a")], in: text)
    #expect(filled.hasPrefix("before\n<!-- claims -->\n\n| Claim |"))
    #expect(filled.hasSuffix("|\n\n<!-- /claims -->\nafter\n"))
    #expect(filled.contains("| A beats B. | +10.0 points | +20.0 points"))
    #expect(!filled.contains("old"))
    // What is right already stays as it is: a test can compare.
    #expect(try withClaims(of: [results("a")], in: filled) == filled)
  }

  @Test(arguments: ["", "<!-- claims -->", "<!-- /claims -->\n<!-- claims -->"])
  func aTextWithoutBothMarkersInOrderIsRefused(text: String) {
    #expect(throws: ClaimsInTextError.self) { try withClaims(of: [results("a")], in: text) }
  }

  @Test(
    .enabled(
      if: committedResults.allSatisfy { FileManager.default.fileExists(atPath: $0.path) },
      "no report is committed"))
  func theREADMEHoldsTheClaimsOfTheCommittedReport() throws {
    let text = try String(
      contentsOf: Program.root.appendingPathComponent("README.md"), encoding: .utf8)
    let expected = try withClaims(
      of: committedResults.map { try ChapterResults(contentsOf: $0) }, in: text)
    #expect(text == expected, "`make report` writes the table anew")
  }
}
