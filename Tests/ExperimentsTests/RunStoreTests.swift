import Agent
import Archive
import Experiments
import Foundation
import HouseholdWorld
import LanguageModel
import MetaReasoning
import Methods
import Testing

@Suite struct RunStoreTests {
  @Test func reusesAFinishedRunAndOnlyThat() throws {
    let temporary = TemporaryFolder()
    let first = try store(temporary).run(.rlvmr, seed: 1, trainOn: .seenCategories)
    #expect(!first.wasReused)
    let again = try store(temporary).run(.rlvmr, seed: 1, trainOn: .seenCategories)
    #expect(again.wasReused)
    #expect(again.specification == first.specification)
    var changed = tinySettings()
    changed.rates.reinforcement = 1e-3
    #expect(
      try !store(temporary, changed).run(.rlvmr, seed: 1, trainOn: .seenCategories).wasReused)
    #expect(
      try !store(temporary).run(.coldStartTagged, seed: 2, trainOn: .seenCategories).wasReused)
    #expect(
      try !store(temporary).run(.coldStartTagged, seed: 1, trainOn: .allCategories).wasReused)
  }

  @Test(arguments: ["metrics.jsonl", "model/model.safetensors", "done.json"])
  func neverReusesADamagedRun(file: String) throws {
    let temporary = TemporaryFolder()
    let run = try store(temporary).run(.coldStartThink, seed: 1, trainOn: .seenCategories)
    let url = run.folder.file(file)
    var bytes = try Data(contentsOf: url)
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: url)
    let error = #expect(throws: RunError.self) {
      try store(temporary).run(.coldStartThink, seed: 1, trainOn: .seenCategories)
    }
    // A damaged seal accuses one of the files it seals.
    if file != "done.json" {
      #expect(error?.description.contains(url.lastPathComponent) == true)
    }
    #expect(error?.description.contains("remove the run folder") == true)
  }

  /// Episodes are there to be read: whoever reads others than were played is told. Runs that were sealed before
  /// episodes were are as good as ever.
  @Test func changedEpisodesAreNoticedWhereTheSealNamesThem() throws {
    let temporary = TemporaryFolder()
    let run = try store(temporary).run(.grpo, seed: 1, trainOn: .seenCategories)
    let model = try RunSeal.modelDigest(of: run.folder)
    func again() throws -> TrainedRun {
      try store(temporary).run(.grpo, seed: 1, trainOn: .seenCategories)
    }
    let file = run.folder.file("episodes.jsonl")
    let whole = try Data(contentsOf: file)
    try (whole + Data("{}\n".utf8)).write(to: file)
    let error = #expect(throws: RunError.self) { _ = try again() }
    #expect(error?.description.contains("episodes.jsonl: differs") == true)
    #expect(error?.description.contains("remove the run folder") == true)

    let seal = run.folder.file(RunSeal.name)
    var json = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: seal)) as? [String: Any])
    var files = try #require(json["files"] as? [String: String])
    // A damaged name is no older seal.
    let digest = files.removeValue(forKey: "episodes.jsonl")
    json["files"] = files.merging(["episodes.jsonk": try #require(digest)]) { $1 }
    try JSONSerialization.data(withJSONObject: json).write(to: seal)
    let corrupt = #expect(throws: RunError.self) { _ = try again() }
    #expect(corrupt?.description.contains("\(RunSeal.name): corrupt") == true)
    json["files"] = files
    try JSONSerialization.data(withJSONObject: json).write(to: seal)
    #expect(try again().wasReused)
    // Nor do episodes decide what the model is, and so what an evaluation of it is.
    #expect(try RunSeal.modelDigest(of: run.folder) == model)
  }

  @Test func trainingChangesTheModelItStartsFrom() throws {
    // A loop that returned its start would pass every other test of files.
    let temporary = TemporaryFolder()
    let store = try store(temporary)
    func weights(_ run: TrainedRun) throws -> Data {
      try Data(contentsOf: run.folder.file("model/model.safetensors"))
    }
    let start = try store.run(.coldStartTagged, seed: 1, trainOn: .seenCategories)
    let trained = try store.run(.rlvmr, seed: 1, trainOn: .seenCategories)
    try store.base(seed: 1).write(to: temporary.url.appendingPathComponent("copy"))
    let base = try Data(
      contentsOf: temporary.url.appendingPathComponent("copy/model.safetensors"))
    #expect(try weights(start) != base)
    #expect(try weights(trained) != weights(start))
    #expect(trained.specification.start == (try start.specification.key()))
  }

  @Test func aSeedMayHaveABaseModelOfItsOwn() throws {
    let temporary = TemporaryFolder()
    for seed: UInt64 in [1, 2] {
      try tinyModel(seed: seed).write(to: temporary.url.appendingPathComponent("bases/\(seed)"))
    }
    let pattern = temporary.url.appendingPathComponent("bases").path + "/{seed}"
    let store = try store(temporary, base: pattern)
    let runs = try [1, 2].map {
      try store.run(.coldStartThink, seed: $0, trainOn: .seenCategories)
    }
    #expect(runs[0].specification.base != runs[1].specification.base)
    #expect(store.baseFolder(seed: 2).lastPathComponent == "2")
    #expect(!store.sharesBase(among: [1, 2]) && store.sharesBase(among: [2]))
  }

  /// A report that says otherwise claims more than its intervals hold.
  @Test func seedsOfAPretrainedModelOrOfOneFolderShareTheirBase() throws {
    let temporary = TemporaryFolder()
    let pretrained = try RunStore(
      folder: temporary.url.appendingPathComponent("pretrained"), settings: tinySettings(),
      agent: .pretrained(temporary.url.appendingPathComponent("model.gguf")), log: silentLog)
    #expect(pretrained.sharesBase(among: [1, 2]))
    #expect(try store(temporary).sharesBase(among: [1, 2, 3]))
    let shipped = try RunStore(
      folder: temporary.url.appendingPathComponent("shipped"), settings: tinySettings(),
      log: silentLog)
    #expect(!shipped.sharesBase(among: [1, 2]))
  }

  @Test func saysWhyARunIsTrainedOrReused() throws {
    let temporary = TemporaryFolder()
    let listener = Listener()
    _ = try store(temporary, log: listener.log)
      .run(.coldStartThink, seed: 1, trainOn: .seenCategories)
    #expect(listener.said.last?.contains("no run of it is known") == true)
    // Without being asked it is silent about what it reuses.
    let count = listener.said.count
    _ = try store(temporary, log: listener.log)
      .run(.coldStartThink, seed: 1, trainOn: .seenCategories)
    #expect(listener.said.count == count)
    _ = try store(temporary, explains: true, log: listener.log)
      .run(.coldStartThink, seed: 1, trainOn: .seenCategories)
    #expect(listener.said.last?.contains("reused") == true)
    var changed = tinySettings()
    changed.rates.coldStart = 5e-3
    changed.coldStart.epochs = 2
    _ = try store(temporary, changed, log: listener.log)
      .run(.coldStartThink, seed: 1, trainOn: .seenCategories)
    #expect(
      listener.said.last?.contains(
        "changed since the last run: rules.learningRate, supervised.epochs") == true,
      "\(listener.said.last ?? "")")
  }

  @Test func readsRecordedRunsWithoutGamesOrModels() throws {
    let temporary = TemporaryFolder()
    let archive = temporary.url.appendingPathComponent("kept.tar.gz")
    let working = try store(temporary)
    let run = try working.run(.rlvmr, seed: 1, trainOn: .seenCategories)
    let start = try working.run(.coldStartTagged, seed: 1, trainOn: .seenCategories)
    let measured = try working.evaluation(of: run, on: .seen)
    let folders = [start, run].map(\.folder.url)
    #expect(
      try Set(RecordedRuns.record(folders, into: archive))
        == Set(folders.map(\.lastPathComponent)))
    // The same runs again are the same bytes, and nothing new.
    let bytes = try Data(contentsOf: archive)
    #expect(try RecordedRuns.record(folders, into: archive).isEmpty)
    #expect(try Data(contentsOf: archive) == bytes)

    let reading = try store(temporary, recorded: archive)
    let found = try reading.run(.rlvmr, seed: 1, trainOn: .seenCategories)
    #expect(found.specification == run.specification)
    #expect(try reading.evaluation(of: found, on: .seen) == measured)
    #expect(try found.reinforcementMetrics() == run.reinforcementMetrics())
    // What was not recorded cannot be had without games; nor is another rate mistaken for this.
    #expect(throws: RunError.self) { try reading.evaluation(of: found, on: .unseen) }
    #expect(throws: RunError.self) {
      try reading.run(.rlvmr, seed: 2, trainOn: .seenCategories)
    }
    var changed = tinySettings()
    changed.rates.reinforcement = 1e-3
    #expect(throws: RunError.self) {
      try store(temporary, changed, recorded: archive)
        .run(.rlvmr, seed: 1, trainOn: .seenCategories)
    }
    // A run from another base model is not this one.
    try tinyModel(seed: 9).write(to: temporary.url.appendingPathComponent("other"))
    let other = temporary.url.appendingPathComponent("other").path
    #expect(throws: RunError.self) {
      try store(temporary, base: other, recorded: archive)
        .run(.rlvmr, seed: 1, trainOn: .seenCategories)
    }
    // Where the base model is not at hand, as those of other held-out pairs are not in a clone, runs can be read.
    let missing = temporary.url.appendingPathComponent("missing/{seed}").path
    let unbased = try store(temporary, base: missing, recorded: archive)
    #expect(
      try unbased.run(.rlvmr, seed: 1, trainOn: .seenCategories).specification == run.specification)
    #expect(throws: RunError.self) {
      try unbased.run(.rlvmr, seed: 1, trainOn: .withoutHeatAndLight)
    }
  }

  @Test func aRerunWithOtherBytesIsNotRecordedOverTheFirst() throws {
    let temporary = TemporaryFolder()
    let archive = temporary.url.appendingPathComponent("kept.tar.gz")
    let run = try store(temporary).run(.coldStartThink, seed: 1, trainOn: .seenCategories)
    _ = try RecordedRuns.record([run.folder.url], into: archive)
    // As if another machine had trained it: other metrics under the same key.
    let entries = try Archive.entries(of: archive).map { entry in
      (
        name: entry.name,
        data: entry.name.hasSuffix("metrics.jsonl") ? Data("{}\n".utf8) : entry.data
      )
    }
    try Archive.write(entries, to: archive)
    let error = #expect(throws: RunError.self) {
      try RecordedRuns.record([run.folder.url], into: archive)
    }
    #expect(error?.description.contains("does not reproduce") == true)
    #expect(try Archive.entries(of: archive).map(\.data) == entries.map(\.data))
  }

  @Test(arguments: ["../elsewhere", "/etc", ".", ""])
  func aListOfRunsCannotNameAFolderElsewhere(name: String) throws {
    let temporary = TemporaryFolder()
    try RunFolder(at: temporary.url).write([name], to: "used-by-Chapter.json")
    let error = #expect(throws: RunError.self) {
      try RecordedRuns.archive(
        runsOf: ["Chapter"], in: temporary.url,
        to: temporary.url.appendingPathComponent("kept.tar.gz"))
    }
    #expect(error?.description.contains("no run folder") == true)
  }

  @Test func namesAMissingOrDamagedBaseModel() throws {
    let temporary = TemporaryFolder()
    let missing = temporary.url.appendingPathComponent("nowhere").path
    let absent = #expect(throws: TokenizerError.self) {
      try store(temporary, base: missing).base(seed: 1)
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

  @Test(arguments: 1...BaseModel.count) func theShippedBaseModelsAreWhole(seed: UInt64) throws {
    let folder = BaseModel.shippedFolder(seed: seed)
    try BaseModel.verify(folder)
    let settings = try RunFolder(at: folder).read(PretrainingSettings.self, from: "settings.json")
    var expected = PretrainingSettings()
    expected.seed = seed
    #expect(settings == expected)
    let model = try Model(contentsOf: folder)
    #expect(model.tokenizer as? WordTokenizer == sharedTokenizer)
    let corpus = try RunFolder(at: folder).read(CorpusSummary.self, from: "corpus.json")
    for category in TrainingSet.heldOutByPaper {
      #expect(corpus.demonstrations[category.rawValue] == nil)
    }
  }

  @Test func everySeedStartsFromItsOwnShippedBase() throws {
    let temporary = TemporaryFolder()
    let store = try RunStore(folder: temporary.url, settings: tinySettings(), log: silentLog)
    let folders = (1...BaseModel.count).map(store.baseFolder(seed:))
    #expect(Set(folders).count == Int(BaseModel.count))
    #expect(try Set(folders.map(BaseModel.digest(of:))).count == folders.count)
    // More seeds than bases begin again with the first; none has no base.
    #expect(store.baseFolder(seed: BaseModel.count + 2) == folders[1])
    #expect(store.baseFolder(seed: 0) == folders.last)
    #expect(folders.contains(store.baseFolder(seed: .max)))
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
}
