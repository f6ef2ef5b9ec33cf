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

  @Test func aColdStartDemonstratesNoGameThatIsRolledOut() throws {
    let temporary = TemporaryFolder()
    let store = try store(temporary)
    var many = store.settings.coldStart
    many.episodes = 200
    let demonstrated = try store.demonstrations(
      many, for: .coldStartTagged, tokenizer: sharedTokenizer, seed: 1, trainOn: .seenCategories)
    #expect(demonstrated.count == 200 && demonstrated.allSatisfy(\.won))
    let rolledOut = try GameSource(.generated)
      .rolloutGames(0..<1600, of: .seenCategories, seed: 1)
    #expect(Set(demonstrated.map(\.gameID)).isDisjoint(with: rolledOut.map(\.id)))
    // Both cold starts annotate the same games, played the same way.
    let untagged = try store.demonstrations(
      many, for: .coldStartThink, tokenizer: sharedTokenizer, seed: 1, trainOn: .seenCategories)
    #expect(demonstrated.map(\.gameID) == untagged.map(\.gameID))
    #expect(
      demonstrated.map { $0.steps.map(\.command) } == untagged.map { $0.steps.map(\.command) })
    // More than what is kept for a cold start would reach into the rolled-out games.
    many.episodes = GameSource.coldStartGames + 1
    #expect(throws: RunError.self) {
      try store.demonstrations(
        many, for: .coldStartThink, tokenizer: sharedTokenizer, seed: 1, trainOn: .seenCategories)
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
        games, policy: try Method.grpo.policy(model, temperature: temperature), stepLimit: 2,
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
    // A tiny model cannot keep the form by itself; under the condition it always does.
    let free = try store.run(.coldStartTagged, seed: 1, trainOn: .seenCategories)
    let held = try store.run(
      Method.coldStartTagged.under(.formHeld), seed: 1, trainOn: .seenCategories)
    #expect(
      try store.evaluation(of: free, on: .validation).flatMap(\.steps)
        .contains { $0.action == nil })
    #expect(
      try store.evaluation(of: held, on: .validation).flatMap(\.steps)
        .allSatisfy { $0.action != nil })
    let trained = try store.run(
      Method.rlvmr.under(.formHeld), seed: 1, trainOn: .seenCategories)
    #expect(try trained.reinforcementMetrics().allSatisfy { $0.rollouts.malformedRate == 0 })
    // Their starts are under the same condition.
    #expect(trained.method.predecessor?.name == "cold-start-tagged+held-form")
    let shown = Method.rlvmr.under(.commandsShown)
    let model = try store.base(seed: 1)
    #expect(try shown.policy(model, temperature: 1).showsCommands)
    #expect(try !Method.rlvmr.policy(model, temperature: 1).showsCommands)
  }
}
