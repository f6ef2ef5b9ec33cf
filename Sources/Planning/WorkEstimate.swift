import Agent
import Benchmarking
import Experiments
import LanguageModel
import MetaReasoning
import Methods

/// What runs and evaluations take, from the settings, the model's shape and a few demonstrations.
///
/// Expected and not exact: nobody knows before training how many steps an agent will need (see
/// `EpisodeShape.lostShare`).
final class WorkEstimate {
  private let store: RunStore
  private let seed: UInt64
  private let model: Model
  private let arithmetic: Arithmetic
  private let footprint: Footprint
  private var shapes: [String: EpisodeShape] = [:]
  /// Bytes of a transcript a token: about those of the recorded quick report.
  private static let bytesPerToken = 10.0

  /// - Throws: Errors of the seed's base model.
  init(_ store: RunStore, seed: UInt64) throws {
    self.store = store
    self.seed = seed
    model = try store.base(seed: seed)
    arithmetic = Arithmetic(model.configuration)
    footprint = Footprint(model)
  }

  /// What training takes, whatever is done of it already.
  ///
  /// - Throws: Errors of the world's data.
  func work(of run: PlannedRun) throws -> Work {
    var work = Work()
    work.disk = footprint.model
    work.diskWhileRunning = footprint.states
    let shape = try shape(of: run)
    if let supervised = run.specification.supervised {
      let (length, predicted) = shape.demonstration
      let passes = Double(supervised.episodes * supervised.epochs)
      work.tokens = passes * length
      work.supervised = passes * forward(length, predicted) * 3
      work.memory = footprint.supervised
    }
    if let settings = run.specification.reinforcement {
      let (length, predicted) = shape.played(stepLimit: settings.stepLimit)
      let episodes = Double(settings.iterations * settings.games * settings.rollouts)
      work.iterations = settings.iterations
      work.tokens = episodes * length
      work.decoding = episodes * forward(length, predicted)
      // Backwards through the trained blocks alone; forwards through all of them, twice.
      let trained = 1 - Double(settings.frozenBlocks) / Double(model.configuration.layers)
      work.policyUpdates = episodes * forward(length, predicted) * (2 + 2 * trained)
      work.memory = footprint.reinforcement(episodeLength: length)
    }
    return work
  }

  /// Tokens of an episode of a run that lasts to the step limit.
  ///
  /// - Throws: Errors of the world's data.
  func longestEpisode(of run: PlannedRun) throws -> Double {
    let limit = run.specification.reinforcement?.stepLimit ?? store.settings.evaluation.stepLimit
    return try shape(of: run).tokens(steps: Double(limit)).length
  }

  /// What playing a split takes.
  ///
  /// - Throws: Errors of the world's data.
  func work(of evaluation: PlannedEvaluation, of run: PlannedRun) throws -> Work {
    let shape = try shape(of: run)
    let (length, predicted) = shape.played(stepLimit: store.settings.evaluation.stepLimit)
    var work = Work()
    work.tokens = Double(evaluation.games) * length
    work.decoding = Double(evaluation.games) * forward(length, predicted)
    work.disk = work.tokens * Self.bytesPerToken
    work.memory = footprint.evaluation(episodeLength: length)
    return work
  }

  private func forward(_ length: Double, _ predicted: Double) -> Double {
    arithmetic.forward(length: Int(length.rounded()), predicted: Int(predicted.rounded()))
  }

  private func shape(of run: PlannedRun) throws -> EpisodeShape {
    let rules = run.specification.rules
    let supervised = run.specification.supervised ?? store.settings.coldStart
    let set = run.specification.trainingSet
    let name = "\(rules.grammar) \(rules.shownCommands) \(supervised.wording) \(set.rawValue)"
    if let known = shapes[name] { return known }
    let shape = try EpisodeShape(
      of: run.method, supervised, model: model.prepared(for: run.method.grammar), in: store,
      seed: seed, trainOn: set)
    shapes[name] = shape
    return shape
  }
}
