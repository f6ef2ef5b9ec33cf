import Agent
import Experiments
import Methods
import Statistics

/// What is measured: the runs a chapter needs, each trained or found once, and every episode of their
/// evaluations.
public final class Measurements {
  /// Where runs are trained and reused.
  public let store: RunStore
  /// How much is trained and measured.
  public let profile: Profile
  /// The training seeds. A seed is a base model, a cold start and a run of each method.
  public let seeds: [UInt64]
  /// How intervals are computed.
  public let bootstrap = Bootstrap()
  /// The methods compared.
  public let methods: ComparedMethods
  /// The commands that make the runs used, each for all seeds, in the order of their use.
  public private(set) var commands: [String] = []
  /// All evaluations so far, in the order of their use.
  private(set) var evaluated: [(cell: Need, rows: [[EpisodeMetrics]])] = []

  private let overrides: [String]
  private let trainingSet: TrainingSet?
  private var places: [Need: Int] = [:]
  private(set) var needs: DeclaredNeeds

  /// Measurements with a chapter's options.
  ///
  /// - Parameters:
  ///   - needs: All that will be measured.
  ///   - set: The categories trained on, whatever the split; nil for each split's usual ones.
  ///   - methods: The methods compared; nil for those of the options.
  /// - Throws: Errors of the base model, the world's data or the output folder.
  public init(
    _ options: ExperimentOptions, needs: [Need], trainedOn set: TrainingSet? = nil,
    comparing methods: ComparedMethods? = nil
  ) throws {
    trainingSet = set
    self.needs = DeclaredNeeds(needs)
    store = try options.store()
    self.methods = methods ?? ComparedMethods(options)
    profile = options.profile
    seeds = options.trainingSeeds
    overrides = options.overrides
  }

  /// Which categories a method trains on to be measured on a split, unless asked for otherwise.
  public func trainingSet(for split: EvaluationSplit) -> TrainingSet {
    trainingSet ?? profile.trainingSet(for: split)
  }

  /// The finished run of a method, trained now if need be.
  ///
  /// - Throws: Errors of training; `RunError` for a run that no declared need is of.
  public func run(_ method: Method, seed: UInt64, trainedOn set: TrainingSet) throws -> TrainedRun {
    try needs.checkRun(method, set)
    let run = try store.run(method, seed: seed, trainOn: set)
    let command =
      ([
        "rlvmr train \(method.name) --train-on \(set.rawValue)",
        "--seeds \(seeds.map(String.init).joined(separator: ","))",
        "--profile \(profile.rawValue) --world \(store.settings.world.rawValue)",
      ] + overrides).joined(separator: " ")
    if !commands.contains(command) { commands.append(command) }
    return run
  }

  /// Every evaluated episode of a method on a split as it went: one row a seed.
  ///
  /// - Parameter set: The categories trained on; nil for the split's usual ones.
  /// - Throws: Errors of training and evaluation.
  public func transcripts(
    _ method: Method, _ split: EvaluationSplit, trainedOn set: TrainingSet? = nil
  ) throws -> [[Transcript]] {
    let set = set ?? trainingSet(for: split)
    try needs.ask(Need(method: method.name, split: split, trainingSet: set))
    return try seeds.map { seed in
      try store.evaluation(of: run(method, seed: seed, trainedOn: set), on: split)
    }
  }

  /// What every evaluated episode of a method on a split counts: one row a seed.
  ///
  /// - Parameter set: The categories trained on; nil for the split's usual ones.
  /// - Throws: Errors of training and evaluation.
  public func episodes(
    _ method: Method, _ split: EvaluationSplit, trainedOn set: TrainingSet? = nil
  ) throws -> [[EpisodeMetrics]] {
    let cell = Need(
      method: method.name, split: split, trainingSet: set ?? trainingSet(for: split))
    if let place = places[cell] { return evaluated[place].rows }
    let rows = try transcripts(method, split, trainedOn: cell.trainingSet)
      .map { $0.map(EpisodeMetrics.init) }
    places[cell] = evaluated.count
    evaluated.append((cell, rows))
    return rows
  }

  /// Whether the decoder holds the form of every method's answers, so that none is malformed.
  public var holdsForm: Bool { store.settings.holdsForm }

  /// Whether every seed starts from one and the same base model.
  public var seedsShareBase: Bool { store.sharesBase(among: seeds) }
}
