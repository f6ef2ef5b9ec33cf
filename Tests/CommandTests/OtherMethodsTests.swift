import ChapterSupport
import Foundation
import Notebook
import Testing

/// The chapter of other methods and other rules, run for real on a tiny base model in the smoke profile, and what its
/// committed numbers are of.
@Suite struct OtherMethodsTests {
  @Test func everyVariantStandsBesideTheSameAgentUnpaid() throws {
    let folder = Scratch.folder("methods")
    let outcome = try Program.run(
      "OtherMethods", ["--profile", "smoke", "--base", Scratch.base.path, "--output", folder.path])
    try #require(outcome.status == 0, "\(outcome.errors)")
    let results = try ChapterResults(
      contentsOf: folder.appendingPathComponent("OtherMethods/results.json"))
    #expect(
      Set(results.runs.map(\.method)) == [
        "grpo", "gigpo", "filtered-imitation", "grpo-tagged-fast", "rlvmr",
        "grpo-tagged-fast+free-form", "released", "rlvmr-monitor-paid", "rlvmr+free-form",
        "rlvmr-format-as-written+free-form", "rlvmr-released-rewards",
        "rlvmr-released-comparisons", "released-unpaid-explore", "released-unpaid-reflection",
        "rlvmr-one-failure", "rlvmr-any-correction",
      ])
    #expect(Set(results.runs.map(\.trainingSet)) == ["seen"])
    // What the decoder holds is well formed, however little was learned; what it does not is not.
    for run in results.runs {
      #expect(
        (run.malformedRate ?? .nan > 0) == run.method.hasSuffix("+free-form"), "\(run.method)")
    }
    #expect(results.claims.map(\.verdict) == [.notTested])
    #expect(results.claims.first?.paper.value.map { abs($0 - 0.164) < 1e-9 } == true)
    #expect(try #require(results.answer.first).contains("One training of each cannot say."))
  }

  @Test func theFormCannotBeAskedForTwice() throws {
    let outcome = try Program.run("OtherMethods", ["--form", "held"])
    #expect(outcome.status != 0)
    #expect(outcome.errors.contains("--form: this chapter trains with the form held"))
  }

  /// Games won are each method's minus RLVMR's, refusals each reading's minus the same agent unpaid.
  @Test func theAnswerSubtractsWhatItSays() throws {
    let results = try ChapterResults.committed("OtherMethods")
    let answer = try #require(results.answer.first)
    for (name, method) in [("GiGPO", "gigpo"), ("Filtered imitation", "filtered-imitation")] {
      let rest = try #require(answer.range(of: "minus RLVMR's: ")).upperBound
      let clause = try answer[
        #require(answer.range(of: "\(name) ", range: rest..<answer.endIndex)).upperBound...
      ].prefix(while: { $0 != ";" })
      for split in ["L0", "L1", "L2"] {
        let difference = try NumberFormat.points.string(
          results.mean(\.successRate, method, split) - results.mean(\.successRate, "rlvmr", split))
        let place = try #require(clause.range(of: " on \(split)"))
        #expect(clause[..<place.lowerBound].contains("\(difference) ["), "\(name), \(split)")
      }
    }
    for (words, method, unpaid) in [
      ("as the report has it", "rlvmr", "grpo-tagged-fast"),
      ("by the released program's rules", "released", "grpo-tagged-fast"),
      ("with monitor paid", "rlvmr-monitor-paid", "grpo-tagged-fast"),
      ("with every answer's form free", "rlvmr+free-form", "grpo-tagged-fast+free-form"),
      (
        "where the paper's text has it", "rlvmr-format-as-written+free-form",
        "grpo-tagged-fast+free-form"
      ),
      ("paid after one failure", "rlvmr-one-failure", "grpo-tagged-fast"),
      ("paid for any other command", "rlvmr-any-correction", "grpo-tagged-fast"),
    ] {
      let difference = try NumberFormat.points.string(
        results.share(\.invalidActionRate, method, "L2")
          - results.share(\.invalidActionRate, unpaid, "L2"))
      #expect(answer.contains("\(words) \(difference) ["), "\(words): \(difference)")
    }
  }

  /// Each half of the released rules minus neither, and the program without explore's reward minus the program.
  @Test func theHalvesOfTheReleasedRulesStandBesideTheAgentTheySay() throws {
    let results = try ChapterResults.committed("OtherMethods")
    let answer = try #require(results.answer.dropFirst().first)
    for (words, method, other) in [
      ("its rewards alone ", "rlvmr-released-rewards", "rlvmr"),
      ("its comparisons alone ", "rlvmr-released-comparisons", "rlvmr"),
      ("both ", "released", "rlvmr"),
      ("without explore's reward ", "released-unpaid-explore", "released"),
      ("without reflection's reward ", "released-unpaid-reflection", "released"),
    ] {
      let all = try NumberFormat.points.string(
        results.share({ $0.repetitiveActionRateAllSteps ?? .nan }, method, "L2")
          - results.share({ $0.repetitiveActionRateAllSteps ?? .nan }, other, "L2"))
      let possible = try NumberFormat.points.string(
        results.share(\.repetitiveActionRate, method, "L2")
          - results.share(\.repetitiveActionRate, other, "L2"))
      let numbers = answer.components(separatedBy: words).dropFirst()
      #expect(numbers.count == 2, "\(words)")
      #expect(numbers.first?.hasPrefix("\(all) [") == true, "\(words)\(all)")
      #expect(numbers.last?.hasPrefix("\(possible) [") == true, "\(words)\(possible)")
    }
  }

  /// Each other reading of reflection minus the report's, then minus no reward for reasoning.
  @Test func theOtherReadingsOfReflectionStandBesideOursAndBesideNone() throws {
    let results = try ChapterResults.committed("OtherMethods")
    let answers = results.answer.suffix(2)
    for (answer, method) in zip(answers, ["rlvmr-one-failure", "rlvmr-any-correction"]) {
      let halves = answer.components(separatedBy: "minus no reward for reasoning: ")
      try #require(halves.count == 2)
      for (half, other) in zip(halves, ["rlvmr", "grpo-tagged-fast"]) {
        let refused = try NumberFormat.points.string(
          results.share(\.invalidActionRate, method, "L2")
            - results.share(\.invalidActionRate, other, "L2"))
        #expect(half.contains("refused \(refused) ["), "\(method), \(other): \(refused)")
      }
    }
  }
}
