import Agent
import EpisodeViewer
import Experiments
import Foundation
import MetaReasoning
import Testing

/// Beside each evaluated episode stands a command that shows that very episode.
@Suite struct ReplayTests {
  /// The built program, beside these tests.
  private static let rlvmr: URL = {
    let beside = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appendingPathComponent("rlvmr")
    let isBeside = FileManager.default.isExecutableFile(atPath: beside.path)
    return isBeside ? beside : root.appendingPathComponent(".build/release/rlvmr")
  }()

  /// What the page says of one game of an evaluation.
  private func shown(
    _ evaluation: FinishedEvaluation, of run: RunSpecification, game place: Int,
    from source: EpisodeSource
  ) throws -> (command: String, note: String) {
    var viewer = EpisodeViewer(command: "test")
    viewer.add(evaluation, title: run.method, run: run, count: place + 1, from: source)
    let play = try #require(try plays(of: game(place, of: data(of: viewer.html()))).first)
    return (try #require(play["command"] as? String), try #require(play["note"] as? String))
  }

  /// Runs a command of the page.
  private func outcome(of command: String) throws -> (status: Int32, output: String) {
    let words = command.split(separator: " ").map(String.init)
    #expect(words.first == "rlvmr")
    return try EpisodeViewerTests.run(Self.rlvmr, Array(words.dropFirst()))
  }

  /// Whether a text tells an episode from its first to its last step.
  private func tells(_ output: String, _ transcript: Transcript) -> Bool {
    let lines = output.split(separator: "\n")
    let answers = lines.compactMap { $0.firstMatch(of: /^\d+\. (.*)/)?.1 }
    return answers == transcript.steps.map { $0.output[...] }
      && lines.last == (transcript.won ? "won" : "lost")
  }

  @Test(arguments: [("rlvmr", EvaluationSplit.seen, 3), ("sft", .unseenCategories, 1)])
  func theCommandPrintsTheRecordedEpisodeAndTrainsNothing(
    method: String, split: EvaluationSplit, place: Int
  ) throws {
    let all = try Recorded.evaluations.get().filter { $0.run.trainingSet == .seenCategories }
    let (specification, evaluation) = try #require(
      all.first { $0.run.method == method && $0.evaluation.split == split })
    let archive = root.appendingPathComponent("Report/runs.tar.gz").path
    let (command, note) = try shown(
      evaluation, of: specification, game: place,
      from: .archive(archive, options: ["--profile", "quick", "--world", "generated"]))
    #expect(note.contains("nothing is trained"))
    let outcome = try outcome(of: command)
    #expect(outcome.status == 0, "\(outcome.output)")
    #expect(tells(outcome.output, evaluation.transcripts[place]), "\(command): \(outcome.output)")
    #expect(!tells(outcome.output, evaluation.transcripts[place + 1]))
  }

  @Test func theCommandOfARunFolderPrintsTheEpisodeOfThatSplitAlone() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("viewer-run-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let name = try Recorded.unpack("rlvmr-seen-seed1-", into: folder)
    let path = folder.appendingPathComponent(name).path
    let run = try RunFolder(at: folder.appendingPathComponent(name))
    let specification = try run.read(RunSpecification.self, from: "config.json")
    let evaluation = try #require(try run.evaluations().first { $0.split == .unseen })
    let (command, note) = try shown(evaluation, of: specification, game: 2, from: .folder(path))
    #expect(note.contains("nothing is trained"))
    let outcome = try outcome(of: command)
    #expect(tells(outcome.output, evaluation.transcripts[2]), "\(command): \(outcome.output)")
  }

  @Test func whatHasToBeTrainedSaysSoAndRoughlyHowLong() throws {
    let (run, evaluation) = try #require(try Recorded.evaluations.get().first)
    func note(_ options: [String]) throws -> String {
      try shown(evaluation, of: run, game: 0, from: .training(options: options)).note
    }
    for (options, time) in [
      (["--profile", "smoke"], "seconds"), (["--profile", "quick"], "about a minute"),
      (["--profile", "full"], "ten minutes"),
      (["--profile", "quick", "--agent", "smollm2"], "hours"),
    ] {
      #expect(try note(options).contains("first trains the agent"))
      #expect(try note(options).contains(time), "\(options)")
    }
    var viewer = EpisodeViewer(command: "test")
    for group in try Recorded.groups.get() { viewer.add(group) }
    let groups = try plays(of: game(0, of: data(of: viewer.html())))
    let notes = groups.compactMap { $0["note"] as? String }
    #expect(notes.count == groups.count)
    #expect(notes.allSatisfy { $0.contains("first trains the agent") })
    // `rlvmr watch` shows what has only imitated with GRPO's rewards.
    let starts = groups.filter { ($0["detail"] as? String)?.hasPrefix("before training") ?? false }
    #expect(notes.count { $0.contains("GRPO's") } == starts.count && !starts.isEmpty)
  }

  @Test func aPathWithASpaceStaysOneWordOfTheCommand() throws {
    let (run, evaluation) = try #require(try Recorded.evaluations.get().first)
    let (command, _) = try shown(evaluation, of: run, game: 0, from: .folder("my runs/it's"))
    #expect(command.contains("view 'my runs/it'\\''s' --splits"))
  }

  @Test(
    arguments: [
      (["rlvmr", "--game=-1"], "--game -1"),
      (["rlvmr", "--groups", "x", "--game", "0"], "--groups"),
      (
        ["rlvmr", "--splits", "L0", "--game", "100", "--recorded", "Report/runs.tar.gz"],
        "100 games"
      ),
    ])
  func aGameThatIsNotThereGetsAWayOut(arguments: [String], words: String) throws {
    let arguments = arguments.map {
      $0.hasPrefix("Report/") ? root.appendingPathComponent($0).path : $0
    }
    let outcome = try EpisodeViewerTests.run(Self.rlvmr, ["view"] + arguments)
    #expect(outcome.status != 0 && outcome.output.contains(words), "\(outcome.output)")
  }
}
