import ChapterSupport
import Foundation
import Notebook
import Testing

/// The chapter of other starts, run for real on a tiny base model in the smoke profile, and what its committed numbers
/// are of.
@Suite struct OtherStartsTests {
  @Test func eachFormStartsAtBothRates() throws {
    let folder = Scratch.folder("starts")
    let outcome = try Program.run(
      "OtherStarts", ["--profile", "smoke", "--base", Scratch.base.path, "--output", folder.path])
    try #require(outcome.status == 0, "\(outcome.errors)")
    let results = try ChapterResults(
      contentsOf: folder.appendingPathComponent("OtherStarts/results.json"))
    #expect(
      Set(results.runs.map(\.method)) == [
        "cold-start-think", "cold-start-think-slow", "cold-start-tagged", "cold-start-tagged-fast",
        "grpo", "grpo-slow-start", "grpo-tagged", "grpo-tagged-fast-start", "grpo-tagged-fast",
      ])
    #expect(Set(results.runs.map(\.trainingSet)) == ["seen"])
    #expect(results.claims.isEmpty)
    #expect(try #require(results.answer.first).contains("One training of each cannot say."))
  }

  /// The released games' report says the same of GRPO and RLVMR beside the slower start, each minus it.
  @Test func theReportSubtractsTheSlowerStart() throws {
    let results = try ChapterResults.committed("ALFWorld/IsItReal")
    let answer = try #require(
      results.answer.first { $0.contains("from a start at the tags' rate") })
    let rest = try #require(answer.components(separatedBy: "from a start at the tags' rate").last)
    for method in ["grpo-tagged", "rlvmr"] {
      let difference = try NumberFormat.points.string(
        results.mean(\.successRate, method, "L2")
          - results.mean(\.successRate, "grpo-slow-start", "L2"))
      #expect(rest.contains("games (\(difference) ["), "\(method): \(difference)")
    }
  }

  /// The answer's differences are tags minus thoughts, and slower minus faster, of the starts it names.
  @Test func theAnswerSubtractsWhatItSays() throws {
    let results = try ChapterResults.committed("OtherStarts")
    let answer = try #require(results.answer.first)
    for (words, first, second) in [
      ("from starts at their own rates", "grpo-tagged", "grpo"),
      ("both from starts at 0.0005", "grpo-tagged", "grpo-slow-start"),
      ("both from starts at 0.001", "grpo-tagged-fast-start", "grpo"),
      ("both from starts at 0.0005,", "grpo-tagged-fast", "grpo-slow-start"),
      ("changes games won by", "grpo-slow-start", "grpo"),
      ("without tags and by", "grpo-tagged", "grpo-tagged-fast-start"),
    ] {
      let difference = try NumberFormat.points.string(
        results.mean(\.successRate, first, "L2") - results.mean(\.successRate, second, "L2"))
      #expect(answer.contains("\(words) \(difference) ["), "\(words): \(difference)")
    }
  }
}
