import Agent
import Experiments
import Foundation
import HouseholdWorld
import LanguageModel
import MetaReasoning
import Methods
import Randomness
import Testing

/// Which games are played for what, by whom, and how: checked through the files that runs leave.
@Suite struct WhoPlaysWhatTests {
  @Test func everyIterationRollsOutTheNextGamesOfTheSeedsOwnList() throws {
    let temporary = TemporaryFolder()
    var settings = tinySettings()
    settings.reinforcement.iterations = 3
    let run = try store(temporary, settings).run(.grpo, seed: 4, trainOn: .seenCategories)
    let sampled = try run.folder.lines(Transcript.self, of: "episodes.jsonl")
    // One episode an iteration is written down: the first of its first game.
    let expected = try GameSource(.generated)
      .rolloutGames(0..<3 * settings.reinforcement.games, of: .seenCategories, seed: 4)
    #expect(
      sampled.map(\.gameID)
        == [0, 1, 2].map { expected[$0 * settings.reinforcement.games].id })
    #expect(Set(sampled.map(\.gameID)).count == 3)
    #expect(sampled.map(\.iteration) == [1, 2, 3])
  }

  @Test func aMethodIsTrainedFromWhatItStartsFrom() throws {
    let temporary = TemporaryFolder()
    let store = try store(temporary)
    // At rate 0 the run ends as it began.
    var still = Method.grpo
    still.name = "still"
    still.learningRate = 0
    func weights(_ model: Model) -> [Float] {
      withExtendedLifetime(model.parameters) { Array(model.parameters.values) }
    }
    let ended = try store.run(still, seed: 1, trainOn: .seenCategories).model()
    let start = try store.run(.coldStartThink, seed: 1, trainOn: .seenCategories).model()
    #expect(weights(ended) == weights(start))
    #expect(weights(ended) != weights(try store.base(seed: 1)))
  }

  @Test func aColdStartDemonstratesNoGameThatIsRolledOut() throws {
    let temporary = TemporaryFolder()
    let store = try store(temporary)
    var many = store.settings.coldStart
    many.episodes = 200
    let demonstrated = try store.demonstrations(
      many, for: .coldStartTagged, tokenizer: sharedTokenizer, seed: 1, trainOn: .seenCategories,
      contextLength: 4096)
    #expect(demonstrated.count == 200 && demonstrated.allSatisfy(\.won))
    let rolledOut = try GameSource(.generated)
      .rolloutGames(0..<1600, of: .seenCategories, seed: 1)
    #expect(Set(demonstrated.map(\.gameID)).isDisjoint(with: rolledOut.map(\.id)))
    // Both cold starts annotate the same games, played the same way.
    let untagged = try store.demonstrations(
      many, for: .coldStartThink, tokenizer: sharedTokenizer, seed: 1, trainOn: .seenCategories,
      contextLength: 4096)
    #expect(demonstrated.map(\.gameID) == untagged.map(\.gameID))
    #expect(
      demonstrated.map { $0.steps.map(\.command) } == untagged.map { $0.steps.map(\.command) })
    // More than what is kept for a cold start would reach into the rolled-out games.
    many.episodes = GameSource.coldStartGames + 1
    #expect(throws: RunError.self) {
      try store.demonstrations(
        many, for: .coldStartThink, tokenizer: sharedTokenizer, seed: 1, trainOn: .seenCategories,
        contextLength: 4096)
    }
  }

  @Test(arguments: [EvaluationSplit.validation, .seen, .unseen, .unseenCategories])
  func anEvaluationPlaysItsSplitsGamesInOrder(split: EvaluationSplit) throws {
    let temporary = TemporaryFolder()
    let store = try store(temporary)
    let run = try store.run(.coldStartThink, seed: 1, trainOn: .seenCategories)
    let games = try GameSource(.generated).evaluationGames(split, count: 2, set: .seenCategories)
    #expect(try store.evaluation(of: run, on: split).map(\.gameID) == games.map(\.id))
  }

  @Test func whatIsEvaluatedIsWhatWasTrainedAtTheEvaluationsTemperature() throws {
    let temporary = TemporaryFolder()
    var settings = tinySettings()
    settings.evaluation.temperature = 0.4
    let store = try store(temporary, settings)
    let run = try store.run(.grpo, seed: 3, trainOn: .seenCategories)
    let measured = try store.evaluation(of: run, on: .validation)
    let games = try GameSource(.generated)
      .evaluationGames(.validation, count: 2, set: .seenCategories)
    func played(_ model: Model, _ temperature: Double) throws -> [[String]] {
      rollOut(
        games, policy: try run.method.policy(model, temperature: temperature), stepLimit: 2,
        seed: SeededGenerator.mix(3, 0xE7A1, 0)
      ).map { $0.steps.map(\.parsed.output) }
    }
    let outputs = measured.map { $0.steps.map(\.output) }
    #expect(try outputs == played(run.model(), 0.4))
    #expect(try outputs != played(run.model(), 1))
    #expect(try outputs != played(store.base(seed: 3), 0.4))
  }

  @Test func evaluatesOnceAndRemembersUnlessAskedForOtherwise() throws {
    let temporary = TemporaryFolder()
    let store = try store(temporary)
    let run = try store.run(.coldStartThink, seed: 1, trainOn: .seenCategories)
    let first = try store.evaluation(of: run, on: .validation)
    #expect(first.count == 2)
    // Once measured, the model is not needed any more.
    let weights = run.folder.file("model/model.safetensors")
    try FileManager.default.removeItem(at: weights)
    #expect(try store.evaluation(of: run, on: .validation) == first)
    var warmer = tinySettings()
    warmer.evaluation.temperature = 0.9
    // Other settings are another evaluation, for which there is no model now.
    #expect(throws: (any Error).self) {
      try RunStore(
        folder: store.folder, settings: warmer,
        base: temporary.url.appendingPathComponent("base").path, log: silentLog
      ).evaluation(of: run, on: .validation)
    }
  }

  @Test func anEvaluationThatWasAskedForOtherwiseIsMadeAnew() throws {
    let temporary = TemporaryFolder()
    let listener = Listener()
    let store = try store(temporary, log: listener.log)
    let run = try store.run(.coldStartThink, seed: 1, trainOn: .seenCategories)
    let first = try store.evaluation(of: run, on: .validation)
    func evaluations() -> Int { listener.said.count { $0.contains("evaluating") } }
    #expect(evaluations() == 1)
    // The same file name, but a seal with another key: of another program, or of other games.
    let names = try FileManager.default.contentsOfDirectory(atPath: run.folder.url.path)
    let name = try #require(names.first { $0.hasSuffix(".seal.json") })
    var seal = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: run.folder.file(name)))
        as? [String: Any])
    seal["key"] = "another"
    try JSONSerialization.data(withJSONObject: seal).write(to: run.folder.file(name))
    #expect(try store.evaluation(of: run, on: .validation) == first)
    #expect(evaluations() == 2)
    #expect(try store.evaluation(of: run, on: .validation) == first)
    #expect(evaluations() == 2)
  }

  @Test func theReferencePolicyIsTheStartHoweverLongTrainingGoes() throws {
    // Every second rollout is rewarded, so that the policy moves; a reference that moved along would
    // always be zero away.
    let temporary = TemporaryFolder()
    var method = Method.grpo
    method.learningRate = 1e-2
    let rule = Reinforcement(rules: RewardRules()) { episodes, _ in
      episodes.indices.map { index in
        let advantage = index % 2 == 0 ? 1.0 : -1
        return episodes[index].steps.map { _ in
          StepAdvantage(trajectory: advantage, step: 0, total: advantage)
        }
      }
    }
    var settings = ReinforcementSettings()
    settings.iterations = 3
    settings.games = 2
    settings.rollouts = 2
    settings.stepLimit = 2
    settings.minibatches = 1
    let run = try RunFolder(at: temporary.url)
    let source = try GameSource(.generated)
    _ = try trainByReinforcement(
      method, by: rule, from: tinyModel(), settings: settings, seed: 1,
      games: { source.rolloutGames($0, of: .seenCategories, seed: 1) }, run: run, title: "t")
    let kl = try run.lines(ReinforcementMetrics.self, of: "metrics.jsonl").map(\.update.kl)
    #expect(kl[0] == 0, "before the first update the policy is the reference")
    #expect(kl[1] > 0 && kl[2] > 0)
  }

  @Test func everyIterationSamplesAnew() throws {
    // The same game every time and a policy that does not move: only the sampling can differ.
    let temporary = TemporaryFolder()
    var method = Method.grpo
    method.learningRate = 0
    var settings = ReinforcementSettings()
    settings.iterations = 3
    settings.games = 1
    settings.rollouts = 2
    settings.stepLimit = 2
    let run = try RunFolder(at: temporary.url)
    let game = try GameSource(.generated).rolloutGames(0..<1, of: .seenCategories, seed: 1)
    _ = try trainByReinforcement(
      method, by: .grpo(), from: tinyModel(), settings: settings, seed: 1, games: { _ in game },
      run: run, title: "t")
    let outputs = try run.lines(Transcript.self, of: "episodes.jsonl")
      .map { $0.steps.map(\.output) }
    #expect(Set(outputs).count == 3)
  }

  @Test func aChangedTranscriptIsRefused() throws {
    let temporary = TemporaryFolder()
    let store = try store(temporary)
    let run = try store.run(.coldStartThink, seed: 1, trainOn: .seenCategories)
    _ = try store.evaluation(of: run, on: .validation)
    let names = try FileManager.default.contentsOfDirectory(atPath: run.folder.url.path)
    let name = try #require(
      names.first { $0.hasPrefix("evaluation-validation-") && $0.hasSuffix(".jsonl") })
    var text = try String(contentsOf: run.folder.file(name), encoding: .utf8)
    text = text.replacingOccurrences(of: "\"won\":false", with: "\"won\":true")
    try Data((text + "\n").utf8).write(to: run.folder.file(name))
    let error = #expect(throws: RunError.self) {
      try store.evaluation(of: run, on: .validation)
    }
    #expect(error?.description.contains(name) == true)
  }

  @Test func heldFormAndShownCommandsReachRolloutsAndEvaluation() throws {
    let temporary = TemporaryFolder()
    let store = try store(temporary)
    // A tiny model cannot keep the form by itself; the decoder does, where nothing else is asked for.
    let held = try store.run(.coldStartTagged, seed: 1, trainOn: .seenCategories)
    let free = try store.run(
      Method.coldStartTagged.under(.formFree), seed: 1, trainOn: .seenCategories)
    #expect(
      try store.evaluation(of: free, on: .validation).flatMap(\.steps)
        .contains { $0.action == nil })
    #expect(
      try store.evaluation(of: held, on: .validation).flatMap(\.steps)
        .allSatisfy { $0.action != nil })
    let trained = try store.run(.rlvmr, seed: 1, trainOn: .seenCategories)
    #expect(try trained.reinforcementMetrics().allSatisfy { $0.rollouts.malformedRate == 0 })
    let arm = try store.run(Method.rlvmr.under(.formFree), seed: 1, trainOn: .seenCategories)
    #expect(try arm.reinforcementMetrics().allSatisfy { $0.rollouts.malformedRate > 0 })
    // Their starts are under the same condition.
    #expect(arm.method.predecessor?.name == "cold-start-tagged+free-form")
    let shown = Method.rlvmr.under(.commandsShown)
    let model = try store.base(seed: 1)
    #expect(try shown.policy(model, temperature: 1).shownCommands == .all)
    #expect(try Method.rlvmr.policy(model, temperature: 1).shownCommands == .none)
  }
}
