import ChapterSupport
import Foundation
import Notebook
import Testing

/// The chapter of a lighter reward and of the released rules, run for real on a tiny base model in the smoke profile, and what its committed
/// numbers are of.
@Suite struct OtherBalanceTests {
  @Test func everyArmStandsBesideNoneAtOneRate() throws {
    let folder = Scratch.folder("balance")
    let outcome = try Program.run(
      "OtherBalance", ["--profile", "smoke", "--base", Scratch.base.path, "--output", folder.path])
    try #require(outcome.status == 0, "\(outcome.errors)")
    let results = try ChapterResults(
      contentsOf: folder.appendingPathComponent("OtherBalance/results.json"))
    #expect(
      Set(results.runs.map(\.method)) == [
        "cold-start-tagged", "grpo-tagged-fast", "rlvmr", "rlvmr-alpha-0.75", "released",
        "rlvmr-released-rewards", "rlvmr-any-correction",
      ])
    #expect(Set(results.runs.map(\.trainingSet)) == ["seen"])
    #expect(Set(results.runs.map(\.split)) == ["L0", "L1", "L2"])
    #expect(results.claims.isEmpty)
    #expect(
      results.answer.map { $0.prefix(while: { $0 != ":" }) }
        == [
          "**A lighter reward", "**The released program's rules", "*The released rewards alone",
          "*Reflection paid for any other command",
        ])
    #expect(results.answer.allSatisfy { $0.contains("one training of each cannot say.") })
  }

  /// Why these are tried is told in two sentences: elsewhere each won more games than the paper's.
  @Test func eachArmWonMoreWhereItWasFound() throws {
    for (chapter, arm) in [("OtherWeights", "rlvmr-alpha-0.75"), ("OtherMethods", "released")] {
      let found = try ChapterResults.committed(chapter)
      for split in ["L0", "L2"] {
        #expect(
          try found.mean(\.successRate, arm, split) > found.mean(\.successRate, "rlvmr", split))
      }
    }
  }

  /// That it is the pay which stops repeats is told of where it was found.
  @Test func theReleasedRewardsAloneRepeatedLessWhereTheyWereFound() throws {
    let answer = try #require(ChapterResults.committed("OtherMethods").answer.dropFirst().first)
    #expect(
      answer.contains(
        "it is what steps are paid for that stops repeats of commands, refused ones counted."))
  }

  /// So it is that the word "possible" makes the difference where it was found.
  @Test func anyCorrectionRepeatedLessWhereItWasFound() throws {
    let answer = try #require(ChapterResults.committed("OtherMethods").answer.last)
    #expect(answer.contains("repeats possible actions less often; repeats itself less often"))
  }

  /// An answer's differences are its arm minus none, then minus RLVMR's.
  @Test func theAnswersSubtractWhatTheySay() throws {
    let results = try ChapterResults.committed("OtherBalance")
    let arms = ["rlvmr-alpha-0.75", "released", "rlvmr-released-rewards", "rlvmr-any-correction"]
    try #require(results.answer.count == arms.count)
    for (answer, arm) in zip(results.answer, arms) {
      func won(minus other: String, on split: String) throws -> String {
        try NumberFormat.points.string(
          results.mean(\.successRate, arm, split) - results.mean(\.successRate, other, split))
      }
      let (possible, all) = try (
        results.share(\.repetitiveActionRate, arm, "L2")
          - results.share(\.repetitiveActionRate, "grpo-tagged-fast", "L2"),
        results.share({ $0.repetitiveActionRateAllSteps ?? .nan }, arm, "L2")
          - results.share({ $0.repetitiveActionRateAllSteps ?? .nan }, "grpo-tagged-fast", "L2")
      )
      // A side that is told is that of the difference.
      #expect(!answer.contains("possible actions: \(possible > 0 ? "fewer" : "more");"))
      #expect(!answer.contains("refused commands: \(all > 0 ? "fewer" : "more")."))
      let parts = answer.components(separatedBy: "Beside RLVMR as this report has it")
      try #require(parts.count == 2)
      for (part, other) in zip(parts, ["grpo-tagged-fast", "rlvmr"]) {
        #expect(try part.contains("games (\(won(minus: other, on: "L2")) ["))
        #expect(try part.contains("differ by \(won(minus: other, on: "L0")) ["))
        #expect(try part.contains("on L0 and by \(won(minus: other, on: "L1")) ["))
      }
    }
  }
}
