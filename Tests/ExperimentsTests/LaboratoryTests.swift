import Foundation
import HouseholdWorld
import LanguageModel
import MetaReasoning
import Testing
import Training

@Suite struct LaboratoryTests {
  private func settings() -> ExperimentSettings {
    var settings = ExperimentSettings(.smoke, world: .generated)
    settings.coldStart.episodes = 10
    settings.supervised.episodes = 10
    settings.evaluation.games = 2
    settings.evaluation.stepLimit = 2
    settings.reinforcement.stepLimit = 2
    return settings
  }

  private func laboratory(
    _ temporary: TemporaryFolder, _ settings: ExperimentSettings
  ) throws -> Laboratory {
    let base = temporary.url.appendingPathComponent("base")
    if !FileManager.default.fileExists(atPath: base.path) { try tinyModel().write(to: base) }
    return try Laboratory(
      folder: temporary.url.appendingPathComponent("runs"), settings: settings, base: base
    ) { _ in }
  }

  @Test func reusesAFinishedRunAndOnlyThat() throws {
    let temporary = TemporaryFolder()
    let first = try laboratory(temporary, settings()).run(.rlvmr, seed: 1, set: .seenCategories)
    #expect(!first.wasReused)
    let again = try laboratory(temporary, settings()).run(.rlvmr, seed: 1, set: .seenCategories)
    #expect(again.wasReused)
    #expect(again.specification == first.specification)
    var changed = settings()
    changed.rates.rlvmr *= 2
    let other = try laboratory(temporary, changed).run(.rlvmr, seed: 1, set: .seenCategories)
    #expect(!other.wasReused)
    let otherSeed = try laboratory(temporary, settings())
      .run(.coldStartTagged, seed: 2, set: .seenCategories)
    #expect(!otherSeed.wasReused)
  }

  @Test(arguments: ["metrics.jsonl", "model/model.safetensors", "done.json"])
  func neverReusesADamagedRun(file: String) throws {
    let temporary = TemporaryFolder()
    let run = try laboratory(temporary, settings())
      .run(.coldStartThink, seed: 1, set: .seenCategories)
    let url = run.folder.file(file)
    var bytes = try Data(contentsOf: url)
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: url)
    let error = #expect(throws: RunError.self) {
      try laboratory(temporary, settings()).run(.coldStartThink, seed: 1, set: .seenCategories)
    }
    // A damaged seal accuses one of the files it seals.
    if file != "done.json" {
      #expect(error?.description.contains(url.lastPathComponent) == true)
    }
    #expect(error?.description.contains("remove the run folder") == true)
  }

  @Test func bothColdStartsSeeTheSameWonGames() throws {
    let laboratory = try laboratory(TemporaryFolder(), settings())
    var many = laboratory.settings.coldStart
    many.episodes = 200
    let tagged = try laboratory.demonstrations(
      many, grammar: .tagged, seed: 1, set: .seenCategories)
    let untagged = try laboratory.demonstrations(
      many, grammar: .think, seed: 1, set: .seenCategories)
    #expect(tagged.count == 200)
    #expect(tagged.count { $0.won } == 200)
    #expect(tagged.map(\.gameID) == untagged.map(\.gameID))
  }

  @Test func evaluatesOnceAndRemembers() throws {
    let temporary = TemporaryFolder()
    let laboratory = try laboratory(temporary, settings())
    let run = try laboratory.run(.coldStartThink, seed: 1, set: .seenCategories)
    let first = try laboratory.evaluation(of: run, on: .validation)
    #expect(first.count == 2)
    let weights = run.folder.file("model/model.safetensors")
    try FileManager.default.removeItem(at: weights)
    #expect(try laboratory.evaluation(of: run, on: .validation) == first)
  }

  @Test func readsRecordedRunsWithoutGamesOrModels() throws {
    let temporary = TemporaryFolder()
    let kept = temporary.url.appendingPathComponent("kept")
    let working = try laboratory(temporary, settings())
    let run = try working.run(.rlvmr, seed: 1, set: .seenCategories)
    let start = try working.run(.coldStartTagged, seed: 1, set: .seenCategories)
    let measured = try working.evaluation(of: run, on: .seen)
    for run in [start, run] {
      #expect(try RecordedRuns.record(run.folder.url, into: kept))
      #expect(try !RecordedRuns.record(run.folder.url, into: kept))
    }
    let reading = try Laboratory(
      folder: temporary.url.appendingPathComponent("unused"), settings: settings(),
      base: temporary.url.appendingPathComponent("base"), recorded: kept
    ) { _ in }
    let found = try reading.run(.rlvmr, seed: 1, set: .seenCategories)
    #expect(found.specification == run.specification)
    #expect(try reading.evaluation(of: found, on: .seen) == measured)
    #expect(try found.reinforcementMetrics() == run.reinforcementMetrics())
    // What was not recorded is named, never trained or guessed.
    let missing = #expect(throws: RunError.self) { try reading.evaluation(of: found, on: .unseen) }
    #expect(missing?.description.contains("rlvmr record") == true)
    #expect(throws: RunError.self) { try reading.run(.rlvmr, seed: 2, set: .seenCategories) }
    // Two recordings of one experiment are not chosen between.
    let other = kept.appendingPathComponent(found.folder.url.lastPathComponent + "-again")
    try FileManager.default.copyItem(at: found.folder.url, to: other)
    let twice = #expect(throws: RunError.self) {
      try reading.run(.rlvmr, seed: 1, set: .seenCategories)
    }
    #expect(twice?.description.contains("keep one") == true)
    try FileManager.default.removeItem(at: other)
    // A number that was changed by hand is noticed.
    let metrics = found.folder.file("metrics.jsonl")
    try Data("{}\n".utf8).write(to: metrics)
    #expect(throws: RunError.self) { try reading.run(.rlvmr, seed: 1, set: .seenCategories) }
    #expect(throws: RunError.self) { try RecordedRuns.record(run.folder.url, into: kept) }
  }

  @Test func armsDifferFromRLVMRInOneSettingEach() throws {
    let shared = settings().reinforcement
    #expect(Method.rlvmr.settings(shared) == shared)
    #expect(Method.grpo.settings(shared) == shared)
    var paid = shared
    paid.rewards.monitor = 1
    #expect(Method.rlvmrMonitorPaid.settings(shared) == paid)
    var spared = shared
    spared.sparesTags = true
    #expect(Method.rlvmrTagsSpared.settings(shared) == spared)
  }

  @Test(
    .enabled(
      if: (try? ALFWorldDataset(directory: ALFWorldDataset.standardDirectory())) != nil,
      "the released games are absent; set ALFWORLD_DATA to the folder that holds json_2.1.1"))
  func developmentNeverTrainsInTheRoomsItIsValidatedIn() throws {
    let source = try GameSource(.alfworld)
    func room(_ game: Game) -> Substring? {
      game.id.prefix { $0 != "/" }.split(separator: "-").last
    }
    let validated = Set(
      try source.evaluationGames(.validationUnseenRooms, count: 1000, set: .development).map(room))
    let trained = Set(source.trainingGames(0..<4000, of: .development, seed: 1).map(room))
    #expect(validated.count == 8)
    #expect(validated.isDisjoint(with: trained))
    // The final runs train everywhere, so theirs would be no validation.
    #expect(throws: RunError.self) {
      try source.evaluationGames(.validationUnseenRooms, count: 1, set: .seenCategories)
    }
    // The stand-in for L2: heat-and-place, in rooms and of a category never trained on.
    let standIn = try source.evaluationGames(
      .validationUnseenCategory, count: 1000, set: .developmentWithoutHeat)
    let known = source.trainingGames(0..<4000, of: .developmentWithoutHeat, seed: 1)
    #expect(!standIn.isEmpty && standIn.allSatisfy { $0.category == .heatAndPlace })
    #expect(!known.contains { $0.category == .heatAndPlace })
    #expect(Set(standIn.map(room)).isDisjoint(with: known.map(room)))
    #expect(throws: RunError.self) {
      try source.evaluationGames(.validationUnseenCategory, count: 1, set: .development)
    }
    let more = try source.evaluationGames(
      .unseenCategoriesSeenRooms, count: 10_000, set: .seenCategories)
    #expect(more.allSatisfy { TrainingSet.heldOut.contains($0.category ?? .pickAndPlace) })
    #expect(more.count > 1000)
  }

  @Test func namesAMissingOrDamagedBaseModel() throws {
    let temporary = TemporaryFolder()
    let missing = temporary.url.appendingPathComponent("nowhere")
    let absent = #expect(throws: TokenizerError.self) {
      try Laboratory(
        folder: temporary.url.appendingPathComponent("runs"), settings: settings(), base: missing
      ) { _ in }
    }
    #expect(absent?.description.contains("nowhere") == true)
    let base = temporary.url.appendingPathComponent("base")
    try tinyModel().write(to: base)
    try BaseModel.checksums(of: base)
      .write(to: base.appendingPathComponent("SHA256SUMS"), atomically: true, encoding: .utf8)
    try BaseModel.verify(base)
    let weights = base.appendingPathComponent("model.safetensors")
    var bytes = try Data(contentsOf: weights)
    bytes[bytes.count - 1] ^= 1
    try bytes.write(to: weights)
    let damaged = #expect(throws: RunError.self) { try BaseModel.verify(base) }
    #expect(damaged?.description.contains("make base") == true)
  }

  @Test func theShippedBaseModelIsWhole() throws {
    let folder = try BaseModel.shippedFolder()
    let model = try Model(contentsOf: folder)
    #expect(model.tokenizer == sharedTokenizer)
    let corpus = try RunFolder(at: folder).read(CorpusSummary.self, from: "corpus.json")
    for category in TrainingSet.heldOut {
      #expect(corpus.demonstrations[category.rawValue] == nil)
    }
  }

  @Test func namesAnUnwritableFolderAndACorruptLine() throws {
    let temporary = TemporaryFolder()
    let run = try RunFolder(at: temporary.url)
    try Data("text".utf8).write(to: run.file("plain"))
    let unwritable = #expect(throws: RunError.self) {
      try RunFolder(at: run.file("plain").appendingPathComponent("below"))
    }
    #expect(unwritable?.description.contains("choose a folder") == true)
    try Data("{\"a\":1}\n{\"a\":\n".utf8).write(to: run.file("metrics.jsonl"))
    let corrupt = #expect(throws: RunError.self) {
      try run.lines([String: Int].self, of: "metrics.jsonl")
    }
    #expect(corrupt?.description.contains("line 2") == true)
  }

  @Test func grpoGivesEveryStepOfAnEpisodeItsOutcomeAndTakesThePenalty() throws {
    func episode(won: Bool, malformed: Int) -> Episode {
      var episode = Episode(gameID: "g", category: nil, opening: "", tokens: [])
      episode.won = won
      episode.steps = (0..<3).map { index in
        EpisodeStep(
          response: 0..<1,
          reasoning: ReasoningStep(
            output: "",
            response: index < malformed ? nil : Response(tag: nil, thought: "a", action: "look"),
            isAdmissible: true),
          command: "look", observation: "", worldState: 0)
      }
      return episode
    }
    // Outcomes 10 and 0.3 less: mean 4.85, deviation 4.85.
    let advantages = grpoAdvantages(
      of: [episode(won: true, malformed: 0), episode(won: false, malformed: 3)], groups: [0, 0],
      settings: ReinforcementSettings())
    #expect(advantages[0].allSatisfy { abs($0.total - 1) < 1e-9 })
    #expect(advantages[1].allSatisfy { abs($0.total + 1) < 1e-9 })
    // Among the lost, the malformed one is worse: −0.3 against 0.
    let lost = grpoAdvantages(
      of: [episode(won: false, malformed: 0), episode(won: false, malformed: 3)], groups: [0, 0],
      settings: ReinforcementSettings())
    #expect(lost[0][0].total > lost[1][0].total)
  }
}
