import Agent
import Experiments
import Foundation
import LanguageModel
import Methods
import Testing

/// A base model is written whole and usable, or not at all.
@Suite struct BaseModelTests {
  private func write(_ model: Model, to folder: URL) throws {
    try BaseModel.write(
      model, settings: PretrainingSettings(), summary: CorpusSummary(), to: folder)
  }

  /// 65 504 is the largest number of half precision; 65 520 is rounded up to infinity.
  @Test func weightsThatHalfPrecisionCannotHoldAreRefusedByName() throws {
    let temporary = TemporaryFolder()
    let folder = temporary.url.appendingPathComponent("base")
    let model = try tinyModel()
    model.parameters.values[0] = 65_504
    try write(model, to: folder)
    let whole = try Data(contentsOf: folder.appendingPathComponent("model.safetensors"))
    model.parameters.values[0] = 65_520
    let error = #expect(throws: RunError.self) { try write(model, to: folder) }
    let name = try #require(model.parameters.tensors.first?.name)
    #expect(error?.description.contains(name) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains("--learning-rate") == true)
    // What stood there stays, and nothing lies beside it.
    #expect(try Data(contentsOf: folder.appendingPathComponent("model.safetensors")) == whole)
    try BaseModel.verify(folder)
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.url.path) == ["base"])
  }

  @Test func aFolderWithAnythingElseIsNotReplaced() throws {
    let temporary = TemporaryFolder()
    let folder = try RunFolder(at: temporary.url.appendingPathComponent("home"))
    try Data("mine".utf8).write(to: folder.file("letter.txt"))
    let error = #expect(throws: RunError.self) {
      try pretrainBaseModel(
        PretrainingSettings(), output: folder.url,
        runs: temporary.url.appendingPathComponent("runs"), log: silentLog)
    }
    #expect(error?.description.contains("letter.txt") == true)
    #expect(FileManager.default.fileExists(atPath: folder.file("letter.txt").path))
  }

  @Test func anEmptyCorpusMakesNoBaseModel() throws {
    let temporary = TemporaryFolder()
    var settings = PretrainingSettings()
    settings.dimension = 32
    settings.layers = 1
    // No episode fits.
    settings.contextLength = 2
    settings.supervised.episodes = 2
    let output = temporary.url.appendingPathComponent("base")
    let error = #expect(throws: RunError.self) {
      try pretrainBaseModel(
        settings, output: output, runs: temporary.url.appendingPathComponent("runs"),
        log: silentLog)
    }
    #expect(error?.description.contains("--episodes") == true)
    #expect(!FileManager.default.fileExists(atPath: output.path))
  }

  @Test func moreThanFitsIsRefusedBeforeTheCorpusIsMade() throws {
    let temporary = TemporaryFolder()
    var settings = PretrainingSettings()
    settings.layers = 1000
    settings.dimension = 16384
    let listener = Listener()
    let error = #expect(throws: RunError.self) {
      try pretrainBaseModel(
        settings, output: temporary.url.appendingPathComponent("base"),
        runs: temporary.url.appendingPathComponent("runs"), log: listener.log)
    }
    #expect(error?.description.contains("GB are free") == true)
    #expect(listener.said.isEmpty)
  }
}
