import ChapterSupport
import Foundation
import Notebook
import Testing

/// The chapter of other rewards, run for real on a tiny base model in the smoke profile.
@Suite struct OtherRewardsTests {
  @Test func everyArmStandsBesideRLVMROnTheSameCategories() throws {
    let folder = Scratch.folder("rewards")
    let outcome = try Program.run(
      "OtherRewards",
      ["--profile", "smoke", "--base", Scratch.base.path, "--output", folder.path])
    try #require(outcome.status == 0, "\(outcome.errors)")
    let results = try ChapterResults(
      contentsOf: folder.appendingPathComponent("OtherRewards/results.json"))
    #expect(
      Set(results.runs.map(\.method)) == [
        "cold-start-tagged", "grpo-tagged", "rlvmr", "rlvmr-charged", "rlvmr-novel",
        "rlvmr-form-only", "rlvmr-without-outcome", "rlvmr-from-base",
      ])
    // An arm that had trained on more categories would not differ in its reward alone.
    #expect(Set(results.runs.map(\.trainingSet)) == ["seen"])
    #expect(results.claims.map(\.id) == ["outcome-advantage-helps", "cold-start-helps"])
    #expect(results.claims.allSatisfy { $0.verdict == .notTested })
    // Both rewards of ours are judged, and none is said to beat anything by one training.
    let answer = try #require(results.answer.first)
    for name in ["*charged* beside RLVMR", "*novel* beside RLVMR"] {
      #expect(answer.contains(name))
    }
    #expect(!answer.contains("beats"))
    #expect(answer.contains("One training of each cannot say."))
  }
}
