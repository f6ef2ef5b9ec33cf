import Agent
import ArgumentParser
import Experiments
import Foundation
import HouseholdWorld
import LanguageModel
import MetaReasoning
import Methods
import Testing

/// What an experiment sets for all methods alike: the prompt, what is read before any of them, how
/// demonstrations are worded and how long they may be.
@Suite struct SharedSettingsTests {
  private func store(_ temporary: TemporaryFolder, _ settings: ExperimentSettings) throws
    -> RunStore
  {
    try RunStore(
      folder: temporary.url.appendingPathComponent("runs"), settings: settings, log: silentLog)
  }

  @Test func whatThePromptShowsIsTheSameForAllMethodsAndTheirStarts() throws {
    let temporary = TemporaryFolder()
    var settings = tinySettings()
    settings.shownCommands = .acts
    let store = try store(temporary, settings)
    for method in [Method.rlvmr, .grpo] {
      let run = try store.run(method, seed: 1, trainOn: .seenCategories)
      #expect(run.method.shownCommands == .acts)
      #expect(run.method.predecessor?.shownCommands == .acts)
      #expect(run.specification.rules.shownCommands == .acts)
    }
    // An arm that shows more keeps doing so.
    let arm = try store.run(
      Method.grpo.under(.commandsShown), seed: 1, trainOn: .seenCategories)
    #expect(arm.method.shownCommands == .all && arm.method.predecessor?.shownCommands == .all)
  }

  @Test(arguments: [true, false])
  func whoHoldsTheFormIsTheSameForAllMethodsAndTheirStarts(_ isHeld: Bool) throws {
    let temporary = TemporaryFolder()
    var settings = tinySettings()
    settings.holdsForm = isHeld
    let store = try store(temporary, settings)
    for method in [Method.rlvmr, .grpo, .supervised] {
      let run = try store.run(method, seed: 1, trainOn: .seenCategories)
      #expect(run.method.holdsForm == isHeld)
      #expect(run.method.predecessor.map { $0.holdsForm == isHeld } != false)
      #expect(run.specification.rules.holdsForm == isHeld)
    }
    // An arm that asks for the contrary gets it, and so does its start.
    let condition = isHeld ? Condition.formFree : .formHeld
    let arm = try store.run(
      Method.grpo.under(condition), seed: 1, trainOn: .seenCategories)
    #expect(arm.specification.rules.holdsForm == !isHeld)
    #expect(arm.method.predecessor?.holdsForm == !isHeld)
  }

  @Test func theMiniaturesDecoderHoldsTheFormUnlessAskedNotTo() throws {
    func holdsForm(_ arguments: [String]) throws -> Bool {
      try ExperimentOptions.parse(arguments).settings.holdsForm
    }
    #expect(try holdsForm([]))
    #expect(try !holdsForm(["--form", "free"]))
    #expect(try !holdsForm(["--agent", "x"]))
    #expect(try holdsForm(["--agent", "x", "--form", "held"]))
    #expect(throws: (any Error).self) { try holdsForm(["--form", "loose"]) }
    let asked = try ExperimentOptions.parse(["--form", "free"])
    #expect(asked.overrides == ["--form", "free"])
  }

  @Test func instructionsComeBeforeEveryMethodWhereTheyAreAskedFor() throws {
    let temporary = TemporaryFolder()
    var settings = tinySettings()
    settings.instructions = SupervisedSettings(episodes: 6, epochs: 1)
    settings.instructions?.batch = 2
    let store = try store(temporary, settings)
    let rlvmr = try store.run(.rlvmr, seed: 1, trainOn: .seenCategories)
    let first = try #require(rlvmr.method.predecessor?.predecessor)
    #expect(first.name == "instructions" && first.predecessor == nil)
    let sft = try store.run(.supervised, seed: 1, trainOn: .seenCategories)
    #expect(sft.method.predecessor?.name == "instructions")
    // One run serves both; it is trained on what was asked for, and not on the base alone.
    let run = try store.run(first, seed: 1, trainOn: .seenCategories)
    #expect(run.wasReused && run.specification.supervised?.episodes == 6)
    #expect(sft.specification.start == (try run.specification.key()))
    let (model, base) = (try run.model(), try store.base(seed: 1))
    withExtendedLifetime((model, base)) {
      #expect(!model.parameters.values.elementsEqual(base.parameters.values))
    }
    // Read once, under any condition; with an arm's prompt from the beginning.
    let arm = try store.run(
      Method.supervised.under(.commandsShown), seed: 1, trainOn: .seenCategories)
    #expect(arm.method.predecessor?.shownCommands == .all)
    let alone = try store.run(
      Method.instructions.under(.commandsShown), seed: 1, trainOn: .seenCategories)
    #expect(alone.method.predecessor == nil)
    // Without them methods start from the base itself.
    #expect(Method.supervised.predecessor == nil)
    let plain = try self.store(temporary, tinySettings())
      .run(.supervised, seed: 1, trainOn: .seenCategories)
    #expect(plain.method.predecessor == nil)
  }

  @Test(arguments: TrainingSet.allCases)
  func instructionsShowNoTaskThatIsNotTrainedOn(set: TrainingSet) {
    let excluded = set.instructionOptions.excludedCategories
    #expect(excluded.isSuperset(of: set.heldOut))
    for category in TaskCategory.allCases where !set.categories.contains(category) {
      #expect(excluded.contains(category))
    }
    #expect(!excluded.contains(.pickAndPlace))
    #expect(
      excluded.contains(.heatAndPlace)
        == [.developmentWithoutHeat, .withoutHeatAndLight].contains(set))
  }

  @Test func demonstrationsAreWordedAndPromptedAsAskedFor() throws {
    let temporary = TemporaryFolder()
    let store = try store(temporary, tinySettings())
    func demonstrated(_ wording: Wording, _ method: Method) throws -> [Episode] {
      var some = store.settings.coldStart
      some.episodes = 10
      some.wording = wording
      return try store.demonstrations(
        some, for: method, tokenizer: sharedTokenizer, seed: 1, trainOn: .seenCategories,
        contextLength: 4096)
    }
    let fixed = try demonstrated(.fixed, .coldStartTagged)
    let free = try demonstrated(.free, .coldStartTagged)
    #expect(fixed.map(\.gameID) == free.map(\.gameID))
    for (one, other) in zip(fixed, free) {
      #expect(one.steps.map(\.parsed.output) != other.steps.map(\.parsed.output))
    }
    let shown = try demonstrated(.fixed, Method.coldStartTagged.under(.commandsShown))
    for (one, other) in zip(fixed, shown) { #expect(one.tokens.count < other.tokens.count) }
  }

  @Test func demonstrationsLongerThanTheContextAreLeftOut() throws {
    let temporary = TemporaryFolder()
    let store = try store(temporary, tinySettings())
    var some = store.settings.coldStart
    some.episodes = 30
    func lengths(_ contextLength: Int) throws -> [Int] {
      try store.demonstrations(
        some, for: .coldStartTagged, tokenizer: sharedTokenizer, seed: 1, trainOn: .seenCategories,
        contextLength: contextLength
      ).map(\.tokens.count)
    }
    let all = try lengths(4096)
    let limit = all.sorted()[20]
    let fitting = try lengths(limit)
    // As many, all of which fit, the longest to the last token.
    #expect(all.count == 30 && fitting.count == 30)
    #expect(all.contains { $0 > limit } && fitting.max() == limit)
    let error = #expect(throws: RunError.self) { try lengths(20) }
    #expect(error?.description.contains("context of 20 tokens") == true)
  }

  @Test func frozenBlocksStayAsTheyWereAndTheOthersLearn() throws {
    let temporary = TemporaryFolder()
    var settings = tinySettings()
    settings.reinforcement.frozenBlocks = 2
    let store = try store(temporary, settings)
    let start = try store.run(.coldStartThink, seed: 1, trainOn: .seenCategories).model()
    let trained = try store.run(.grpo, seed: 1, trainOn: .seenCategories).model()
    for tensor in start.parameters.tensors {
      let isFrozen = ["model.embed_tokens", "model.layers.0.", "model.layers.1."]
        .contains { tensor.name.hasPrefix($0) }
      let isSame = start.parameters.view(tensor).elementsEqual(trained.parameters.view(tensor))
      if isFrozen { #expect(isSame, "\(tensor.name)") }
      if tensor.name.contains("layers.3.mlp") { #expect(!isSame, "\(tensor.name)") }
    }
    settings.reinforcement.frozenBlocks = start.configuration.layers
    let all = try self.store(temporary, settings)
    let error = #expect(throws: RunError.self) {
      try all.run(.grpo, seed: 1, trainOn: .seenCategories)
    }
    #expect(error?.description.contains("leave at least one") == true)
  }

  @Test func wordsThatTheMiniatureLacksAreRefused() throws {
    for (arguments, word) in [
      (["--wording", "free"], "wording"), (["--instructions", "5"], "instructions"),
      (["--agent", "x", "--instructions", "-1"], "instructions"),
      (["--cold-start-epochs", "0"], "cold-start-epochs"),
      (["--frozen-blocks", "-1"], "frozen-blocks"),
    ] {
      #expect(throws: (any Error).self, "\(word)") { try ExperimentOptions.parse(arguments) }
    }
    let asked = try ExperimentOptions.parse([
      "--agent", "x", "--wording", "free", "--instructions", "5", "--shown-commands", "acts",
      "--cold-start-epochs", "3", "--learning-rate", "0.001", "--frozen-blocks", "2",
    ])
    let settings = asked.settings
    #expect(settings.shownCommands == .acts && settings.coldStart.epochs == 3)
    #expect(settings.instructions?.episodes == 5 && settings.reinforcement.frozenBlocks == 2)
    for supervised in [settings.coldStart, settings.supervised, settings.instructions] {
      #expect(supervised?.wording == .free)
    }
    #expect(settings.rates.reinforcement == 0.001)
    // What was asked for is shown again where a command is quoted.
    #expect(try ExperimentOptions.parse(asked.overrides).settings == settings)
    let none = try ExperimentOptions.parse(["--agent", "x", "--instructions", "0"])
    #expect(none.settings.instructions == nil)
    // What was chosen on validation holds where nothing else is asked for, and for no miniature.
    let own = try ExperimentOptions.parse(["--agent", "x"]).settings
    #expect(own.shownCommands == .acts && own.instructions?.episodes == 1000)
    #expect(own.instructions?.epochs == 1 && own.instructions?.batch == 4)
    let miniature = try ExperimentOptions.parse([]).settings
    #expect(miniature.shownCommands == .none && miniature.instructions == nil)
    // Two hours have room for one seed; whoever asks for more gets them.
    #expect(try ExperimentOptions.parse(["--agent", "x"]).trainingSeeds == [1])
    #expect(
      try ExperimentOptions.parse(["--agent", "x", "--seeds", "2,3"]).trainingSeeds == [2, 3])
    #expect(
      try ExperimentOptions.parse(["--agent", "x", "--profile", "full"]).trainingSeeds == [
        1, 2, 3, 4, 5,
      ])
    #expect(try ExperimentOptions.parse([]).trainingSeeds == [1, 2, 3])
  }
}
