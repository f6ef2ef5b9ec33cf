import Agent
import ChapterSupport
import Experiments
import Foundation
import HouseholdWorld
import Notebook
import Testing

/// The chapter of other held-out pairs, run for real in the smoke profile, then read from its archive in a place
/// that has no base models, as a clone has none.
@Suite struct OtherPairsTests {
  @Test func everyPairIsTrainedFromBasesThatLackItsActs() throws {
    let folder = Scratch.folder("pairs")
    let place = ["--profile", "smoke", "--output", folder.path]
    let trained = try Program.run("OtherPairs", place)
    try #require(trained.status == 0, "\(trained.errors)")

    for set in ChapterOptions.pairs where set != .seenCategories {
      let settings = try JSONDecoder().decode(
        PretrainingSettings.self,
        from: Data(
          contentsOf: folder.appendingPathComponent("bases/\(set.rawValue)/1/settings.json")))
      #expect(settings.family.rawValue == set.rawValue)
      #expect(settings.seed == 1)
    }
    let file = folder.appendingPathComponent("OtherPairs/results.json")
    let results = try ChapterResults(contentsOf: file)
    for set in ChapterOptions.pairs {
      let runs = results.runs.filter { $0.trainingSet == set.rawValue }
      #expect(
        Set(runs.map(\.method)) == [
          "cold-start-tagged", "sft", "grpo-tagged", "grpo-tagged-fast", "rlvmr",
          "rlvmr-alpha-0.75", "released",
        ])
      // What it plays on L2 is of its own two categories.
      for run in runs where run.split == "L2" {
        let played = Set((run.successByCategory ?? [:]).keys)
        #expect(!played.isEmpty && played.isSubset(of: set.heldOut.map(\.rawValue)))
      }
    }
    #expect(results.claims.count == 6)
    #expect(results.claims.allSatisfy { $0.verdict == .notTested })
    #expect(results.answer.count == 1)

    let archive = folder.appendingPathComponent("kept.tar.gz")
    let kept = try Program.run(
      "rlvmr",
      [
        "record", "--chapter", "OtherPairs", "--runs", folder.appendingPathComponent("runs").path,
        "--into", archive.path,
      ])
    try #require(kept.status == 0, "\(kept.errors)")
    #expect(kept.output == "recorded the 21 runs of OtherPairs\n")
    let elsewhere = Scratch.folder("pairs-read")
    let read = try Program.run(
      "OtherPairs",
      ["--profile", "smoke", "--output", elsewhere.path, "--recorded", archive.path])
    try #require(read.status == 0, "\(read.errors)")
    #expect(
      !FileManager.default.fileExists(atPath: elsewhere.appendingPathComponent("bases").path))
    let again = try ChapterResults(
      contentsOf: elsewhere.appendingPathComponent("OtherPairs/results.json"))
    #expect(again.runs == results.runs)
    #expect(again.answer == results.answer)
  }

  /// A claim's number is the mean over pairs of one method's mean less the other's, in the order the claim has them:
  /// recomputed from the rows of the committed runs, which every seed enters with as many games.
  @Test func claimsSubtractWhatTheySay() throws {
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    func expect(
      _ id: String, of results: ChapterResults, _ first: (method: String, split: String),
      minus second: (method: String, split: String)
    ) throws {
      let difference = mean(
        Set(results.runs.map(\.trainingSet)).map { set in
          func won(_ cell: (method: String, split: String)) -> Double {
            mean(
              results.runs.filter {
                $0.trainingSet == set && $0.method == cell.method && $0.split == cell.split
              }.map(\.successRate))
          }
          return won(first) - won(second)
        })
      let claim = try #require(results.claims.first { $0.id == id })
      #expect(abs(try #require(claim.measured.value) - difference) < 1e-9, "\(id)")
    }
    let pairs = try ChapterResults.committed("OtherPairs")
    try expect("pairs-sft-is-brittle", of: pairs, ("sft", "L0"), minus: ("sft", "L2"))
    try expect(
      "pairs-grpo-generalises-better", of: pairs, ("grpo-tagged", "L2"), minus: ("sft", "L2"))
    try expect(
      "pairs-meta-reasoning-advantage-helps", of: pairs, ("rlvmr", "L2"),
      minus: ("grpo-tagged", "L2"))
    let rewards = try ChapterResults.committed("OtherRewards")
    try expect(
      "outcome-advantage-helps", of: rewards, ("rlvmr", "L2"),
      minus: ("rlvmr-without-outcome", "L2"))
    try expect(
      "cold-start-helps", of: rewards, ("rlvmr", "L2"), minus: ("rlvmr-from-base", "L2"))
  }

  /// The answer's lists of differences are beside GRPO (tags) at its own rate, then at RLVMR's, then of a lighter reward
  /// and of the released rules, which the paper's pair suggested and does not test.
  @Test func theAnswerComparesWhatItSays() throws {
    let results = try ChapterResults.committed("OtherPairs")
    var rest = try #require(results.answer.first)[...]
    for (words, first, second, pairs) in [
      ("beside GRPO (tags): ", "rlvmr", "grpo-tagged", ChapterOptions.pairs),
      ("at RLVMR's rate: ", "rlvmr", "grpo-tagged-fast", ChapterOptions.pairs),
      (
        "beside the same: ", "rlvmr-alpha-0.75", "grpo-tagged-fast",
        ChapterOptions.pairs.filter { $0 != .seenCategories }
      ),
      (
        "beside the same start and rate: ", "released", "grpo-tagged-fast",
        ChapterOptions.pairs.filter { $0 != .seenCategories }
      ),
    ] {
      let differences = pairs.map { set in
        func won(_ method: String) -> Double {
          let rows = results.runs.filter {
            $0.trainingSet == set.rawValue && $0.method == method && $0.split == "L2"
          }
          return rows.map(\.successRate).reduce(0, +) / Double(rows.count)
        }
        return won(first) - won(second)
      }
      let mean = differences.reduce(0, +) / Double(differences.count)
      rest = try rest[#require(rest.range(of: words)).upperBound...]
      let clause = rest.prefix(while: { $0 != ";" })
      #expect(clause.contains("games (\(NumberFormat.points.string(mean)) ["), "\(first): \(mean)")
    }
  }

  @Test func aChapterThatUsedNoRunsCannotBeRecorded() throws {
    let runs = Scratch.folder("unused")
    try FileManager.default.createDirectory(at: runs, withIntermediateDirectories: true)
    let outcome = try Program.run(
      "rlvmr",
      ["record", "--chapter", "OtherPairs", "--runs", runs.path, "--into", runs.path + ".tar.gz"])
    #expect(outcome.status != 0)
    #expect(outcome.errors.contains("run the chapter first"))
  }

  @Test func aBaseModelOfOnesOwnIsRefused() throws {
    let outcome = try Program.run("OtherPairs", ["--base", "elsewhere"])
    #expect(outcome.status != 0)
    #expect(outcome.errors.contains("--base"))
  }
}
