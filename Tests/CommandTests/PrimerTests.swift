import EpisodeViewer
import Experiments
import Foundation
import MetaReasoning
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

  /// The primer of the committed groups, written once.
  private static let written = Result {
    let folder = Scratch.folder("primer")
    let outcome = try Program.run(
      "Primer", ["--base", Scratch.base.path, "--output", folder.path])
    try #require(outcome.status == 0, "\(outcome.errors)")
    return try String(
      contentsOf: folder.appendingPathComponent("Primer/chapter.md"), encoding: .utf8)
  }

  @Test func aPencilGetsThePrintedAdvantages() throws {
    let text = try Self.written.get()
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

  /// A reader of the primer alone has no other chapter to look into.
  @Test func everyEquationStandsBesideItsCodeWithinThePrimer() throws {
    let text = try Self.written.get()
    for code in [
      "func trajectoryAdvantages(", "func metaReasoningAdvantages(", "func planningReward(",
      "func exploreReward(", "func reflectionReward(", "func grpo(", "func rlvmr(",
      "func policyLoss(", "func klEstimate(",
    ] {
      #expect(text.contains(code), "\(code)")
    }
    #expect(!text.contains("chapter on claim"))
    // References that lead nowhere fail before anything is written; links are these alone.
    #expect(!text.contains("](../"))
  }

  /// The recorded groups of the two methods: rules, games, rewards, who won.
  private func recordedGroups() throws -> [TrainingGroup] {
    try GroupArchive.read(Program.root.appendingPathComponent("Report/groups.tar.gz"))
      .filter { ["grpo-tagged", "rlvmr"].contains($0.method) }
  }

  /// What an update moved is compared between two learning rates, so both are named beside it.
  @Test func theTwoLearningRatesStandBesideTheToken() throws {
    let text = try Self.written.get()
    let start = try #require(text.range(of: "One token under both methods")).upperBound
    let end = try #require(text.range(of: "A group without signal")).lowerBound
    for (method, name) in [("grpo-tagged", "GRPO"), ("rlvmr", "RLVMR")] {
      let group = try #require(try recordedGroups().first { $0.method == method })
      #expect(text[start..<end].contains("\(name) (at `\(group.rules.learningRate)`)"))
      #expect(text.contains("`\(group.rules.learningRate)` for \(group.title)"))
    }
  }

  /// Counted once more, from who won and what was paid: tags can tell steps apart where one of them has
  /// both.
  @Test func groupsWithoutSignalAreCountedAsTheyAre() throws {
    let groups = try recordedGroups()
    let silent = groups.filter { Set($0.rollouts.map(\.transcript.won)).count == 1 }
    func tellsApart(_ group: TrainingGroup, beside others: [TrainingGroup]) -> Bool {
      let own = Set(group.rollouts.flatMap(\.rewards).map(\.group))
      let steps = (others + [group]).flatMap(\.rollouts).flatMap(\.rewards)
      return own.contains { tag in
        Set(steps.filter { $0.group == tag }.map(\.reward)).count > 1
      }
    }
    let alone = silent.count { tellsApart($0, beside: []) }
    let together = silent.count { group in
      tellsApart(
        group,
        beside: groups.filter {
          $0.method == group.method && $0.iteration == group.iteration && $0.game != group.game
        })
    }
    func words(_ count: Int) -> String { count == 0 ? "none" : "\(count)" }
    let text = try Self.written.get()
    #expect(text.contains("Of the \(groups.count) recorded groups"))
    #expect(text.contains(") \(words(silent.count)) ha"))
    #expect(text.contains("tell steps apart in \(words(alone)) of these"))
    #expect(text.contains("as well, in \(words(together))."))
    // Otherwise nothing above would be told from nothing.
    #expect(!silent.isEmpty && silent.count < groups.count)
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
