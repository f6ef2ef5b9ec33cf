import Agent
import ChapterSupport
import Experiments
import Foundation
import Notebook
import Testing

/// The chapter of new base models, run for real in the smoke profile, then read from its archive in a place that has
/// none of them, and what its committed numbers are of.
@Suite struct OtherSeedsTests {
  @Test func newSeedsStartFromBasesOfTheirOwnAtOneRate() throws {
    let folder = Scratch.folder("seeds")
    let trained = try Program.run(
      "OtherSeeds", ["--profile", "smoke", "--output", folder.path])
    try #require(trained.status == 0, "\(trained.errors)")

    let settings = try JSONDecoder().decode(
      PretrainingSettings.self,
      from: Data(contentsOf: folder.appendingPathComponent("bases/new/6/settings.json")))
    #expect(settings.family == .shipped)
    #expect(settings.seed == 6)
    let results = try ChapterResults(
      contentsOf: folder.appendingPathComponent("OtherSeeds/results.json"))
    func methods(_ seed: Int) -> Set<String> {
      Set(results.runs.filter { $0.seed == seed }.map(\.method))
    }
    #expect(Set(results.runs.map(\.seed)) == [1, 6])
    #expect(
      methods(1) == [
        "sft", "grpo", "rlvmr", "cold-start-think", "grpo-tagged", "grpo-slow-start",
      ])
    #expect(
      methods(6) == [
        "cold-start-think-slow", "cold-start-tagged", "sft", "grpo-slow-start", "grpo-tagged",
        "rlvmr",
      ])
    #expect(Set(results.runs.map(\.trainingSet)) == ["seen"])
    #expect(results.claims.allSatisfy { $0.verdict == .notTested })
    #expect(try #require(results.answer.first).contains("One training of each cannot say."))

    let archive = folder.appendingPathComponent("kept.tar.gz")
    let kept = try Program.run(
      "rlvmr",
      [
        "record", "--chapter", "OtherSeeds", "--runs", folder.appendingPathComponent("runs").path,
        "--into", archive.path,
      ])
    try #require(kept.status == 0, "\(kept.errors)")
    let elsewhere = Scratch.folder("seeds-read")
    let read = try Program.run(
      "OtherSeeds",
      ["--profile", "smoke", "--output", elsewhere.path, "--recorded", archive.path])
    try #require(read.status == 0, "\(read.errors)")
    let again = try ChapterResults(
      contentsOf: elsewhere.appendingPathComponent("OtherSeeds/results.json"))
    #expect(again.runs == results.runs)
    #expect(again.answer == results.answer)
  }

  @Test func aBaseModelOfOnesOwnIsRefused() throws {
    let outcome = try Program.run("OtherSeeds", ["--base", "elsewhere"])
    #expect(outcome.status != 0)
    #expect(outcome.errors.contains("--base"))
  }

  /// The claims are the report's but for the one that needs a second training, in its order.
  @Test func theClaimsAreTheReports() throws {
    let report = try ["Repetition", "Brittleness", "ClosingTheGap"].flatMap {
      try ChapterResults.committed("ALFWorld/\($0)").claims
    }.filter { $0.id != "sft-is-brittle-on-matched-games" }
    let claims = try ChapterResults.committed("OtherSeeds").claims
    #expect(claims.map(\.id) == report.map(\.id))
    #expect(claims.map(\.statement) == report.map(\.statement))
    #expect(claims.map(\.paper.value) == report.map(\.paper.value))
    #expect(claims.map(\.rule) == report.map(\.rule))
  }

  /// What is judged is of the new seeds alone, beside GRPO from the slower start.
  @Test func theClaimsAreOfTheNewSeeds() throws {
    let results = try ChapterResults.committed("OtherSeeds")
    let new = results.of(seeds: 6...10)
    func won(_ method: String, _ split: String) throws -> Double {
      try new.mean(\.successRate, method, split)
    }
    func refused(_ method: String) throws -> Double {
      try new.share(\.invalidActionRate, method, "L2")
    }
    let expected = [
      "grpo-succeeds": try won("grpo-slow-start", "L2") - won("cold-start-think-slow", "L2"),
      "sft-is-brittle": try won("sft", "L0") - won("sft", "L2"),
      "grpo-generalises-better": try won("grpo-slow-start", "L2") - won("sft", "L2"),
      "sft-is-efficient-L2": try refused("sft") - refused("grpo-slow-start"),
      "rlvmr-wins-L0": try won("rlvmr", "L0") - won("grpo-slow-start", "L0"),
      "rlvmr-wins-L2": try won("rlvmr", "L2") - won("grpo-slow-start", "L2"),
      "rlvmr-errs-less-L2": try refused("rlvmr") - refused("grpo-slow-start"),
      "meta-reasoning-advantage-helps": try won("rlvmr", "L2") - won("grpo-tagged", "L2"),
    ]
    for (id, difference) in expected {
      let claim = try #require(results.claims.first { $0.id == id })
      #expect(abs(try #require(claim.measured.value) - difference) < 1e-9, "\(id)")
    }
  }

  /// The answer's differences are as recorded, with the slower start, with new seeds, and over all, in this order.
  @Test func theAnswerSubtractsWhatItSays() throws {
    let results = try ChapterResults.committed("OtherSeeds")
    let (old, new) = (results.of(seeds: 1...5), results.of(seeds: 6...10))
    var rest = results.answer.joined(separator: " ")[...]
    for (words, some, other) in [
      ("games won on L2: ", old, "grpo"), ("at 0.001; ", old, "grpo-slow-start"),
      ("tags' rate, 0.0005; ", new, "grpo-slow-start"),
      ("and that rate; ", results, "grpo-slow-start"),
      ("RLVMR minus GRPO (tags): ", new, "grpo-tagged"),
      ("with new base models, ", results, "grpo-tagged"),
      ("beside GRPO: ", new, "grpo-slow-start"), ("Beside GRPO (tags): ", new, "grpo-tagged"),
    ] {
      let difference = try NumberFormat.points.string(
        some.mean(\.successRate, "rlvmr", "L2") - some.mean(\.successRate, other, "L2"))
      rest = try rest[#require(rest.range(of: words), "\(words)").upperBound...]
      let clause = rest.prefix(while: { $0 != ";" && $0 != "]" })
      #expect(clause.contains("\(difference) ["), "\(words): \(difference)")
    }
  }
}

extension ChapterResults {
  /// The same with the rows of some seeds alone.
  fileprivate func of(seeds: ClosedRange<Int>) -> ChapterResults {
    var some = self
    some.runs = runs.filter { seeds.contains($0.seed) }
    return some
  }
}
