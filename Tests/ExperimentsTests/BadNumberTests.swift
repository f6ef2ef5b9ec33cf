import Agent
import Experiments
import Foundation
import HouseholdWorld
import LanguageModel
import MetaReasoning
import Methods
import Testing

/// The rule for bad numbers: a loss or a gradient that is no finite number stops the run at its step, named
/// with the step and the parameter; nothing of that step is kept, and the last saved state is good.
@Suite struct BadNumberTests {
  /// Trains with a loss that is spoiled at every token, or at none, after some updates by another run.
  private func train(_ run: RunFolder, loss: Double, gradient: Double, stopAfter: Int? = nil) throws
  {
    let sequences = demonstrations(4, grammar: .think).map { TrainingSequence($0) }
    var settings = SupervisedSettings(episodes: sequences.count, epochs: 6)
    settings.batch = 2
    _ = try trainSupervised(
      from: tinyModel(), on: sequences, settings: settings, learningRate: 1e-3,
      loss: { _ in TokenLoss(loss: loss, gradient: gradient, kl: 0, isClipped: false) },
      seed: 1, run: run, title: "bad", interruptAfter: stopAfter)
  }

  @Test(arguments: [
    (Double.nan, -1.0, "the loss became nan"), (.infinity, -1, "the loss became inf"),
    (1, .nan, "the gradient of model."), (1, .infinity, "the gradient of model."),
  ])
  func aBadNumberStopsTheRunAtItsStepAndKeepsTheLastState(
    loss: Double, gradient: Double, words: String
  ) throws {
    let temporary = TemporaryFolder()
    let run = try RunFolder(at: temporary.url)
    #expect(throws: Interruption.Interrupted.self) {
      try train(run, loss: 1, gradient: -1, stopAfter: 3)
    }
    let weights = try Data(contentsOf: run.file("state-3/weights.safetensors"))
    let error = #expect(throws: RunError.self) { try train(run, loss: loss, gradient: gradient) }
    let text = error?.description ?? ""
    #expect(text.contains(words) && text.contains("update 4"), "\(text)")
    #expect(text.contains("lower the learning rate"), "\(text)")
    #expect(try Data(contentsOf: run.file("state-3/weights.safetensors")) == weights)
    let names = try FileManager.default.contentsOfDirectory(atPath: run.url.path)
    #expect(names.filter { $0.hasPrefix("state-") } == ["state-3"])
  }

  @Test func anIterationOfReinforcementStopsToo() throws {
    let temporary = TemporaryFolder()
    let run = try RunFolder(at: temporary.url)
    var settings = ReinforcementSettings()
    settings.iterations = 2
    settings.games = 1
    settings.rollouts = 2
    settings.stepLimit = 2
    var rule = Reinforcement.rlvmr()
    rule.loss = { _, _ in TokenLoss(loss: 1, gradient: .nan, kl: 0, isClipped: false) }
    let generator = GameGenerator(seed: GameSource.generatorSeed)
    let error = #expect(throws: RunError.self) {
      try trainByReinforcement(
        .rlvmr, by: rule, from: tinyModel(), settings: settings, seed: 5,
        games: { $0.map { generator.game(split: .train, index: $0) } }, run: run, title: "bad")
    }
    let text = error?.description ?? ""
    #expect(text.contains("gradient of model.") && text.contains("iteration 1"), "\(text)")
    #expect(!FileManager.default.fileExists(atPath: run.file("metrics.jsonl").path))
  }

  @Test func aGroupThatTeachesNothingChangesNothingAndIsNoError() throws {
    // Equal rewards give advantages of zero; the loss is the divergence alone, which is zero at the start.
    let temporary = TemporaryFolder()
    let run = try RunFolder(at: temporary.url)
    var settings = ReinforcementSettings()
    settings.iterations = 1
    settings.games = 1
    settings.rollouts = 2
    settings.stepLimit = 1
    settings.weightDecay = 0
    var rule = Reinforcement.rlvmr()
    rule.advantages = { episodes, _ in
      episodes.map { $0.steps.map { _ in StepAdvantage(trajectory: 0, step: 0, total: 0) } }
    }
    let generator = GameGenerator(seed: GameSource.generatorSeed)
    let start = try tinyModel().prepared(for: Method.rlvmr.grammar)
    let trained = try trainByReinforcement(
      .rlvmr, by: rule, from: start, settings: settings, seed: 5,
      games: { $0.map { generator.game(split: .train, index: $0) } }, run: run, title: "equal")
    #expect(trained.parameters.isFinite)
    #expect(Array(trained.parameters.values) == Array(start.parameters.values))
  }
}
