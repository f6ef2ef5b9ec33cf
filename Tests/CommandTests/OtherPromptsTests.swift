import ChapterSupport
import Foundation
import Notebook
import Testing

/// The chapters of other prompts and other starts, run for real on a tiny base model in the smoke profile, and what
/// their committed numbers are of.
@Suite struct OtherPromptsTests {
  private func results(_ chapter: String) throws -> ChapterResults {
    let folder = Scratch.folder(chapter)
    let outcome = try Program.run(
      chapter, ["--profile", "smoke", "--base", Scratch.base.path, "--output", folder.path])
    try #require(outcome.status == 0, "\(outcome.errors)")
    return try ChapterResults(
      contentsOf: folder.appendingPathComponent("\(chapter)/results.json"))
  }

  @Test func everyMethodIsMeasuredWithCommandsAndWithout() throws {
    let results = try results("OtherPrompts")
    let plain = ["cold-start-think", "cold-start-tagged", "sft", "grpo", "grpo-tagged", "rlvmr"]
    #expect(Set(results.runs.map(\.method)) == Set(plain + plain.map { $0 + "+commands" }))
    #expect(Set(results.runs.map(\.trainingSet)) == ["seen"])
    #expect(results.claims.count == 8)
    #expect(results.claims.allSatisfy { $0.verdict == .notTested && $0.paper.value != nil })
    #expect(try #require(results.answer.first).contains("One training of each cannot say."))
  }

  @Test func commandsCannotBeAskedForTwice() throws {
    let outcome = try Program.run("OtherPrompts", ["--shown-commands", "all"])
    #expect(outcome.status != 0)
    #expect(outcome.errors.contains("--shown-commands: this chapter trains with commands shown"))
  }

  @Test func thinkStartsAtBothRates() throws {
    let results = try results("OtherStarts")
    #expect(
      Set(results.runs.map(\.method)) == [
        "cold-start-think", "cold-start-think-slow", "cold-start-tagged", "grpo", "grpo-slow-start",
        "grpo-tagged",
      ])
    #expect(Set(results.runs.map(\.trainingSet)) == ["seen"])
    #expect(results.claims.isEmpty)
    #expect(try #require(results.answer.first).contains("One training of each cannot say."))
  }

  /// A mean over the committed rows of a method on a split, which every seed enters with as many games.
  private func mean(
    _ rate: (RunResult) -> Double, _ method: String, _ split: String, of results: ChapterResults
  ) throws -> Double {
    let rows = results.runs.filter { $0.method == method && $0.split == split }
    try #require(rows.count > 1)
    return rows.map(rate).reduce(0, +) / Double(rows.count)
  }

  /// Every claim is of agents that see the commands, in the order it says.
  @Test func claimsAreOfAgentsThatSeeTheCommands() throws {
    let results = try ChapterResults(
      contentsOf: Program.root.appendingPathComponent("Report/OtherPrompts/results.json"))
    func won(_ method: String, _ split: String) throws -> Double {
      try mean(\.successRate, method + "+commands", split, of: results)
    }
    let expected: [String: Double] = [
      "shown-sft-is-brittle": try won("sft", "L0") - won("sft", "L2"),
      "shown-grpo-generalises-better": try won("grpo", "L2") - won("sft", "L2"),
      "shown-rlvmr-wins": try won("rlvmr", "L2") - won("grpo", "L2"),
      "shown-meta-reasoning-advantage-helps": try won("rlvmr", "L2") - won("grpo-tagged", "L2"),
    ]
    // Of steps, of which some episodes have more than others.
    func share(_ rate: (RunResult) -> Double, _ method: String) throws -> Double {
      try mean({ rate($0) * $0.meanSteps }, method + "+commands", "L2", of: results)
        / mean(\.meanSteps, method + "+commands", "L2", of: results)
    }
    let shares: [String: Double] = [
      "shown-grpo-repeats": try share(\.repetitiveActionRate, "grpo"),
      "shown-grpo-against-sft": try share(\.repetitiveActionRate, "grpo")
        - share(\.repetitiveActionRate, "sft"),
      "shown-rlvmr-repeats-less": try share(\.repetitiveActionRate, "rlvmr")
        - share(\.repetitiveActionRate, "grpo"),
      "shown-rlvmr-errs-less": try share(\.invalidActionRate, "rlvmr")
        - share(\.invalidActionRate, "grpo"),
    ]
    for (id, difference) in expected.merging(shares, uniquingKeysWith: { $1 }) {
      let claim = try #require(results.claims.first { $0.id == id })
      #expect(abs(try #require(claim.measured.value) - difference) < 1e-9, "\(id)")
    }
  }

  /// The answer's differences are tags minus thoughts, from the starts it names.
  @Test func tagsAreComparedFromStartsAtOneRate() throws {
    let results = try ChapterResults(
      contentsOf: Program.root.appendingPathComponent("Report/OtherStarts/results.json"))
    func won(_ method: String) throws -> Double {
      try mean(\.successRate, method, "L2", of: results)
    }
    let answer = try #require(results.answer.first)
    for (words, first, second) in [
      ("from starts at their own rates", "grpo-tagged", "grpo"),
      ("both from starts at 0.0005", "grpo-tagged", "grpo-slow-start"),
      ("without tags by", "grpo-slow-start", "grpo"),
    ] {
      let difference = try NumberFormat.points.string(won(first) - won(second))
      #expect(answer.contains("\(words) \(difference) ["), "\(words): \(difference)")
    }
  }
}
