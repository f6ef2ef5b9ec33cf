import ChapterSupport
import Foundation
import Notebook
import Statistics
import Testing

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

  @Test func theREADMEHoldsTheClaimsOfTheCommittedReport() throws {
    let report = Program.root.appendingPathComponent("Report")
    let files = try ChapterSources.all().map {
      report.appendingPathComponent("\($0.name)/results.json")
    }
    // Before the first report there is nothing to hold.
    guard files.allSatisfy({ FileManager.default.fileExists(atPath: $0.path) }) else { return }
    let text = try String(
      contentsOf: Program.root.appendingPathComponent("README.md"), encoding: .utf8)
    let expected = try withClaims(of: files.map { try ChapterResults(contentsOf: $0) }, in: text)
    #expect(text == expected, "`make report` writes the table anew")
  }
}
