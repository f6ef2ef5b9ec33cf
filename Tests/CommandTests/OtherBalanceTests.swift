import ChapterSupport
import Foundation
import Notebook
import Testing

/// The chapter of a lighter reward, run for real on a tiny base model in the smoke profile, and what its committed
/// numbers are of.
@Suite struct OtherBalanceTests {
  @Test func theLighterRewardStandsBesideNoneAtOneRate() throws {
    let folder = Scratch.folder("balance")
    let outcome = try Program.run(
      "OtherBalance", ["--profile", "smoke", "--base", Scratch.base.path, "--output", folder.path])
    try #require(outcome.status == 0, "\(outcome.errors)")
    let results = try ChapterResults(
      contentsOf: folder.appendingPathComponent("OtherBalance/results.json"))
    #expect(
      Set(results.runs.map(\.method)) == [
        "cold-start-tagged", "grpo-tagged-fast", "rlvmr", "rlvmr-alpha-0.75",
      ])
    #expect(Set(results.runs.map(\.trainingSet)) == ["seen"])
    #expect(Set(results.runs.map(\.split)) == ["L0", "L1", "L2"])
    #expect(results.claims.isEmpty)
    #expect(results.question == "Does a lighter reward for reasoning win more games?")
    #expect(try #require(results.answer.first).contains("One training of each cannot say."))
  }

  /// The answer's differences are the lighter reward minus none, then minus RLVMR's.
  @Test func theAnswerSubtractsWhatItSays() throws {
    let results = try ChapterResults.committed("OtherBalance")
    let answer = try #require(results.answer.first)
    func won(minus other: String, on split: String) throws -> String {
      try NumberFormat.points.string(
        results.mean(\.successRate, "rlvmr-alpha-0.75", split)
          - results.mean(\.successRate, other, split))
    }
    let parts = answer.components(separatedBy: "Beside RLVMR at α = 0.5")
    try #require(parts.count == 2)
    #expect(try parts[0].contains("games (\(won(minus: "grpo-tagged-fast", on: "L2")) ["))
    #expect(try parts[0].contains("differ by \(won(minus: "grpo-tagged-fast", on: "L0")) ["))
    #expect(try parts[0].contains("on L0 and by \(won(minus: "grpo-tagged-fast", on: "L1")) ["))
    #expect(try parts[1].contains("games (\(won(minus: "rlvmr", on: "L2")) ["))
  }
}
