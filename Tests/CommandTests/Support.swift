import Foundation
import Testing

/// What a program did.
struct Outcome {
  var status: Int32
  var output: String
  var errors: String

  /// The lines a person is told on failure, without the usage that the parser adds.
  var errorLines: [Substring] {
    errors.split(separator: "\n").filter {
      !$0.hasPrefix("Usage:") && !$0.hasPrefix("  See ") && !$0.hasPrefix("Help:")
    }
  }
}

/// The built programs, run for real.
enum Program {
  /// The project's root, where people type commands.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Where the products of this build stand.
  static let folder: URL = {
    let beside = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    if FileManager.default.isExecutableFile(atPath: beside.appendingPathComponent("rlvmr").path) {
      return beside
    }
    return root.appendingPathComponent(".build/release")
  }()

  /// Starts a program; its output goes to files, so that no pipe can fill up.
  static func start(
    _ name: String, _ arguments: [String], input: String = "",
    environment: [String: String] = [:], directory: URL? = nil, folder: URL = Program.folder,
    scratch: URL
  ) throws -> Process {
    let process = Process()
    if let directory { process.currentDirectoryURL = directory }
    process.executableURL = folder.appendingPathComponent(name)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment
      .merging(environment) { _, new in new }
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    for file in ["in", "out", "err"] {
      let text = file == "in" ? input : ""
      try Data(text.utf8).write(to: scratch.appendingPathComponent(file))
    }
    process.standardInput = try FileHandle(
      forReadingFrom: scratch.appendingPathComponent("in"))
    process.standardOutput = try FileHandle(
      forWritingTo: scratch.appendingPathComponent("out"))
    process.standardError = try FileHandle(
      forWritingTo: scratch.appendingPathComponent("err"))
    // Test threads block signals, and a child inherits the mask of the thread that starts it: a
    // Ctrl-C would never reach it.
    var none = sigset_t()
    var old = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &old)
    defer { pthread_sigmask(SIG_SETMASK, &old, nil) }
    try process.run()
    return process
  }

  /// Runs a program to its end.
  static func run(
    _ name: String, _ arguments: [String], input: String = "",
    environment: [String: String] = [:], directory: URL? = nil, folder: URL = Program.folder
  ) throws -> Outcome {
    let scratch = Scratch.folder("io")
    defer { try? FileManager.default.removeItem(at: scratch) }
    let process = try start(
      name, arguments, input: input, environment: environment, directory: directory,
      folder: folder, scratch: scratch)
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus,
      output: try String(contentsOf: scratch.appendingPathComponent("out"), encoding: .utf8),
      errors: try String(contentsOf: scratch.appendingPathComponent("err"), encoding: .utf8))
  }
}

/// Temporary folders of this test run.
enum Scratch {
  private static let root: URL = {
    atexit { try? FileManager.default.removeItem(at: root) }
    return FileManager.default.temporaryDirectory
      .appendingPathComponent("command-tests-\(ProcessInfo.processInfo.processIdentifier)")
  }()

  /// A fresh folder name; the folder itself is made by whoever writes there.
  static func folder(_ name: String) -> URL {
    root.appendingPathComponent("\(name)-\(UUID().uuidString.prefix(8))")
  }

  /// A base model of a few thousand weights, made once by `rlvmr pretrain`.
  static let base: URL = {
    let folder = Scratch.folder("base")
    _ = try? Program.run("rlvmr", tinyPretraining(into: folder))
    return folder
  }()

  /// The arguments that make it.
  static func tinyPretraining(into folder: URL) -> [String] {
    [
      "pretrain", "--episodes", "60", "--epochs", "1", "--dimension", "32", "--layers", "1",
      "--output", folder.path, "--runs", folder.path + "-runs",
    ]
  }

  /// A pretrained agent's stand-in: a random Llama of the right form, with room for whole episodes.
  static func randomLlama() throws -> URL {
    let model = Scratch.folder("llama")
    try FileManager.default.createDirectory(
      at: model.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: Program.root.appendingPathComponent("Tests/PretrainedModelsTests/Fixtures/tiny"),
      to: model)
    let config = model.appendingPathComponent("config.json")
    try String(contentsOf: config, encoding: .utf8)
      .replacingOccurrences(
        of: "\"max_position_embeddings\": 256", with: "\"max_position_embeddings\": 8192"
      ).write(to: config, atomically: true, encoding: .utf8)
    return model
  }

  /// A smoke report on that base model, made once, with the answers of the committed chapters that no report binds.
  static let report: (folder: URL, outcome: Outcome?) = {
    let folder = Scratch.folder("report")
    return (folder, try? Program.run("rlvmr", reportArguments(into: folder) + further))
  }()

  /// The arguments that name them; whoever writes that report once more needs them too.
  static let further = [
    "--further",
    furtherChapters.map {
      Program.root.appendingPathComponent("Report/\($0.name)").path
    }.joined(separator: ","),
  ]

  /// The committed chapters that no report binds, with the profile and the world of their runs.
  static let furtherChapters: [(name: String, profile: String, world: String)] = [
    ("OtherBalance", "main", "alfworld"), ("OtherMethods", "quick", "generated"),
    ("OtherPairs", "quick", "generated"), ("OtherPrompts", "quick", "generated"),
    ("OtherRewards", "quick", "generated"), ("OtherSeeds", "main", "alfworld"),
    ("OtherStarts", "main", "alfworld"), ("OtherWeights", "quick", "generated"),
  ]

  /// The arguments that make it.
  static func reportArguments(into folder: URL) -> [String] {
    [
      "report", "--profile", "smoke", "--base", base.path, "--bases", base.path,
      "--output", folder.appendingPathComponent("Report").path,
      "--figures", folder.appendingPathComponent("Figures").path,
    ]
  }
}
