import Foundation
import HouseholdWorld
import LanguageModel
import MetaReasoning
import Randomness

/// The learning rate of each kind of training, by method: each chosen by the same trials on validation
/// (`LOG.md`, 2026-11-23), because a rate that suits one method can undo another.
public struct LearningRates: Sendable, Hashable, Codable {
  /// The cold start with `<think>`.
  public var coldStartThink = 1e-3
  /// The cold start with tags.
  public var coldStartTagged = 5e-4
  /// SFT.
  public var supervised = 3e-4
  /// GRPO, from either start (released: 1e-6 for 1.5 billion parameters; ours is a thousandth of that
  /// size and needs a larger one).
  public var grpo = 1e-4
  /// RLVMR and its arms.
  public var rlvmr = 3e-4

  /// The rates above.
  public init() {}

  /// A method's rate.
  public func rate(of method: Method) -> Double {
    switch method {
    case .coldStartThink: coldStartThink
    case .coldStartTagged: coldStartTagged
    case .supervised, .supervisedQuarter: supervised
    case .grpo, .grpoTagged: grpo
    case .rlvmr, .rlvmrMonitorPaid, .rlvmrTagsSpared: rlvmr
    }
  }
}

/// The settings of an experiment: one value for all methods but for the learning rate, so that none is
/// favoured.
public struct ExperimentSettings: Sendable, Hashable, Codable {
  /// Which world.
  public var world: World
  /// SFT.
  public var supervised: SupervisedSettings
  /// The cold start.
  public var coldStart: SupervisedSettings
  /// GRPO and RLVMR.
  public var reinforcement: ReinforcementSettings
  /// Learning rates, in place of those of the settings above.
  public var rates = LearningRates()
  /// Evaluation.
  public var evaluation: EvaluationSettings

  /// The settings of a profile.
  public init(_ profile: Profile, world: World) {
    self.world = world
    supervised = profile.supervised
    coldStart = profile.coldStart
    reinforcement = profile.reinforcement
    evaluation = profile.evaluation
  }
}

/// A finished run and how it came about.
public struct TrainedRun: Sendable {
  /// What was trained.
  public let specification: RunSpecification
  /// Where it is kept.
  public let folder: RunFolder
  /// Whether it was found finished rather than trained now.
  public let wasReused: Bool
}

/// Trains and evaluates runs, each once: a finished run with the same specification (sources, data,
/// settings, seed and starting point) is reused, an interrupted one continued.
public struct Laboratory: Sendable {
  /// Where run folders stand.
  public let folder: URL
  /// The settings shared by all methods.
  public let settings: ExperimentSettings
  /// The base model every method starts from.
  public let base: Model
  private let baseDigest: String
  /// Where games come from; nil where runs are only read.
  private let games: GameSource?
  private let recorded: RecordedRuns?
  private let report: @Sendable (String) -> Void

  /// Opens a laboratory.
  ///
  /// - Parameters:
  ///   - folder: Where run folders are kept; created where needed.
  ///   - base: The base model's folder; nil for the shipped one.
  ///   - recorded: Recorded runs to read in place of training any; then no games are needed.
  ///   - report: Is told what is trained and what is reused, a line each.
  /// - Throws: Errors of the base model's files, the world's data, or an unwritable folder.
  public init(
    folder: URL, settings: ExperimentSettings, base: URL? = nil, recorded: URL? = nil,
    report: @escaping @Sendable (String) -> Void
  ) throws {
    self.folder = try RunFolder(at: folder).url
    self.settings = settings
    let baseFolder = try base ?? BaseModel.shippedFolder()
    if FileManager.default.fileExists(
      atPath: baseFolder.appendingPathComponent(BaseModel.checksumFile).path)
    {
      try BaseModel.verify(baseFolder)
    }
    self.base = try Model(contentsOf: baseFolder)
    baseDigest = try BaseModel.digest(of: baseFolder)
    self.recorded = try recorded.map { try RecordedRuns(at: $0) }
    games = recorded == nil ? try GameSource(settings.world) : nil
    self.report = report
  }

  /// The finished run of a method: reused, continued or trained now, after whatever it starts from.
  ///
  /// - Throws: Errors of training; `Interruption.Interrupted` after a Ctrl-C.
  public func run(_ method: Method, seed: UInt64, set: TrainingSet) throws -> TrainedRun {
    let start = try method.start.map { try run($0, seed: seed, set: set) }
    let specification = RunSpecification(
      method: method, seed: seed, world: settings.world, trainingSet: set,
      supervised: supervisedSettings(of: method),
      reinforcement: reinforcementSettings(of: method),
      start: try start?.specification.digest() ?? baseDigest, sources: sourcesDigest)
    if let recorded { return try recorded.run(specification) }
    let source = try source()
    let runFolder = try RunFolder(at: folder.appendingPathComponent(specification.folderName()))
    if runFolder.isFinished {
      try FinishedRun.verify(runFolder, specification: specification.digest())
      return TrainedRun(specification: specification, folder: runFolder, wasReused: true)
    }
    let title = "\(method.title), seed \(seed), \(set.rawValue) categories"
    report("\(title): training (no finished run \(runFolder.url.lastPathComponent))")
    try runFolder.write(specification, to: "config.json")
    try runFolder.write(RunEnvironment.current, to: "environment.json")
    let model: Model
    if let start, let settings = specification.reinforcement {
      model = try trainByReinforcement(
        from: start.model(), method: method, settings: settings, seed: seed,
        games: { source.trainingGames($0, of: set, seed: seed) }, run: runFolder, title: title)
    } else {
      let settings = specification.supervised ?? self.settings.supervised
      model = try trainSupervised(
        from: base,
        on: try demonstrations(settings, grammar: method.grammar, seed: seed, set: set)
          .map(ImitationSequence.init),
        settings: settings, seed: seed, run: runFolder, title: title)
    }
    try model.write(to: runFolder.file("model"))
    // The optimiser's state has done its work, and is the larger part of the folder.
    Learner.discardState(of: runFolder)
    try FinishedRun.seal(runFolder, specification: specification.digest())
    return TrainedRun(specification: specification, folder: runFolder, wasReused: false)
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

  private func supervisedSettings(of method: Method) -> SupervisedSettings? {
    var chosen: SupervisedSettings
    switch method {
    case .coldStartTagged, .coldStartThink: chosen = settings.coldStart
    case .supervised: chosen = settings.supervised
    case .supervisedQuarter: chosen = settings.supervised.quartered
    case .grpo, .grpoTagged, .rlvmr, .rlvmrMonitorPaid, .rlvmrTagsSpared: return nil
    }
    chosen.learningRate = settings.rates.rate(of: method)
    return chosen
  }

  private func reinforcementSettings(of method: Method) -> ReinforcementSettings? {
    if method.start == nil { return nil }
    var chosen = method.settings(settings.reinforcement)
    chosen.learningRate = settings.rates.rate(of: method)
    return chosen
  }

  /// Won expert episodes on training games, as many as the settings ask for.
  ///
  /// Both cold starts of a seed annotate the same games, played the same way.
  ///
  /// - Throws: `RunError` in a laboratory that only reads recorded runs.
  public func demonstrations(
    _ settings: SupervisedSettings, grammar: ResponseGrammar, seed: UInt64, set: TrainingSet
  ) throws -> [Episode] {
    let source = try source()
    let demonstration = DemonstrationSettings(
      grammar: grammar, mistakeRate: settings.mistakeRate)
    var episodes: [Episode] = []
    var next = 0
    while episodes.count < settings.episodes {
      let range = next..<next + settings.episodes - episodes.count
      let games = source.trainingGames(range, of: set, seed: seed)
      let played = Workers.map(Array(zip(range, games))) { index, game -> Episode? in
        guard let instruction = Instruction(parsing: game.instruction) else { return nil }
        return demonstrate(
          game, instruction: instruction, tokenizer: base.tokenizer, settings: demonstration,
          seed: SeededGenerator.mix(seed, 0xDE, UInt64(index)))
      }
      episodes += played.compactMap { $0 }.filter(\.won)
      next = range.upperBound
      if games.isEmpty { break }
    }
    return episodes
  }

  /// Evaluates a run on a split's one fixed list of games; a finished evaluation is reused.
  ///
  /// - Returns: What every episode counts, in the list's order.
  /// - Throws: Errors of the run's files; `Interruption.Interrupted` after a Ctrl-C.
  public func evaluation(of run: TrainedRun, on split: EvaluationSplit) throws -> [EpisodeMetrics] {
    let stem = try evaluationStem(split)
    let name = stem + ".jsonl"
    if FileManager.default.fileExists(atPath: run.folder.file(name).path) {
      return try run.folder.lines(EpisodeMetrics.self, of: name)
    }
    let specification = run.specification
    let source = try source()
    report(
      "\(specification.method.title), seed \(specification.seed): evaluating on \(split.rawValue)")
    let episodes = try evaluate(
      run.model(), grammar: specification.method.grammar,
      games: source.evaluationGames(
        split, count: settings.evaluation.games, set: specification.trainingSet),
      settings: settings.evaluation, seed: specification.seed)
    let metrics = episodes.map(EpisodeMetrics.init)
    try run.folder.write(
      lines: episodes.prefix(4).map { ReadableEpisode($0) }, to: stem + "-episodes.jsonl")
    try run.folder.write(lines: metrics, to: name)
    return metrics
  }

  /// The first evaluated episodes of a run on a split, to read.
  ///
  /// - Throws: Errors of the run's files; `Interruption.Interrupted` after a Ctrl-C.
  public func sampleEpisodes(
    of run: TrainedRun, on split: EvaluationSplit
  ) throws -> [ReadableEpisode] {
    _ = try evaluation(of: run, on: split)
    return try run.folder.lines(
      ReadableEpisode.self, of: evaluationStem(split) + "-episodes.jsonl")
  }

  /// File names of an evaluation: other settings are other evaluations.
  private func evaluationStem(_ split: EvaluationSplit) throws -> String {
    "evaluation-\(split.rawValue)-\(try Digest.sha256(ofJSON: settings.evaluation).prefix(8))"
  }
}

extension TrainedRun {
  /// The trained model.
  ///
  /// - Throws: The checkpoint's errors.
  public func model() throws -> Model { try Model(contentsOf: folder.file("model")) }

  /// The learning curve of a reinforcement run.
  ///
  /// - Throws: `RunError` where the file is corrupt.
  public func reinforcementMetrics() throws -> [ReinforcementMetrics] {
    try folder.lines(ReinforcementMetrics.self, of: "metrics.jsonl")
  }
}
