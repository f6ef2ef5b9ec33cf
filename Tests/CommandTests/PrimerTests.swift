import Foundation
import Testing

/// The primer promises that a reader can do its numbers again: so they are done again here, from the
/// printed columns alone.
@Suite struct PrimerTests {
  private func rows(of caption: String, in text: String) throws -> [[Double?]] {
    let start = try #require(text.range(of: caption)).upperBound
    return text[start...].split(separator: "\n", omittingEmptySubsequences: true)
      .drop { !$0.hasPrefix("| :") && !$0.hasPrefix("| -") }.dropFirst()
      .prefix { $0.hasPrefix("|") }
      .map { line in
        line.split(separator: "|").map { cell in
          let word = cell.trimmingCharacters(in: .whitespaces)
            .replacingOccurrences(of: "−", with: "-")
          return word == "yes" ? 1 : word == "no" ? 0 : Double(word)
        }
      }
  }

  @Test func aPencilGetsThePrintedAdvantages() throws {
    let folder = Scratch.folder("primer")
    let outcome = try Program.run(
      "Primer", ["--base", Scratch.base.path, "--output", folder.path])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let text = try String(
      contentsOf: folder.appendingPathComponent("Primer/chapter.md"), encoding: .utf8)
    let group = try rows(of: "The group: outcomes and what GRPO makes of them.", in: text)
    #expect(group.count == 8)
    // Won or lost, 10 or 0; a malformed step's row counts 0.1 less; all rollouts weigh the same.
    let rows = try group.map { row in
      let (won, steps) = (try #require(row[1]), Int(try #require(row[2])))
      let malformed = Int(try #require(row[3]))
      return (0..<steps).map { 10 * won - ($0 < malformed ? 0.1 : 0) }
    }
    let mean = rows.reduce(0) { $0 + $1.reduce(0, +) / Double($1.count) } / 8
    let square = rows.reduce(0) { sum, row in
      sum + row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(row.count)
    }
    let deviation = (square / 8).squareRoot()
    for row in group {
      let expected = (10 * (try #require(row[1])) - mean) / deviation
      #expect(abs(try #require(row[6]) - expected) < 6e-4)
    }
    // Every step: half the outcome's advantage and half the tag's.
    let steps = try self.rows(of: "Two rollouts, step by step", in: text)
    #expect(steps.count > 8)
    for row in steps {
      let (reasoning, grpo, rlvmr) = (
        try #require(row[6]), try #require(row[7]), try #require(row[8])
      )
      #expect(abs(rlvmr - (grpo + reasoning) / 2) < 1.1e-3)
    }
  }

  @Test func anArchiveWithoutTheGroupIsNamed() throws {
    let missing = Scratch.folder("nowhere").appendingPathComponent("groups.tar.gz")
    let outcome = try Program.run(
      "Primer",
      [
        "--base", Scratch.base.path, "--output", Scratch.folder("primer-bad").path,
        "--groups", missing.path,
      ])
    #expect(outcome.status != 0)
    #expect(outcome.errorLines.count == 1 && outcome.errors.contains(missing.path))
  }
}
