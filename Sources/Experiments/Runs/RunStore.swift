import Agent
import Communication
import Digests
import Foundation
import HouseholdWorld
import LanguageModel
import Logging
import MetaReasoning
import Methods
import PretrainedModels
import Randomness

/// A finished run and how it came about.
public struct TrainedRun: Sendable {
  /// The method with the learning rate it was trained at.
  public let method: Method
  /// Its content address.
  public let specification: RunSpecification
  /// Where it is kept.
  public let folder: RunFolder
  /// Whether it was found finished rather than trained now.
  public let wasReused: Bool
}

/// Trains and evaluates runs, each once: a finished run with the same key (rules, settings, data, base
/// model, toolchain and kernels) is reused, an interrupted one continued.
public struct RunStore: Sendable {
  /// Where run folders stand.
  public let folder: URL
  /// The settings shared by all methods.
  public let settings: ExperimentSettings
  /// The base model's folder, in which "{seed}" stands for the training seed; nil for the shipped ones.
  private let basePath: String?
  /// A pretrained model that is the agent of every seed; nil for the miniature.
  private let pretrained: URL?
  /// Digests alone: the weights of a large model are read again by whoever trains it.
  private let baseDigests = Cache<String, String>()
  private let baseSizes = Cache<String, BaseSize>()
  private let splits = Cache<String, [Game]>()
  /// Where games come from; nil where runs are only read.
  private let games: GameSource?
  private let dataDigest: String
  private let recorded: RecordedRuns?
  private let log: Logger
  private let explains: Bool
  /// The processes that train and evaluate together; the first locks, decides and writes.
  let ranks: any Communicator

  /// Opens a store.
  ///
  /// - Parameters:
  ///   - folder: Where run folders are kept; created where needed.
  ///   - base: The base model's folder, in which "{seed}" stands for the training seed: a seed may
  ///     have a base model of its own. Nil for the shipped ones.
  ///   - agent: The miniature, whose base model `base` is, or a pretrained model.
  ///   - recorded: An archive of recorded runs to read in place of training any; then no games are
  ///     needed.
  ///   - explains: Whether to say of every run if it is reused or trained, and why; otherwise only
  ///     what is trained is told.
  ///   - ranks: Processes that train each run together and share the folder's disk; the first speaks.
  /// - Throws: Errors of the world's data or an unwritable folder.
  public init(
    folder: URL, settings: ExperimentSettings, base: String? = nil,
    agent: AgentModel = .miniature, recorded: URL? = nil, explains: Bool = false,
    over ranks: any Communicator = SingleProcess(), log: Logger
  ) throws {
    self.folder = try RunFolder(at: folder).url
    self.settings = settings
    if case .pretrained(let url) = agent { pretrained = url } else { pretrained = nil }
    basePath = base
    self.recorded = try recorded.map { try RecordedRuns(at: $0) }
    games = recorded == nil ? try GameSource(settings.world) : nil
    dataDigest = recorded == nil ? try Digest.trainingData(of: settings.world) : ""
    self.explains = explains
    self.ranks = ranks
    self.log =
      ranks.isFirst ? log : Logger(label: "rlvmr", factory: { _ in SwiftLogNoOpLogHandler() })
  }

  /// Whether the agent is a pretrained model rather than the miniature: what it has read before, nobody
  /// here decided.
  public var isPretrained: Bool { pretrained != nil }

  /// Whether these seeds start from one and the same model, a pretrained one or the only base: then no interval
  /// over them says anything about other bases.
  public func sharesBase(among seeds: [UInt64]) -> Bool {
    isPretrained || Set(seeds.map(baseFolder(seed:))).count == 1
  }

  /// The folder of a seed's base model, where the agent is not a pretrained one.
  public func baseFolder(seed: UInt64) -> URL {
    guard let basePath else { return BaseModel.shippedFolder(seed: seed) }
    return URL(fileURLWithPath: basePath.replacingOccurrences(of: "{seed}", with: "\(seed)"))
  }

  /// The base model that every method of a seed starts from.
  ///
  /// - Throws: Errors of its files.
  public func base(seed: UInt64) throws -> Model { try opened(seed: seed).model }

  /// How large that model is; it is opened once for this, however often it is asked.
  ///
  /// - Throws: Errors of its files.
  public func baseSize(seed: UInt64) throws -> BaseSize {
    try baseSizes.value(of: (pretrained ?? baseFolder(seed: seed)).path) {
      let model = try base(seed: seed)
      return BaseSize(parameters: model.parameters.count, words: model.tokenizer.count)
    }
  }

  private func opened(seed: UInt64) throws -> OpenedBase {
    if let pretrained { return try OpenedBase(pretrained: pretrained) }
    return try OpenedBase(folder: baseFolder(seed: seed))
  }

  /// Digest of the base model of a seed; empty where runs are only read and it is not at hand.
  private func baseDigest(seed: UInt64) throws -> String {
    if recorded != nil, pretrained == nil,
      !FileManager.default.fileExists(atPath: baseFolder(seed: seed).path)
    {
      return ""
    }
    return try baseDigests.value(of: (pretrained ?? baseFolder(seed: seed)).path) {
      try opened(seed: seed).digest
    }
  }

  /// What decides the bytes of a run: the same whether it is made, found or only planned.
  ///
  /// - Parameters:
  ///   - method: As the settings adjust it.
  ///   - start: Key of the run it starts from; nil where that is the base model.
  /// - Throws: Errors of the base model's files.
  func specification(
    of method: Method, seed: UInt64, trainOn set: TrainingSet, start: String?
  ) throws -> RunSpecification {
    RunSpecification(
      method: method.name, rules: MethodRules(method), seed: seed, world: settings.world,
      trainingSet: set, supervised: method.imitation.map(settings.supervisedSettings(of:)),
      reinforcement: method.reinforcement == nil ? nil : settings.reinforcement,
      start: start, base: try baseDigest(seed: seed), data: dataDigest,
      build: BuildIdentity(for: method, pretrained: isPretrained))
  }

  /// The finished run of a method: reused, continued or trained now, after whatever it starts from.
  ///
  /// - Throws: Errors of training; `Interruption.Interrupted` after a Ctrl-C.
  public func run(
    _ method: Method, seed: UInt64, trainOn set: TrainingSet
  ) throws -> TrainedRun {
    let method = settings.adjusted(method)
    let title = "\(method.title), seed \(seed), trained on \(set.rawValue)"
    if recorded == nil, method.predecessor != nil,
      try planned(method, seed: seed, trainOn: set).last?.isDone == false
    {
      // Before hours are spent on what it starts from.
      try requireFeasible(method, seed: seed, title: title)
    }
    let start = try method.predecessor.map { try run($0, seed: seed, trainOn: set) }
    let specification = try specification(
      of: method, seed: seed, trainOn: set, start: start?.specification.key())
    if let recorded { return try recorded.run(method, specification) }
    let runFolder = try RunFolder(at: folder.appendingPathComponent(specification.folderName()))
    UsedRuns.insert(runFolder.name, in: folder)
    func finished() throws -> TrainedRun? {
      guard runFolder.isFinished else { return nil }
      try RunSeal.verify(runFolder, key: specification.key())
      // What a kill between the seal and this left.
      if ranks.isFirst { Learner.discardState(of: runFolder) }
      if explains { log.notice("\(title): reused \(runFolder.name), the same key") }
      return TrainedRun(
        method: method, specification: specification, folder: runFolder, wasReused: true)
    }
    if let known = try together(finished) { return known }
    let lock = ranks.isFirst ? try lock(runFolder, title) : nil
    defer { lock?.release() }
    // Another process may have trained it meanwhile.
    if let known = try together(finished) { return known }
    try requireFeasible(method, seed: seed, title: title)
    log.notice("\(title): training \(runFolder.name): \(whyTrained(specification, runFolder))")
    if ranks.isFirst {
      try runFolder.write(specification, to: "config.json")
      try runFolder.write(RunEnvironment.current, to: "environment.json")
    }
    let model = try train(method, from: start, specification, in: runFolder, title: title)
    if ranks.isFirst {
      try Durability.writeFolder(runFolder.file("model")) { try model.write(to: $0) }
      try RunSeal.seal(runFolder, key: specification.key())
      // The optimiser's state has done its work, and is the larger part of the folder.
      Learner.discardState(of: runFolder)
    }
    ranks.meet()
    return TrainedRun(
      method: method, specification: specification, folder: runFolder, wasReused: false)
  }

  /// Where games come from.
  ///
  /// - Throws: `RunError` where runs are only read: something is missing from them.
  package func source() throws -> GameSource {
    guard let games else {
      throw RunError(
        "the recorded runs lack an evaluation; run the same command without --recorded, then "
          + "`rlvmr record`")
    }
    return games
  }

  /// Evaluates a run on a split's one fixed list of games; a finished evaluation is reused.
  ///
  /// - Returns: Every episode as it went, in the list's order.
  /// - Throws: Errors of the run's files; `Interruption.Interrupted` after a Ctrl-C.
  public func evaluation(of run: TrainedRun, on split: EvaluationSplit) throws -> [Transcript] {
    let kept = try SealedEvaluation(in: run.folder, split: split, settings: settings.evaluation)
    if recorded != nil, let transcripts = try kept.transcripts(key: nil) { return transcripts }
    let games = try evaluationGames(split, trainedOn: run.specification.trainingSet)
    let specification = try evaluationSpecification(
      of: run.specification, in: run.folder, on: split, games: games)
    let title = "\(run.method.title), seed \(run.specification.seed), \(split.rawValue)"
    func known() throws -> [Transcript]? { try kept.transcripts(key: specification.key()) }
    if let transcripts = try together(known) {
      if explains { log.notice("\(title): evaluation reused, the same key") }
      return transcripts
    }
    let lock = ranks.isFirst ? try lock(run.folder, title) : nil
    defer { lock?.release() }
    if let transcripts = try together(known) { return transcripts }
    log.notice("\(title): evaluating")
    let model = try run.model()
    try requireMemory(toEvaluate: model, title: title)
    let episodes = try evaluate(
      model, as: run.method, games: games, settings: settings.evaluation,
      seed: run.specification.seed, over: ranks)
    let transcripts = episodes.map { Transcript($0) }
    if ranks.isFirst { try kept.write(transcripts, for: specification) }
    ranks.meet()
    return transcripts
  }
}

extension RunStore {
  /// What the first process finds on the disk that all share; nil for all where it finds nothing.
  ///
  /// - Throws: What finding it throws; `RunError` where another process cannot see it.
  private func together<Found>(_ find: () throws -> Found?) throws -> Found? {
    if ranks.size == 1 { return try find() }
    let found = ranks.isFirst ? try find() : nil
    guard ranks.first({ found != nil }) else { return nil }
    guard let seen = try found ?? find() else {
      throw RunError(
        "\(folder.path): process \(ranks.rank) does not see what process 0 sees there; give --output a folder "
          + "on a disk that all share")
    }
    return seen
  }

  /// A run's lock: of several processes that want the same run, one trains it and the others reuse it.
  private func lock(_ runFolder: RunFolder, _ title: String) throws -> RunLock {
    let lock = try RunLock(runFolder.file("lock"), of: title) { log.notice("\($0)") }
    Durability.removeDrafts(in: runFolder.url)
    return lock
  }

  /// Refuses a training that cannot succeed.
  ///
  /// - Throws: `RunError` where more blocks are frozen than there are, or it does not fit into memory; errors
  ///   of the base model's files.
  private func requireFeasible(_ method: Method, seed: UInt64, title: String) throws {
    let base = try base(seed: seed)
    let (frozen, layers) = (settings.reinforcement.frozenBlocks, base.configuration.layers)
    if method.reinforcement != nil, frozen >= layers {
      throw RunError(
        "--frozen-blocks \(frozen): the model has \(layers) blocks; leave at least one of them to train"
      )
    }
    try requireMemory(for: method, base: base, title: title)
  }

  /// What decides the bytes of a finished run's evaluation.
  ///
  /// - Throws: `RunError` where the run's seal cannot be read.
  func evaluationSpecification(
    of run: RunSpecification, in folder: RunFolder, on split: EvaluationSplit, games: [Game]
  ) throws -> EvaluationSpecification {
    EvaluationSpecification(
      model: try RunSeal.modelDigest(of: folder), rules: run.rules, split: split,
      trainingSet: run.trainingSet, settings: settings.evaluation, seed: run.seed,
      games: try Digest.of(games), build: run.build.ofEvaluation)
  }

  /// Writes down which runs were asked for, so that a report knows what it rests on.
  ///
  /// - Parameter user: Who asked: a chapter's name.
  /// - Throws: `RunError` where the list cannot be written.
  public func writeUsedRuns(by user: String) throws {
    if recorded == nil { try UsedRuns.write(to: folder, user: user) }
  }

  /// A split's games, made or read once.
  func evaluationGames(
    _ split: EvaluationSplit, trainedOn set: TrainingSet
  ) throws -> [Game] {
    let key = "\(split.rawValue) \(set.rawValue) \(settings.evaluation.games)"
    return try splits.value(of: key) {
      try source().evaluationGames(split, count: settings.evaluation.games, set: set)
    }
  }

  /// Why there is no finished run of a specification: what differs from the last one of the same method,
  /// categories and seed.
  private func whyTrained(_ wanted: RunSpecification, _ runFolder: RunFolder) -> String {
    if FileManager.default.fileExists(atPath: runFolder.file("config.json").path) {
      return "it was interrupted"
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let others = names.filter { $0.hasPrefix(wanted.folderStem) && $0 != runFolder.name }
    let differences = others.compactMap { name -> [String]? in
      let url = folder.appendingPathComponent(name).appendingPathComponent("config.json")
      guard let data = try? Data(contentsOf: url),
        let known = try? JSONDecoder().decode(RunSpecification.self, from: data)
      else { return nil }
      return wanted.differences(from: known)
    }
    guard let least = differences.min(by: { $0.count < $1.count }) else {
      return "no run of it is known"
    }
    return "changed since the last run: " + least.joined(separator: ", ")
  }
}

extension RunSpecification {
  /// The names of what differs, such as "sources of MetaReasoning" or "rules.learningRate".
  func differences(from other: RunSpecification) -> [String] {
    func fields(_ value: RunSpecification) -> [String: String] {
      guard let data = try? canonicalJSON(value),
        let object = try? JSONSerialization.jsonObject(with: data)
      else { return [:] }
      return flattened(object, "")
    }
    let (mine, others) = (fields(self), fields(other))
    return Set(mine.keys).union(others.keys).filter { mine[$0] != others[$0] }.sorted()
      .map { name in
        let prefix = "build.sources."
        return name.hasPrefix(prefix) ? "sources of \(name.dropFirst(prefix.count))" : name
      }
  }

  private func flattened(_ value: Any, _ name: String) -> [String: String] {
    guard let object = value as? [String: Any] else { return [name: "\(value)"] }
    return object.reduce(into: [:]) { fields, field in
      let path = name.isEmpty ? field.key : "\(name).\(field.key)"
      fields.merge(flattened(field.value, path)) { first, _ in first }
    }
  }
}

extension TrainedRun {
  /// The trained model.
  ///
  /// - Throws: The checkpoint's errors.
  public func model() throws -> Model { try Model(agentAt: folder.file("model")) }

  /// The learning curve of a reinforcement run.
  ///
  /// - Throws: `RunError` where the file is corrupt.
  public func reinforcementMetrics() throws -> [ReinforcementMetrics] {
    try folder.lines(ReinforcementMetrics.self, of: "metrics.jsonl")
  }
}

/// How large a base model is.
public struct BaseSize: Sendable, Hashable {
  /// Trained numbers.
  public let parameters: Int
  /// Tokens of its vocabulary.
  public let words: Int
}
