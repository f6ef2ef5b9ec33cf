import Agent
import Experiments
import Foundation
import HouseholdWorld
import LanguageModel
import MetaReasoning
import Methods
import Testing

/// What the two training loops do with their settings, seen in the metrics they leave.
@Suite struct TrainingLoopTests {
  private func supervised(
    _ sequences: [TrainingSequence], batch: Int, epochs: Int, seed: UInt64 = 1
  ) throws -> [SupervisedMetrics] {
    let temporary = TemporaryFolder()
    var settings = SupervisedSettings(episodes: sequences.count, epochs: epochs)
    settings.batch = batch
    let run = try RunFolder(at: temporary.url)
    _ = try trainSupervised(
      from: tinyModel(), on: sequences, settings: settings, learningRate: 1e-3,
      loss: crossEntropy, seed: seed, run: run, title: "loop")
    defer { withExtendedLifetime(temporary) {} }
    return try run.lines(SupervisedMetrics.self, of: "metrics.jsonl")
  }

  /// Sequences that learn 1, 2, 3, … tokens, so that the metrics say which was learned.
  private func distinct(_ count: Int) -> [TrainingSequence] {
    demonstrations(count, grammar: .think).enumerated().map { index, episode in
      var sequence = TrainingSequence(episode)
      sequence.positions = Array(sequence.positions.prefix(index + 1))
      return sequence
    }
  }

  /// Numbers of the paper (section 4.1, appendix A.2), or of the released program where it gives none.
  @Test func settingsAreThePapersWhereItGivesThem() {
    let training = ExperimentSettings(.full, world: .alfworld).reinforcement
    #expect(training.games == 16 && training.rollouts == 8)
    #expect(training.iterations == 100 && training.stepLimit == 30 && training.temperature == 1)
    #expect(training.gradientClip == 1 && training.weightDecay == 0.01)
    for profile in [Profile.quick, .full] {
      let settings = ExperimentSettings(profile, world: .generated)
      #expect(settings.coldStart.episodes == 200 && settings.coldStart.epochs == 5)
      #expect(settings.supervised.quartered.episodes * 4 == settings.supervised.episodes)
      #expect(settings.supervised.quartered.epochs == settings.supervised.epochs)
      #expect(settings.reinforcement.games == (profile == .quick ? 8 : 16))
      #expect(settings.reinforcement.rollouts == 8)
      #expect(settings.reinforcement.stepLimit == 30 && settings.evaluation.stepLimit == 30)
      #expect(settings.evaluation.temperature == 0.4)
    }
  }

  /// Runs of the main methods alone are those of the full profile: either finds the other's.
  @Test func theMainMethodsAreTrainedAsInTheFullProfile() {
    for world in [GameWorld.generated, .alfworld] {
      for isPretrained in [false, true] {
        #expect(
          ExperimentSettings(.main, world: world, isPretrained: isPretrained)
            == ExperimentSettings(.full, world: world, isPretrained: isPretrained))
      }
    }
    #expect(Profile.main.seeds == Profile.full.seeds)
  }

  @Test func theLastSmallerBatchOfAnEpochIsLearnedToo() throws {
    // Three sequences in batches of two are two updates an epoch.
    let metrics = try supervised(distinct(3), batch: 2, epochs: 2)
    #expect(metrics.map(\.update) == [4])
  }

  @Test func everyEpochHasAnOrderOfItsOwn() throws {
    // Ten updates an epoch, of one sequence each: what is logged is the last of both epochs. That these
    // agree for all of four seeds is one chance in ten thousand where orders are drawn anew.
    let sequences = distinct(10)
    let lasts = try (1...4).map { seed in
      try supervised(sequences, batch: 1, epochs: 2, seed: seed).map(\.tokens)
    }
    #expect(lasts.allSatisfy { $0.count == 2 })
    #expect(!lasts.allSatisfy { $0[0] == $0[1] })
    // And a seed has orders of its own.
    #expect(Set(lasts).count > 1)
  }

  @Test func theSeedDecidesTheRolloutsOfTheSameGames() throws {
    let start = try tinyModel()
    let generator = GameGenerator(seed: GameSource.generatorSeed)
    var settings = ReinforcementSettings()
    settings.iterations = 1
    settings.games = 1
    settings.rollouts = 2
    settings.stepLimit = 2
    func sampled(seed: UInt64) throws -> [String] {
      let temporary = TemporaryFolder()
      let run = try RunFolder(at: temporary.url)
      _ = try trainByReinforcement(
        .grpo, by: .grpo(), from: start, settings: settings, seed: seed,
        games: { $0.map { generator.game(split: .train, index: $0) } }, run: run, title: "loop")
      defer { withExtendedLifetime(temporary) {} }
      return try run.lines(Transcript.self, of: "episodes.jsonl").flatMap { $0.steps.map(\.output) }
    }
    let first = try sampled(seed: 1)
    #expect(try sampled(seed: 1) == first)
    #expect(try sampled(seed: 2) != first)
  }

  /// Two lost rollouts of one game of which one has a malformed answer: nothing to learn from the
  /// outcome, something from the form.
  @Test func theSignalOfTheOutcomeLeavesTheFormatCreditOut() throws {
    var settings = ReinforcementSettings()
    settings.games = 1
    settings.rollouts = 2
    settings.stepLimit = 2
    let start = try tinyModel().prepared(for: .tagged)
    let rule = Reinforcement.rlvmr()
    let game = GameGenerator(seed: GameSource.generatorSeed).game(split: .train, index: 0)
    var result = try iterate(
      .rlvmr, by: rule, Learner(start, weightDecay: 0, gradientClip: 1), reference: start,
      games: [game], settings: settings, seed: 1)
    let response = Response(tag: .monitor, thought: "so", action: "look")
    func step(_ isWellFormed: Bool) -> EpisodeStep {
      EpisodeStep(
        response: 0..<1,
        parsed: ParsedStep(
          output: isWellFormed ? response.text(in: .tagged) : "so",
          response: isWellFormed ? response : nil, isAdmissible: isWellFormed, targets: []),
        command: isWellFormed ? "look" : "", observation: "")
    }
    for (index, first) in [true, false].enumerated() {
      result.episodes[index].won = false
      result.episodes[index].steps = [step(first), step(true)]
    }
    result.advantages = rule.advantages(result.episodes, result.groups)
    let metrics = ReinforcementMetrics(result, iteration: 1, rules: rule.rules)
    #expect(metrics.groupsWithoutOutcomeSignal == 1)
    #expect(metrics.groupsWithoutSignal == 0)
  }
}
