import Foundation
import LanguageModel
import Testing

@Suite struct CheckpointTests {
  private let folder: URL
  private var weights: URL { folder.appendingPathComponent(Checkpoint.weightsName) }

  init() throws { folder = try Tiny.folder() }

  /// The error of `body`, which must be one line that names the file.
  private func failure(_ file: URL, _ body: () throws -> Void) -> String {
    do {
      try body()
      Issue.record("an error was expected")
      return ""
    } catch {
      let line = "\(error)"
      #expect(line.contains(file.lastPathComponent) && !line.contains("\n"))
      return line
    }
  }

  @Test(arguments: Tiny.configurations)
  func whatIsSavedIsLoadedBitForBit(_ c: ModelConfiguration) throws {
    let saved = try Tiny.parameters(c, seed: 1)
    try Checkpoint.save(saved, to: folder)
    let loaded = try Checkpoint.load(from: folder)
    #expect(loaded.configuration == c)
    #expect(Array(loaded.values) == Array(saved.values))
    let worker = ForwardBackward(c)
    #expect(worker.forward(loaded, Tiny.batch()) == worker.forward(saved, Tiny.batch()))
  }

  @Test func halfPrecisionRoundsToHalfPrecision() throws {
    let saved = try Tiny.parameters(Tiny.plain, seed: 1)
    try Checkpoint.save(saved, to: folder, precision: .float16)
    let loaded = try Checkpoint.load(from: folder)
    #expect(Array(loaded.values) == saved.values.map { Float(Float16($0)) })
  }

  @Test func aTruncatedFileIsNamed() throws {
    try Checkpoint.save(try Tiny.parameters(Tiny.plain, seed: 1), to: folder)
    let data = try Data(contentsOf: weights)
    for length in [0, 5, 100, data.count / 2, data.count - 1] {
      try data.prefix(length).write(to: weights)
      let line = failure(weights) { _ = try Checkpoint.load(from: folder) }
      #expect(line.contains("damaged"))
    }
  }

  @Test func aCorruptHeaderIsNamed() throws {
    try Checkpoint.save(try Tiny.parameters(Tiny.plain, seed: 1), to: folder)
    var data = try Data(contentsOf: weights)
    data[8] = UInt8(ascii: "x")
    try data.write(to: weights)
    #expect(failure(weights) { _ = try Checkpoint.load(from: folder) }.contains("JSON"))
    for byte in 0..<8 { data[byte] = 0xFF }
    try data.write(to: weights)
    #expect(failure(weights) { _ = try Checkpoint.load(from: folder) }.contains("damaged"))
  }

  @Test func weightsOfAnotherModelAreRefused() throws {
    try Checkpoint.save(try Tiny.parameters(Tiny.plain, seed: 1), to: folder)
    var other = Tiny.plain
    other.feedForward = 48
    let wider = try Parameters(zeros: other)
    #expect(
      failure(weights) { try Checkpoint.loadWeights(into: wider, from: weights) }
        .contains("shape"))
    other = Tiny.plain
    other.tiesHead = false
    let untied = try Parameters(zeros: other)
    #expect(
      failure(weights) { try Checkpoint.loadWeights(into: untied, from: weights) }
        .contains("lm_head.weight is missing"))
  }

  /// Without its convolution a model computes other numbers, and would do so without a word.
  @Test func aTensorThatTheConfigurationDoesNotHaveIsRefused() throws {
    var convolved = Tiny.plain
    convolved.convolutionWidth = 4
    try Checkpoint.save(try Tiny.parameters(convolved, seed: 1), to: folder)
    try JSONEncoder().encode(Tiny.plain)
      .write(to: folder.appendingPathComponent(Checkpoint.configurationName))
    let line = failure(weights) { _ = try Checkpoint.load(from: folder) }
    #expect(line.contains("tensor model.layers.0.self_attn.conv.weight is none"))
    #expect(line.contains("use the config.json written with this file"))
  }

  /// A setting that nothing knows of is a misspelt one, or one of a newer program.
  @Test(arguments: [
    ("convolutionwidth", #""convolutionwidth":4"#), ("slope", #""factors":{"slope":1,"#),
    ("a?b", #""a\u001bb":1"#),
  ])
  func anUnknownSettingIsRefused(name: String, setting: String) throws {
    try Checkpoint.save(try Tiny.parameters(Tiny.rich, seed: 1), to: folder)
    let file = folder.appendingPathComponent(Checkpoint.configurationName)
    let text = String(decoding: try JSONEncoder().encode(Tiny.rich), as: UTF8.self)
    let changed =
      setting.hasSuffix(",")
      ? text.replacingOccurrences(of: #""factors":{"#, with: setting)
      : "{\(setting),\(text.dropFirst())"
    try Data(changed.utf8).write(to: file)
    let line = failure(file) { _ = try Checkpoint.load(from: folder) }
    #expect(line.contains("\(name) is no setting of a model; remove it"), "\(line)")
    // A setting that says nothing is none.
    try Data("{\"headWidth\":null,\(text.dropFirst())".utf8).write(to: file)
    #expect(try Checkpoint.load(from: folder).configuration == Tiny.rich)
  }

  /// Errors are one line, whatever a tensor is called.
  @Test func aTensorsNameMovesNoCursor() throws {
    let header = #"{"a\n\u001b[31mb":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#
    let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Data($0) }
    try (length + Data(header.utf8) + Data(count: 8)).write(to: weights)
    let line = failure(weights) { _ = try SafetensorsFile(contentsOf: weights) }
    #expect(line.contains("tensor a??[31mb leave a gap"), "\(line)")
  }

  @Test func aNotFiniteValueIsRefused() throws {
    let parameters = try Tiny.parameters(Tiny.plain, seed: 1)
    parameters.values[1000] = .nan
    try Checkpoint.save(parameters, to: folder)
    #expect(failure(weights) { _ = try Checkpoint.load(from: folder) }.contains("finite"))
  }

  @Test func missingAndInvalidConfigurationsAreNamed() throws {
    let file = folder.appendingPathComponent(Checkpoint.configurationName)
    _ = failure(file) { _ = try Checkpoint.load(from: folder) }
    try Data("{".utf8).write(to: file)
    _ = failure(file) { _ = try Checkpoint.load(from: folder) }
    var wrong = Tiny.plain
    wrong.heads = 3
    try JSONEncoder().encode(wrong).write(to: file)
    #expect(failure(file) { _ = try Checkpoint.load(from: folder) }.contains("heads is 3"))
  }

  @Test func aPlaceThatCannotBeWrittenIsNamed() throws {
    let blocked = folder.appendingPathComponent("file")
    try Data().write(to: blocked)
    let inside = blocked.appendingPathComponent(Checkpoint.weightsName)
    let parameters = try Tiny.parameters(Tiny.plain, seed: 1)
    #expect(
      failure(inside) { try Checkpoint.saveWeights(parameters, to: inside) }
        .contains("cannot be written"))
  }

  @Test func aRestoredOptimiserContinuesWithTheSameBytes() throws {
    let state = folder.appendingPathComponent("optimiser.safetensors")
    let gradients = try Tiny.parameters(Tiny.rich, seed: 2)
    func steps(_ p: Parameters, _ optimiser: AdamW, _ count: Int) {
      for _ in 0..<count { optimiser.step(p, gradients: gradients, learningRate: 0.01) }
    }
    let straight = try Tiny.parameters(Tiny.rich, seed: 1)
    steps(straight, AdamW(straight), 6)

    let stopped = try Tiny.parameters(Tiny.rich, seed: 1)
    let before = AdamW(stopped)
    steps(stopped, before, 3)
    try before.save(to: state)
    let after = AdamW(stopped)
    try after.restore(from: state)
    #expect(after.stepCount == 3)
    steps(stopped, after, 3)
    #expect(Array(stopped.values) == Array(straight.values))
    try Checkpoint.saveWeights(stopped, to: state)
    #expect(failure(state) { try after.restore(from: state) }.contains("optimiser"))
  }

  @Test func pythonsSafetensorsOpensIt() throws {
    let python = Process()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let parameters = try Tiny.parameters(Tiny.rich, seed: 1)
    try Checkpoint.save(parameters, to: folder)
    let script = """
      import sys
      try:
        from safetensors import safe_open
        import numpy
      except ImportError:
        print("absent"); sys.exit()
      with safe_open(sys.argv[1], "numpy") as f:
        print(len(f.keys()), f.metadata()["format"],
              repr(float(f.get_tensor("model.layers.1.mlp.up_proj.weight")[3, 5])))
      """
    python.arguments = ["python3", "-c", script, weights.path]
    let pipe = Pipe()
    python.standardOutput = pipe
    try python.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    python.waitUntilExit()
    let output = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
    if output == "absent" || (output.isEmpty && python.terminationStatus == 127) {
      print("skipped: python3 with safetensors and numpy is not installed")
      return
    }
    let tensor = try #require(
      parameters.tensors.first { $0.name == "model.layers.1.mlp.up_proj.weight" })
    let value = parameters.view(tensor)[3 * 32 + 5]
    #expect(output == "\(parameters.tensors.count) pt \(Double(value))")
  }
}
