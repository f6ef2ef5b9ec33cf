import Agent
import Experiments
import Foundation
import HouseholdWorld
import LanguageModel
import Logging
import MetaReasoning
import Methods
import PretrainedModels
import Randomness

/// One iteration of reinforcement learning after another, by the `iterate` that the trainer calls.
struct IterationSuite {
  /// The pretrained agent; nil for the base model.
  var agent: BenchmarkModel?
  var scale: BenchmarkScale
  /// Folder of the store in which cold starts are kept and found again.
  var cache: URL
  /// Is told what is trained or reused, a line each.
  var log: Logger

  /// What both sides of a comparison work with.
  struct SetUp {
    /// The cold-started model's folder.
    var model: URL
    /// The games, the same in every iteration.
    var games: [Game]
    /// Their files; nil for generated games.
    var files: [URL]?
  }

  /// A cold start (reused where there is one) and the games: the released ones where they are
  /// found. A pretrained agent imitates once and reads no other instructions first.
  ///
  /// - Throws: Errors of the world's data and of training.
  func setUp(_ method: Method) throws -> SetUp {
    let world = releasedWorld() ? GameWorld.alfworld : .generated
    var settings = ExperimentSettings(.quick, world: world, isPretrained: agent != nil)
    settings.coldStart.episodes = scale.coldStartEpisodes
    if scale == .quick || agent != nil { settings.coldStart.epochs = 1 }
    // An hour of other instructions would change how long episodes are, which the page says beside the time.
    settings.instructions = nil
    let store = try RunStore(
      folder: cache.appendingPathComponent("runs"), settings: settings,
      agent: try AgentModel(named: agent?.rawValue ?? "miniature"), log: log)
    let start = try store.run(
      method.predecessor ?? .coldStartThink, seed: Self.seed, trainOn: .allCategories)
    let games = try store.source().rolloutGames(
      0..<scale.games, of: .allCategories, seed: Self.seed)
    return SetUp(
      model: start.folder.file("model"), games: games,
      files: world == .alfworld ? try files(of: games) : nil)
  }

  /// One iteration a round, each continuing where the one before stopped, always on the same games.
  ///
  /// - Parameter frozenBlocks: Blocks that the update leaves as they are.
  func contender(
    _ method: Method, _ setUp: SetUp, frozenBlocks: Int = 0
  ) throws -> Contender {
    ProcessMemory.forgetPeak()
    let start = try Model(agentAt: setUp.model)
    var settings = ReinforcementSettings()
    settings.games = scale.games
    settings.rollouts = scale.rollouts
    settings.stepLimit = scale.stepLimit
    settings.frozenBlocks = frozenBlocks
    let learner = try Learner(start, for: settings)
    let games = setUp.games
    let rule = method.reinforcement ?? .grpo()
    let arithmetic = Arithmetic(start.configuration)
    var count: UInt64 = 0
    return Contender(method.title) { [settings] in
      let processorTime = ProcessorTime.ofThisProcess()
      let clock = ContinuousClock.now
      let iteration = try iterate(
        method, by: rule, learner, reference: start, games: games, settings: settings,
        seed: SeededGenerator.mix(Self.seed, 0x5011, count))
      let total = seconds(since: clock)
      let processorSeconds = ProcessorTime.ofThisProcess() - processorTime
      let episodes = iteration.episodes
      count += 1

      var sample = Sample(
        seconds: total, tokens: episodes.reduce(0) { $0 + $1.tokens.count })
      sample.operations = operations(of: episodes, arithmetic)
      sample.rolloutSeconds = iteration.rolloutSeconds
      sample.updateSeconds = iteration.updateSeconds
      sample.residentMemory = ProcessMemory.resident()
      sample.peakMemory = ProcessMemory.peak()
      let world = seconds {
        replay(
          episodes, games: iteration.groups.map { games[$0] }, stepLimit: settings.stepLimit)
      }
      sample.worldSeconds = world
      sample.worldShare = processorSeconds > 0 ? world / processorSeconds : nil
      return sample
    }
  }

  /// Each token once forwards in the rollout, once under the reference policy and once forwards and
  /// backwards in the update; logits for the agent's tokens alone.
  private func operations(of episodes: [Episode], _ arithmetic: Arithmetic) -> Double {
    episodes.reduce(0) { sum, episode in
      let predicted = episode.steps.reduce(0) { $0 + $1.response.count }
      let length = episode.tokens.count
      return sum + 2 * arithmetic.forward(length: length, predicted: predicted)
        + arithmetic.training(length: length, predicted: predicted)
    }
  }

  /// One line, also for a peer's rounds; operations are each sample's own, as episodes differ.
  func measurement(
    _ method: Method, _ timed: TimedRounds, variant: String? = nil
  ) -> Measurement {
    Measurement(
      .iteration, model: agent?.rawValue ?? "base", variant: variant ?? method.title, threads: 2,
      timed: timed)
  }

  /// GRPO, then RLVMR, each from a cold start in its own grammar: a line each.
  func measure(_ plan: RoundPlan) throws -> [Measurement] {
    if agent != nil { return try measureLarge(plan) }
    return try [Method.grpo, .rlvmr].map { method in
      let contender = try contender(method, setUp(method))
      return measurement(method, try plan.measure("iteration \(method.title)", [contender])[0])
    }
  }

  /// RLVMR, and RLVMR with the lower half of the blocks frozen: rounds of minutes, so no more than three.
  private func measureLarge(_ plan: RoundPlan) throws -> [Measurement] {
    let setUp = try setUp(.rlvmr)
    let half = try Model(agentAt: setUp.model).configuration.layers / 2
    var few = plan
    few.rounds = min(3, plan.rounds)
    return try [(Method.rlvmr.title, 0), (Self.halfFrozen, half)].map { title, frozen in
      let contender = try contender(.rlvmr, setUp, frozenBlocks: frozen)
      return measurement(
        .rlvmr, try few.measure("iteration \(title)", [contender])[0], variant: title)
    }
  }

  /// The variant of an iteration that trains the upper blocks alone.
  static let halfFrozen = "\(Method.rlvmr.title), lower half frozen"

  private static let seed: UInt64 = 1

  private func releasedWorld() -> Bool {
    do {
      _ = try ALFWorldDataset(directory: ALFWorldDataset.standardDirectory())
      return true
    } catch {
      log.notice("iteration: generated games: \(error)")
      return false
    }
  }

  private func files(of games: [Game]) throws -> [URL] {
    let dataset = try ALFWorldDataset(directory: ALFWorldDataset.standardDirectory())
    let all = Dictionary(
      uniqueKeysWithValues: try dataset.gameFiles(in: .train).map { ($0.id, $0.url) })
    return games.compactMap { all[$0.id] }
  }

  /// What the world had to do for these episodes, alone on one core: every episode's commands
  /// through a fresh environment, with all that a rollout asks of it.
  private func replay(_ episodes: [Episode], games: [Game], stepLimit: Int) {
    var length = 0
    for (episode, game) in zip(episodes, games) {
      var environment = Environment(game: game, stepLimit: stepLimit)
      length += openingText(of: environment).utf8.count
      for step in episode.steps {
        if environment.stateFingerprint == 0 { length += 1 }
        length += environment.step(step.command).observation.utf8.count
      }
    }
    precondition(length > 0, "the world says something")
  }
}
