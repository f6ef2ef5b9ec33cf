import Agent
import Experiments
import Foundation
import HouseholdWorld
import LanguageModel
import MetaReasoning
import Methods
import Testing

/// An interrupted run, continued, must end with the same bytes as one that was left alone: otherwise
/// learning curves jump at every interruption.
@Suite struct ResumeTests {
  private func bytes(_ folder: RunFolder, _ name: String) -> Data? {
    try? Data(contentsOf: folder.file(name))
  }

  @Test func supervisedTrainingContinuesWithTheSameBytes() throws {
    let temporary = TemporaryFolder()
    let start = try tinyModel()
    let sequences = demonstrations(30, grammar: .think).map { TrainingSequence($0) }
    var settings = SupervisedSettings(episodes: 30, epochs: 2)
    settings.batch = 4
    func train(_ name: String, interruptAfter: Int?) throws -> (RunFolder, Model) {
      let run = try RunFolder(at: temporary.url.appendingPathComponent(name))
      let model = try trainSupervised(
        from: start, on: sequences, settings: settings, learningRate: 1e-3,
        loss: crossEntropy, seed: 3, run: run, title: name,
        interruptAfter: interruptAfter)
      try model.write(to: run.file("model"))
      return (run, model)
    }
    let (whole, _) = try train("whole", interruptAfter: nil)
    #expect(throws: Interruption.Interrupted.self) { try train("broken", interruptAfter: 7) }
    // What a kill in the middle of an update leaves behind is cut off.
    let broken = try RunFolder(at: temporary.url.appendingPathComponent("broken"))
    try broken.append([["half a": "line"]], to: "metrics.jsonl")
    let (continued, _) = try train("broken", interruptAfter: nil)
    for name in ["metrics.jsonl", "model/model.safetensors"] {
      let expected = try #require(bytes(whole, name))
      #expect(bytes(continued, name) == expected, "\(name)")
    }
  }

  @Test func reinforcementLearningContinuesWithTheSameBytes() throws {
    let temporary = TemporaryFolder()
    let start = try tinyModel()
    var settings = ReinforcementSettings()
    settings.iterations = 5
    settings.games = 2
    settings.rollouts = 3
    settings.stepLimit = 3
    let generator = GameGenerator(seed: GameSource.generatorSeed)
    func train(_ name: String, interruptAfter: Int?) throws -> RunFolder {
      let run = try RunFolder(at: temporary.url.appendingPathComponent(name))
      let model = try trainByReinforcement(
        .rlvmr, by: .rlvmr(), from: start, settings: settings, seed: 5,
        games: { $0.map { generator.game(split: .train, index: $0) } }, run: run, title: name,
        saves: SavePlan(units: 2), interruptAfter: interruptAfter)
      try model.write(to: run.file("model"))
      return run
    }
    let whole = try train("whole", interruptAfter: nil)
    #expect(throws: Interruption.Interrupted.self) { try train("broken", interruptAfter: 3) }
    let continued = try train("broken", interruptAfter: nil)
    for name in ["metrics.jsonl", "episodes.jsonl", "model/model.safetensors"] {
      let expected = try #require(bytes(whole, name))
      #expect(!expected.isEmpty)
      #expect(bytes(continued, name) == expected, "\(name)")
    }
    #expect(try whole.lines(ReinforcementMetrics.self, of: "metrics.jsonl").count == 5)
  }

  @Test func aStateIsSavedAfterSoManyUnitsAndBeforeMuchTimeIsLost() {
    var byUnits = SavePlan(units: 3, time: .seconds(3600))
    #expect((1...7).filter { byUnits.isDue(after: $0) } == [3, 6])
    var byTime = SavePlan(units: 100, time: .zero)
    #expect((1...3).filter { byTime.isDue(after: $0) } == [1, 2, 3])
    var asked = SavePlan(units: 100, environment: ["RLVMR_SAVE_EVERY": "2"])
    #expect((1...5).filter { asked.isDue(after: $0) } == [2, 4])
  }

  @Test func aLogThatWasChangedMeanwhileIsNamed() throws {
    let temporary = TemporaryFolder()
    let start = try tinyModel()
    let sequences = demonstrations(40, grammar: .think).map { TrainingSequence($0) }
    var settings = SupervisedSettings(episodes: 40, epochs: 2)
    settings.batch = 4
    let run = try RunFolder(at: temporary.url)
    func train(interruptAfter: Int?) throws {
      _ = try trainSupervised(
        from: start, on: sequences, settings: settings, learningRate: 1e-3,
        loss: crossEntropy, seed: 3, run: run, title: "t",
        interruptAfter: interruptAfter)
    }
    #expect(throws: Interruption.Interrupted.self) { try train(interruptAfter: 12) }
    // As many bytes as before, but not the same.
    let metrics = run.file("metrics.jsonl")
    let length = try Data(contentsOf: metrics).count
    #expect(length > 0)
    try Data(repeating: 120, count: length).write(to: metrics)
    let error = #expect(throws: RunError.self) { try train(interruptAfter: nil) }
    #expect(error?.description.contains("metrics.jsonl") == true)
  }

  @Test func aDamagedStateFallsBackToTheOneBeforeAndSaysSo() throws {
    let temporary = TemporaryFolder()
    let start = try tinyModel()
    let run = try RunFolder(at: temporary.url)
    let learner = Learner(start, weightDecay: 0, gradientClip: 1)
    let sequence = TrainingSequence(try #require(demonstrations(1, grammar: .think).first))
    for step in 1...3 {
      _ = learner.step(on: [sequence], temperature: 1, learningRate: 1e-3) { _, current, _ in
        crossEntropy(logProbability: current)
      }
      try run.append([["step": step]], to: "metrics.jsonl")
      try learner.save(to: run, step: step)
    }
    // The last two are kept, and nothing else.
    let names = try FileManager.default.contentsOfDirectory(atPath: run.url.path).sorted()
    #expect(names == ["metrics.jsonl", "state-2", "state-3"])

    // One bit is enough, in whichever file.
    for file in ["weights.safetensors", "optimizer.safetensors", "state.json"] {
      let copy = try RunFolder(at: temporary.url.appendingPathComponent("copy-\(file)"))
      for name in names {
        try FileManager.default.copyItem(at: run.file(name), to: copy.file(name))
      }
      let damaged = copy.file("state-3").appendingPathComponent(file)
      var bytes = try Data(contentsOf: damaged)
      bytes[bytes.count / 2] ^= 1
      try bytes.write(to: damaged)
      var said: [String] = []
      let again = Learner(start, weightDecay: 0, gradientClip: 1)
      #expect(try again.restore(from: copy) { said.append($0) } == 2)
      #expect(said.count == 1 && said[0].contains(file) && said[0].contains("step 2"), "\(said)")
      #expect(again.optimizer.stepCount == 2)
      let log = try Data(contentsOf: copy.file("metrics.jsonl"))
      #expect(log == Data("{\"step\":1}\n{\"step\":2}\n".utf8))
      // The damaged one is gone: it cannot be in the way of the next.
      #expect(!FileManager.default.fileExists(atPath: copy.file("state-3").path))
    }
    let whole = Learner(start, weightDecay: 0, gradientClip: 1)
    #expect(try whole.restore(from: run) { Issue.record("\($0)") } == 3)
    #expect(Array(whole.model.parameters.values) == Array(learner.model.parameters.values))
  }

  @Test func whereNoStateIsWholeTheFileIsNamed() throws {
    let temporary = TemporaryFolder()
    let run = try RunFolder(at: temporary.url)
    let start = try tinyModel()
    let learner = Learner(start, weightDecay: 0, gradientClip: 1)
    try learner.save(to: run, step: 1)
    let weights = run.file("state-1/weights.safetensors")
    try Data(contentsOf: weights).prefix(1000).write(to: weights)
    let error = #expect(throws: RunError.self) { try learner.restore(from: run) { _ in } }
    #expect(error?.description.contains("weights.safetensors") == true)
    #expect(error?.description.contains("remove the run folder") == true)
  }

  @Test func aStateOfTheOlderLayoutIsContinued() throws {
    // One description beside the folders, without digests: runs that were under way when this changed.
    let temporary = TemporaryFolder()
    let run = try RunFolder(at: temporary.url)
    let learner = Learner(try tinyModel(), weightDecay: 0, gradientClip: 1)
    try learner.save(to: run, step: 4)
    try FileManager.default.removeItem(at: run.file("state-4/state.json"))
    try Data("{\"logs\":{},\"step\":4}".utf8).write(to: run.file("state.json"))
    #expect(try learner.restore(from: run) { Issue.record("\($0)") } == 4)
    try learner.save(to: run, step: 5)
    #expect(!FileManager.default.fileExists(atPath: run.file("state.json").path))
  }

  @Test func weightsThatAreNoNumbersAreNotSavedOverTheLastGoodState() throws {
    let temporary = TemporaryFolder()
    let run = try RunFolder(at: temporary.url)
    let learner = Learner(try tinyModel(), weightDecay: 0, gradientClip: 1)
    try learner.save(to: run, step: 1)
    let tensor = try #require(learner.model.parameters.tensors.last)
    learner.model.parameters.view(tensor)[0] = .nan
    let error = #expect(throws: RunError.self) { try learner.save(to: run, step: 2) }
    #expect(error?.description.contains(tensor.name) == true)
    #expect(error?.description.contains("step 2") == true)
    #expect(try learner.restore(from: run) { Issue.record("\($0)") } == 1)
  }

  @Test func aNumberThatIsNoneIsNamedAndNotWritten() throws {
    let temporary = TemporaryFolder()
    let run = try RunFolder(at: temporary.url)
    try run.append([["loss": 1.0]], to: "metrics.jsonl")
    let error = #expect(throws: RunError.self) {
      try run.append([["loss": Double.nan]], to: "metrics.jsonl")
    }
    #expect(error?.description.contains("loss became nan") == true)
    #expect(try Data(contentsOf: run.file("metrics.jsonl")) == Data("{\"loss\":1}\n".utf8))
  }
}
