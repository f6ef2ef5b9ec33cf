import Agent
import ArgumentParser
import ChapterSupport
import Experiments
import Foundation
import Logging
import Methods
import Testing

/// `rlvmr plan` against what the chapters really do.
@Suite struct PlanTests {
  private struct Plan: Decodable {
    struct Job: Decodable {
      var name: String
      var kind: String
      var after: [String]
      var arguments: [String]
      var output: String
      var isDone: Bool
    }
    var jobs: [Job]
  }

  /// The plan of the smoke report that other tests read, as it would be written into a folder.
  private func plan(of folder: URL) throws -> Plan {
    let arguments = ["plan"] + Scratch.reportArguments(into: folder).dropFirst()
    let outcome = try Program.run("rlvmr", arguments + ["--json", "--unmeasured"])
    try #require(outcome.status == 0, "\(outcome.errors)")
    return try JSONDecoder().decode(Plan.self, from: Data(outcome.output.utf8))
  }

  /// Neither a run or an evaluation that the plan lacks, nor one that it lists in vain.
  @Test func aReportMakesExactlyWhatIsPlanned() throws {
    try #require(Scratch.report.outcome?.status == 0, "\(Scratch.report.outcome?.errors ?? "")")
    let plan = try plan(of: Scratch.report.folder)
    let runs = Scratch.report.folder.appendingPathComponent("Report/runs")
    let files = try FileManager.default.subpathsOfDirectory(atPath: runs.path)
    let made = Set(
      files.filter { $0.hasSuffix("/done.json") || $0.hasSuffix(".seal.json") }.map {
        runs.appendingPathComponent($0).path
      })
    let jobs = plan.jobs.filter { $0.kind != "report" }
    #expect(Set(jobs.map(\.output)) == made)
    #expect(jobs.count == made.count)
    #expect(jobs.filter { !$0.isDone }.map(\.name) == [])
  }

  /// So that jobs can be started in this order, each making one thing.
  @Test func nothingIsPlannedTwiceOrBeforeWhatItWaitsFor() throws {
    let jobs = try plan(of: Scratch.folder("planned")).jobs
    var known: Set<String> = []
    for job in jobs {
      #expect(known.isSuperset(of: job.after), "\(job.name)")
      #expect(known.insert(job.name).inserted, "\(job.name)")
      #expect(!job.isDone, "\(job.name)")
    }
    #expect(jobs.last?.kind == "report")
    #expect(jobs.last?.after.count == jobs.count - 1)
    // What starts from another run waits for it, and every evaluation for its run.
    let evaluations = jobs.filter { $0.kind == "evaluation" }
    #expect(!evaluations.isEmpty)
    for job in evaluations { #expect(job.after == [String(job.name.prefix { $0 != "/" })]) }
    let grpo = try #require(jobs.first { $0.name.hasPrefix("grpo-seen-") })
    #expect(grpo.after.first?.hasPrefix("cold-start-think-seen-") == true)
  }

  @Test func aJobsCommandMakesWhatItSays() throws {
    let folder = Scratch.folder("job")
    let job = try #require(try plan(of: folder).jobs.first)
    let outcome = try Program.run("rlvmr", job.arguments)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(FileManager.default.fileExists(atPath: job.output))
    #expect(try plan(of: folder).jobs.first?.isDone == true)
  }

  @Test func whatTakesTooLongIsRefusedWithWhatWouldFit() throws {
    let outcome = try Program.run(
      "rlvmr",
      [
        "plan", "--profile", "full", "--seeds", "1", "--base", Scratch.base.path, "--max-hours",
        "0.001", "--chapters", "Repetition", "--output", Scratch.folder("budget").path,
      ])
    #expect(outcome.status != 0)
    #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
    #expect(outcome.errors.contains("more than --max-hours 0.001"))
    #expect(outcome.errors.contains("--profile smoke ("))
  }

  /// Nobody runs the full profile in a test, or hours of a pretrained agent. So their runs are made up: under the
  /// names and settings that the plan gives them stand the numbers of a smoke report's. Reading them, the chapters
  /// go through all that they do with these options, and stop where they ask for what they do not declare, or
  /// leave out what they do.
  @Test(arguments: try ChapterSources.all().map(\.name), [Profile.full, .main, .quick])
  func whatNoTestTrainsIsMeasuredExactlyAsDeclared(chapter: String, profile: Profile) throws {
    try #require(Scratch.report.outcome?.status == 0, "\(Scratch.report.outcome?.errors ?? "")")
    let folder = Scratch.folder("made-up")
    let agent =
      profile == .quick
      ? ["--agent", try Scratch.randomLlama().path] : ["--base", Scratch.base.path]
    let arguments =
      ["--profile", profile.rawValue, "--seeds", "1", "--output", folder.path] + agent
    let told = try Program.run(chapter, arguments + ["--needs"])
    try #require(told.status == 0, "\(told.errors)")
    let lists = try JSONDecoder().decode([NeededMeasurements].self, from: Data(told.output.utf8))
    if profile == .quick { checkBrief(lists.flatMap(\.needs)) }
    let options = try ExperimentOptions.parse(arguments)
    let runs = try makeUp(lists.flatMap(\.needs), options.store())
    let archive = folder.appendingPathComponent("made-up.tar.gz")
    _ = try RecordedRuns.record(runs, into: archive)
    let outcome = try Program.run(chapter, arguments + ["--recorded", archive.path])
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  /// The profile of the main methods is the quick one with more of everything. It asks for the same, and for one
  /// control that the quick one has no time for.
  @Test(arguments: try ChapterSources.all().map(\.name))
  func theMainMethodsAreThoseOfTheQuickProfile(chapter: String) throws {
    func needs(_ profile: Profile) throws -> [Need] {
      let told = try Program.run(
        chapter, ["--profile", profile.rawValue, "--seeds", "1", "--needs"])
      try #require(told.status == 0, "\(told.errors)")
      return try JSONDecoder().decode([NeededMeasurements].self, from: Data(told.output.utf8))
        .flatMap(\.needs)
    }
    let control = Method.grpoSlowStart.name
    #expect(try needs(.main).filter { $0.method != control } == needs(.quick))
  }

  /// Arms cost most of the full profile and are varied from methods that have more seeds.
  @Test func armsHaveThreeOfTheSeedsAndWhatTheyVaryHasThemBeside() throws {
    let told = try Program.run(
      "IsItReal", ["--profile", "full", "--seeds", "4,2,5,1", "--needs"])
    try #require(told.status == 0, "\(told.errors)")
    let lists = try JSONDecoder().decode([NeededMeasurements].self, from: Data(told.output.utf8))
    try #require(lists.count == 2)
    #expect(lists.map(\.seeds) == [[4, 2, 5, 1], [4, 2, 5]])
    let methods = lists.map { Set($0.needs.map(\.method)) }
    #expect(methods[0].contains("rlvmr") && !methods[0].contains("rlvmr-form-only"))
    #expect(methods[1].isSuperset(of: ["rlvmr", "rlvmr-form-only", "grpo+free-form"]))
    // Nothing of them in the quick profile.
    let quick = try Program.run("IsItReal", ["--needs"])
    #expect(
      try JSONDecoder().decode([NeededMeasurements].self, from: Data(quick.output.utf8)).count == 1)
  }

  /// Two hours have room for one cold start, what begins there, and SFT on the same categories.
  private func checkBrief(_ needs: [Need]) {
    let methods = Set(needs.map(\.method))
    #expect(methods.isSubset(of: ["cold-start-tagged", "sft", "grpo-tagged", "rlvmr"]))
    #expect(needs.allSatisfy { $0.trainingSet == .seenCategories && $0.split != .gamesOfL2 })
  }

  /// Finished runs and evaluations with borrowed curves and transcripts.
  private func makeUp(_ needs: [Need], _ store: RunStore) throws -> [URL] {
    let smoke = Scratch.report.folder.appendingPathComponent("Report/runs")
    let names = try FileManager.default.subpathsOfDirectory(atPath: smoke.path).sorted()
    func borrowed(_ isRight: (String) -> Bool) throws -> RunFolderAndFile {
      let found = names.first(where: isRight)
      let name = try #require(found)
      let parts = name.split(separator: "/").map(String.init)
      return RunFolderAndFile(
        run: try RunFolder(at: smoke.appendingPathComponent(parts[0])), file: parts[1])
    }
    var made: Set<URL> = []
    for need in needs {
      let method = try #require(Method(named: need.method))
      let chain = try store.planned(method, seed: 1, trainOn: need.trainingSet)
      for planned in chain {
        let run = try RunFolder(at: store.folder.appendingPathComponent(planned.name))
        if !made.insert(run.url).inserted { continue }
        let family = planned.method.reinforcement == nil ? "sft-" : "rlvmr-seen-"
        let curve = try borrowed { $0.hasPrefix(family) && $0.hasSuffix("/metrics.jsonl") }
        try run.write(planned.specification, to: "config.json")
        try run.write(RunEnvironment.current, to: "environment.json")
        try Data(contentsOf: curve.run.file(curve.file)).write(to: run.file("metrics.jsonl"))
        try RunSeal.seal(run, key: planned.specification.key())
      }
      let run = try #require(chain.last)
      let episodes = try borrowed {
        $0.contains("/evaluation-\(need.split.rawValue)-") && $0.hasSuffix(".jsonl")
          && !$0.contains("-seen-rooms") == (need.split != .unseenCategoriesSeenRooms)
          && !$0.contains("-L2-games-") == (need.split != .gamesOfL2)
      }
      let specification = run.specification
      let settings = store.settings.evaluation
      try SealedEvaluation(
        in: RunFolder(at: store.folder.appendingPathComponent(run.name)), split: need.split,
        settings: settings
      ).write(
        episodes.run.lines(Transcript.self, of: episodes.file),
        for: EvaluationSpecification(
          model: "made up", rules: specification.rules, split: need.split,
          trainingSet: specification.trainingSet, settings: settings, seed: specification.seed,
          games: "", build: specification.build))
    }
    return made.sorted { $0.path < $1.path }
  }

  private struct RunFolderAndFile {
    var run: RunFolder
    var file: String
  }
}
