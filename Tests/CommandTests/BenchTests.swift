import Foundation
import Testing

/// What `rlvmr bench` says; how long anything takes is never asserted.
@Suite struct BenchTests {
  private func bench(
    _ arguments: [String], environment: [String: String] = [:]
  ) throws -> Outcome {
    try Program.run(
      "rlvmr",
      ["bench", "--quick", "--rounds", "1", "--cache", Scratch.folder("bench-cache").path]
        + arguments,
      environment: environment)
  }

  /// The lines of standard output as JSON objects.
  private func objects(_ outcome: Outcome) throws -> [[String: Any]] {
    try outcome.output.split(separator: "\n").map { line in
      try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  /// An environment without released games.
  private var noGames: [String: String] { ["ALFWORLD_DATA": Scratch.folder("nowhere").path] }

  private static let hasPython: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "--version"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  /// A folder of peers that all run one program, but for llama.cpp where it has its own.
  private func peers(_ program: String, llama: String? = nil) throws -> URL {
    let folder = Scratch.folder("peers")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in ["train.py", "decode.py", "llama.py", "iteration.py"] {
      let text = name == "llama.py" ? llama ?? program : program
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
    return folder
  }

  private let constantPeer = """
    import json, sys
    print("a library says hello")
    print(json.dumps({"ready": True, "torch": "1.2.3"}), flush=True)
    for line in sys.stdin:
        print(json.dumps({"seconds": 0.5, "tokens": 100, "tokensPerSecond": 200.0}), flush=True)
    """

  @Test(arguments: ["train", "decode", "world", "iteration"])
  func everySuiteHasTheFixedKeys(suite: String) throws {
    let outcome = try bench(
      ["--suite", suite, "--model", "small", "--json"], environment: noGames)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let lines = try objects(outcome)
    #expect(lines.contains { $0["suite"] as? String == suite })
    for line in lines {
      for key in ["suite", "model", "variant", "implementation"] {
        #expect(line[key] is String, "\(key) in \(line)")
      }
      for key in ["gflops", "threads", "seconds", "minimumSeconds", "maximumSeconds", "rounds"] {
        #expect(line[key] is NSNumber, "\(key) in \(line)")
      }
      #expect(line["tokensPerSecond"] != nil || line["stepsPerSecond"] != nil)
    }
  }

  @Test func thereIsATableForPeople() throws {
    let outcome = try bench(["--suite", "decode", "--model", "small"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.hasPrefix("suite"))
    #expect(outcome.output.split(separator: "\n").count == 2)
  }

  @Test func impossibleValuesAndCombinations() throws {
    for (arguments, word) in [
      (["--suite", "speed"], "--suite"), (["--suite", "train,train"], "--suite"),
      (["--model", "huge"], "huge"), (["--rounds", "0"], "--rounds"),
      (["--write", "somewhere"], "--peers"), (["--render", "a", "--write", "b"], "--render"),
    ] {
      let outcome = try Program.run("rlvmr", ["bench"] + arguments)
      #expect(outcome.status != 0)
      let errors = outcome.errorLines.filter { $0.hasPrefix("Error: ") }
      #expect(errors.count == 1 && errors[0].contains(word), "\(outcome.errors)")
    }
    let nothing = try Program.run("rlvmr", ["bench", "--render", Scratch.folder("empty").path])
    #expect(nothing.status != 0)
    #expect(nothing.errors.contains("results.json"))
  }

  @Test func peersAreMeasuredInTurnAndThePageIsRenderedTwiceTheSame() throws {
    guard Self.hasPython else {
      print("skipped: the peers' protocol needs python3")
      return
    }
    let folder = Scratch.folder("page")
    let outcome = try bench(
      [
        "--suite", "train,decode", "--model", "small", "--json", "--peers",
        peers(constantPeer).path, "--write", folder.path,
      ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let theirs = try objects(outcome).filter { $0["implementation"] as? String == "pytorch" }
    #expect(theirs.count == 2)
    #expect(theirs.allSatisfy { $0["tokensPerSecond"] as? Double == 200 })
    let page = folder.appendingPathComponent("README.md")
    let first = try Data(contentsOf: page)
    #expect(String(decoding: first, as: UTF8.self).contains("1.2.3"))
    let figure = folder.appendingPathComponent("roofline.gp")
    let script = try Data(contentsOf: figure)
    let again = try Program.run("rlvmr", ["bench", "--render", folder.path])
    #expect(again.status == 0, "\(again.errors)")
    #expect(try Data(contentsOf: page) == first)
    #expect(try Data(contentsOf: figure) == script)
  }

  @Test(arguments: [
    ("import no_such_module", "pip install -r Benchmarks/peers/requirements.txt"),
    ("print('{\"ready\": true}', flush=True)", "ended in the middle"),
    (
      "import sys\nprint('{\"ready\": true}', flush=True)\nfor l in sys.stdin: print('{}', flush=True)",
      "answered {}"
    ),
  ])
  func aPeerThatCannotIsLeftOut(program: String, words: String) throws {
    guard Self.hasPython else {
      print("skipped: the peers' protocol needs python3")
      return
    }
    let outcome = try bench(
      ["--suite", "decode", "--model", "small", "--json", "--peers", peers(program).path])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    let lines = try objects(outcome)
    #expect(lines.count == 1)
    #expect(lines[0]["implementation"] as? String == "rlvmr")
  }

  /// Each side's numbers stand under its own name, also where another gave up on the way.
  @Test func thePretrainedAgentIsComparedWithLlamaToo() throws {
    guard Self.hasPython else {
      print("skipped: the peers' protocol needs python3")
      return
    }
    let fails = "import sys\nprint('{\"ready\": true}', flush=True)\nsys.stdin.readline()"
    let outcome = try bench([
      "--suite", "decode", "--model", "smollm2", "--json", "--peers",
      peers(fails, llama: constantPeer).path,
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("decode.py: ended in the middle"))
    let lines = try objects(outcome)
    #expect(lines.compactMap { $0["implementation"] as? String } == ["rlvmr", "llama.cpp"])
    #expect(lines.last?["tokensPerSecond"] as? Double == 200)
  }

  @Test func withoutPythonTheProductIsMeasuredAlone() throws {
    let outcome = try bench([
      "--suite", "decode", "--model", "small", "--json", "--python", "no-such-python", "--peers",
      peers(constantPeer).path,
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("pip install"), "\(outcome.errors)")
    #expect(try objects(outcome).count == 1)
  }
}
