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

  @Test func aTruncatedStateIsNamed() throws {
    let temporary = TemporaryFolder()
    let start = try tinyModel()
    let sequences = demonstrations(8, grammar: .think).map { TrainingSequence($0) }
    let settings = SupervisedSettings(episodes: 8, epochs: 4)
    let run = try RunFolder(at: temporary.url)
    func train(interruptAfter: Int?) throws {
      _ = try trainSupervised(
        from: start, on: sequences, settings: settings, learningRate: 1e-3,
        loss: crossEntropy, seed: 3, run: run, title: "t",
        interruptAfter: interruptAfter)
    }
    #expect(throws: Interruption.Interrupted.self) { try train(interruptAfter: 1) }
    let weights = run.file("state-1/weights.safetensors")
    try Data(contentsOf: weights).prefix(1000).write(to: weights)
    let error = #expect(throws: LanguageModelError.self) { try train(interruptAfter: nil) }
    #expect(error?.description.contains("weights.safetensors") == true)
  }
}
