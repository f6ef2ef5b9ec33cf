import ChapterSupport
import Foundation
import Notebook
import Testing

/// The chapter of other prompts, run for real on a tiny base model in the smoke profile, and what its committed
/// numbers are of.
@Suite struct OtherPromptsTests {
  @Test func everyMethodIsMeasuredWithCommandsAndWithout() throws {
    let folder = Scratch.folder("prompts")
    let outcome = try Program.run(
      "OtherPrompts",
      ["--profile", "smoke", "--base", Scratch.base.path, "--output", folder.path])
    try #require(outcome.status == 0, "\(outcome.errors)")
    let results = try ChapterResults(
      contentsOf: folder.appendingPathComponent("OtherPrompts/results.json"))
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

  /// Every claim is of agents that see the commands, in the order it says.
  @Test func claimsAreOfAgentsThatSeeTheCommands() throws {
    let results = try ChapterResults.committed("OtherPrompts")
    func won(_ method: String, _ split: String) throws -> Double {
      try results.mean(\.successRate, method + "+commands", split)
    }
    let expected: [String: Double] = [
      "shown-sft-is-brittle": try won("sft", "L0") - won("sft", "L2"),
      "shown-grpo-generalises-better": try won("grpo", "L2") - won("sft", "L2"),
      "shown-rlvmr-wins": try won("rlvmr", "L2") - won("grpo", "L2"),
      "shown-meta-reasoning-advantage-helps": try won("rlvmr", "L2") - won("grpo-tagged", "L2"),
    ]
    func share(_ rate: (RunResult) -> Double, _ method: String) throws -> Double {
      try results.share(rate, method + "+commands", "L2")
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

  /// What the answer says is with the list minus without, and RLVMR minus GRPO (tags), both with it.
  @Test func theAnswerSubtractsWhatItSays() throws {
    let results = try ChapterResults.committed("OtherPrompts")
    let answer = try #require(results.answer.first)
    func refused(_ method: String) throws -> Double {
      try results.share(\.invalidActionRate, method, "L2")
    }
    for (title, name) in [
      ("GRPO (think)", "grpo"), ("GRPO (tags)", "grpo-tagged"), ("RLVMR", "rlvmr"),
    ] {
      let change =
        try results.mean(\.successRate, name + "+commands", "L2")
        - results.mean(\.successRate, name, "L2")
      #expect(answer.contains("\(title) \(NumberFormat.points.string(change)) ["), "\(name)")
    }
    let less = try refused("rlvmr+commands") - refused("grpo-tagged+commands")
    #expect(answer.contains("refused less often (\(NumberFormat.points.string(less)) ["))
    let with = try #require(answer.range(of: " with it and "))
    let (before, after) = (answer[..<with.lowerBound], answer[with.upperBound...])
    #expect(
      before.contains("(think), \(NumberFormat.percent.string(try refused("grpo+commands"))) ["))
    #expect(after.hasPrefix(NumberFormat.percent.string(try refused("grpo"))))
  }
}
