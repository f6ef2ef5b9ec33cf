import Foundation
import Methods
import Testing

@Suite struct CommandTests {
  @Test(arguments: [
    [], ["world"], ["world", "play"], ["world", "replay"], ["world", "generate"], ["world", "fit"],
    ["vocabulary"], ["pretrain"], ["train"], ["evaluate"], ["watch"], ["play"], ["record"],
    ["record-groups"], ["view"], ["report"], ["bench"], ["model"], ["model", "get"],
    ["model", "score"], ["model", "export"],
  ])
  func everyCommandExplainsItself(command: [String]) throws {
    let outcome = try Program.run("rlvmr", command + ["--help"])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("OVERVIEW:"))
  }

  @Test(arguments: [
    "Repetition", "Brittleness", "ClosingTheGap", "IsItReal", "OtherBalance", "OtherMethods",
    "OtherPairs", "OtherPrompts", "OtherRewards", "OtherSeeds", "OtherStarts", "OtherWeights",
  ])
  func everyChapterExplainsItself(chapter: String) throws {
    let outcome = try Program.run(chapter, ["--help"])
    #expect(outcome.status == 0)
    for option in ["--profile", "--seeds", "--world", "--output"] {
      #expect(outcome.output.contains(option))
    }
  }

  @Test func trainListsEveryMethodWithWhatItIs() throws {
    let help = try Program.run("rlvmr", ["train", "--help"]).output
    for method in Method.all { #expect(help.contains("  \(method.name)  "), "\(method.name)") }
    for condition in Condition.all { #expect(help.contains("…+\(condition.suffix)")) }
  }

  @Test func replaySpeaksTheFixedInterface() throws {
    let outcome = try Program.run(
      "rlvmr", ["world", "replay", "generated:train:0"], input: "look\nfly away\n")
    #expect(outcome.status == 0)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 3)
    for line in lines {
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      #expect(
        Set(object.keys) == ["observation", "admissibleCommands", "score", "won", "done"])
      #expect(object["admissibleCommands"] is [String])
    }
    #expect(lines[2].contains("Nothing happens."))
    let limited = try Program.run(
      "rlvmr", ["world", "replay", "generated:train:0", "--max-steps", "1"], input: "look\n")
    #expect(limited.output.split(separator: "\n").last?.contains("\"done\":true") == true)
  }

  @Test func aPersonCanPlayAGeneratedGame() throws {
    let outcome = try Program.run(
      "rlvmr", ["world", "play", "generated:train:0"], input: "?\nlook\n")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("Your task is to:"))
    #expect(outcome.output.contains("go to "))
  }

  @Test func generatedGamesCanBeWrittenAndPlayed() throws {
    let folder = Scratch.folder("games")
    let made = try Program.run(
      "rlvmr", ["world", "generate", "--count", "3", "--output", folder.path])
    #expect(made.status == 0)
    let file = folder.appendingPathComponent("train-1.json").path
    let played = try Program.run("rlvmr", ["world", "play", file], input: "look\n")
    #expect(played.status == 0)
    #expect(played.output.contains("Your task is to:"))
  }

  @Test func theSamePretrainingGivesTheSameBytes() throws {
    let again = Scratch.folder("base")
    #expect(try Program.run("rlvmr", Scratch.tinyPretraining(into: again)).status == 0)
    for name in [
      "model.safetensors", "config.json", "tokenizer.json", "SHA256SUMS", "settings.json",
      "corpus.json",
    ] {
      let first = try Data(contentsOf: Scratch.base.appendingPathComponent(name))
      #expect(try Data(contentsOf: again.appendingPathComponent(name)) == first, "\(name)")
    }
  }

  @Test func trainEvaluateAndWatchShareTheirRuns() throws {
    let folder = Scratch.folder("runs")
    let common = [
      "--train-on", "seen", "--profile", "smoke", "--base", Scratch.base.path, "--output",
      folder.path,
    ]
    let trained = try Program.run("rlvmr", ["train", "rlvmr"] + common)
    #expect(trained.status == 0)
    #expect(trained.output.hasPrefix("trained "))
    #expect(try Program.run("rlvmr", ["train", "rlvmr"] + common).output.hasPrefix("reused "))
    let measured = try Program.run("rlvmr", ["evaluate", "rlvmr", "--json"] + common)
    let rates = try #require(
      try JSONSerialization.jsonObject(with: Data(measured.output.utf8)) as? [String: Any])
    #expect(rates["episodes"] as? Int == 4)
    let watched = try Program.run("rlvmr", ["watch", "rlvmr", "--group", "2"] + common)
    #expect(watched.status == 0)
    #expect(watched.output.contains("advantage"))
    #expect(watched.output.contains("of 2 rollouts"))
    #expect(watched.output.contains("gradient norm"))
    let explained = try Program.run("rlvmr", ["train", "rlvmr", "--explain"] + common)
    #expect(explained.errors.contains("reused"))
    // What was trained can be kept in one archive, and read back without training.
    let archive = folder.appendingPathComponent("kept.tar.gz").path
    let runs = folder.appendingPathComponent("runs").path
    let recorded = try Program.run("rlvmr", ["record", "--runs", runs, "--into", archive])
    #expect(recorded.status == 0, "\(recorded.errors)")
    #expect(recorded.output.contains("recorded rlvmr-seen-seed1-"))
    let again = try Program.run("rlvmr", ["record", "--runs", runs, "--into", archive])
    #expect(again.output.contains("the same as recorded rlvmr-seen-seed1-"))
    let read = try Program.run(
      "rlvmr", ["evaluate", "rlvmr", "--json", "--recorded", archive] + common)
    #expect(read.output == measured.output)
  }

  @Test func aKilledRunContinuesToTheSameBytes() throws {
    func arguments(_ folder: URL) -> [String] {
      [
        "train", "rlvmr", "--train-on", "seen", "--profile", "smoke", "--iterations", "40",
        "--base", Scratch.base.path, "--output", folder.path,
      ]
    }
    func runFolder(_ folder: URL) throws -> URL? {
      let runs = folder.appendingPathComponent("runs")
      let names = (try? FileManager.default.contentsOfDirectory(atPath: runs.path)) ?? []
      return names.first { $0.hasPrefix("rlvmr-") }.map { runs.appendingPathComponent($0) }
    }
    let whole = Scratch.folder("whole")
    #expect(try Program.run("rlvmr", arguments(whole)).status == 0)

    let killed = Scratch.folder("killed")
    let process = try Program.start(
      "rlvmr", arguments(killed), scratch: Scratch.folder("io"))
    // Wait until it is in the middle of its work, then pull the plug.
    while process.isRunning {
      let lines = try runFolder(killed).flatMap {
        try? String(contentsOf: $0.appendingPathComponent("metrics.jsonl"), encoding: .utf8)
      }
      if (lines ?? "").split(separator: "\n").count >= 3 {
        kill(process.processIdentifier, SIGKILL)
        break
      }
      usleep(2000)
    }
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal, "it finished before it could be killed")
    #expect(try Program.run("rlvmr", arguments(killed)).status == 0)
    let first = try #require(try runFolder(whole))
    let second = try #require(try runFolder(killed))
    for name in ["metrics.jsonl", "episodes.jsonl", "model/model.safetensors"] {
      let expected = try Data(contentsOf: first.appendingPathComponent(name))
      #expect(try Data(contentsOf: second.appendingPathComponent(name)) == expected, "\(name)")
    }
  }

  @Test func ctrlCStopsAReportAndTheSameCommandFinishesIt() throws {
    let folder = Scratch.folder("interrupted")
    let arguments = Scratch.reportArguments(into: folder) + ["--iterations", "3"]
    let io = Scratch.folder("io")
    let process = try Program.start("rlvmr", arguments, scratch: io)
    func said() -> String {
      (try? String(contentsOf: io.appendingPathComponent("err"), encoding: .utf8)) ?? ""
    }
    while process.isRunning, !said().contains("GRPO (think), seed 1, trained on seen: training") {
      usleep(5000)
    }
    kill(process.processIdentifier, SIGINT)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus != 0)
    #expect(said().contains("the same command continues"))
    let again = try Program.run("rlvmr", arguments)
    #expect(again.status == 0, "\(again.errors)")
    #expect(
      FileManager.default.fileExists(
        atPath: folder.appendingPathComponent("Report/report.md").path))
  }
}
