import ChapterSupport
import Foundation
import Notebook
import Testing

/// The chapter of single tags and of weights, run for real on a tiny base model in the smoke profile, and what its
/// committed numbers are of.
@Suite struct OtherWeightsTests {
  private static let paid = ["planning", "explore", "reflection"]
  private static let tags = ["planning", "explore", "reflection", "monitor"]

  @Test func everyTagIsLeftOutAndEveryWeightTried() throws {
    let folder = Scratch.folder("weights")
    let outcome = try Program.run(
      "OtherWeights", ["--profile", "smoke", "--base", Scratch.base.path, "--output", folder.path])
    try #require(outcome.status == 0, "\(outcome.errors)")
    let results = try ChapterResults(
      contentsOf: folder.appendingPathComponent("OtherWeights/results.json"))
    #expect(
      Set(results.runs.map(\.method))
        == Set(
          ["cold-start-tagged", "rlvmr"]
            + Self.tags.flatMap { ["cold-start-without-\($0)", "rlvmr-without-\($0)"] }
            + Self.paid.map { "rlvmr-unpaid-\($0)" }
            + ["0", "0.25", "0.75", "1"].map { "rlvmr-alpha-\($0)" }))
    #expect(Set(results.runs.map(\.trainingSet)) == ["seen"])
    #expect(Set(results.runs.map(\.split)) == ["L0", "L2"])
    #expect(results.claims.isEmpty)
    #expect(
      try #require(results.answer.first).contains(
        "One training of each cannot say which tag's does."))
  }

  /// The answer's differences are without a tag or its pay minus RLVMR, and the reward of tags alone minus none of it.
  @Test func theAnswerSubtractsWhatItSays() throws {
    let results = try ChapterResults.committed("OtherWeights")
    let answer = try #require(results.answer.first)
    func refused(_ method: String) throws -> Double {
      try results.share(\.invalidActionRate, method, "L2")
    }
    // Those that are not paid for a tag stand before those that lack it.
    let parts = answer.components(separatedBy: "missing altogether: ")
    try #require(parts.count == 2)
    for (part, arm, tags) in [
      (parts[0], "rlvmr-unpaid", Self.paid), (parts[1], "rlvmr-without", Self.tags),
    ] {
      for tag in tags {
        let difference = try NumberFormat.points.string(
          refused("\(arm)-\(tag)") - refused("rlvmr"))
        #expect(part.contains("*\(tag)* \(difference) ["), "\(arm)-\(tag): \(difference)")
      }
    }
    let less = try NumberFormat.points.string(refused("rlvmr-alpha-0") - refused("rlvmr-alpha-1"))
    let won = try NumberFormat.points.string(
      results.mean(\.successRate, "rlvmr-alpha-0", "L0")
        - results.mean(\.successRate, "rlvmr-alpha-1", "L0"))
    #expect(parts[1].contains("they change by \(less) ["), "\(less)")
    #expect(parts[1].contains("games won on L0 by \(won) ["), "\(won)")
    for (words, arm) in [
      ("*explore* not paid", "rlvmr-unpaid-explore"), ("α = 0.75", "rlvmr-alpha-0.75"),
    ] {
      let more = try NumberFormat.points.string(
        results.mean(\.successRate, arm, "L0") - results.mean(\.successRate, "rlvmr", "L0"))
      #expect(parts[1].contains("\(words) \(more) ["), "\(more)")
    }
  }
}
