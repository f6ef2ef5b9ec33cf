import Agent
import Experiments
import HouseholdWorld
import LanguageModel
import MetaReasoning
import Methods
import Randomness
import Synchronization

extension TrainingGroup {
  /// Where a game stands among the fixed games of a world.
  public struct Place: Sendable {
    /// The list.
    public var split: EvaluationSplit
    /// The place in it, from 0.
    public var index: Int

    /// Creates a place.
    public init(_ split: EvaluationSplit, _ index: Int) {
      self.split = split
      self.index = index
    }
  }

  /// Plays a group of a method's agent, updates a copy of it on the group as training would, and writes
  /// down both. `rlvmr watch` with the same seed plays the same rollouts.
  ///
  /// - Parameters:
  ///   - run: The finished training that the agent is of.
  ///   - model: The agent after `iteration` iterations.
  ///   - reference: What the training began with.
  ///   - game: The game at `place`.
  ///   - options: What the command line needs to find the run again.
  /// - Throws: `RunError` where the method does not learn from rollouts, or its vocabulary lacks marks.
  public init(
    of run: TrainedRun, model: Model, iteration: Int, reference: Model, game: Game, at place: Place,
    settings: ReinforcementSettings, options: [String]
  ) throws {
    let method = run.method
    guard let rule = method.reinforcement else {
      throw RunError(
        "\(method.name): only imitates, so there is no group to record; give a method of reinforcement "
          + "learning")
    }
    let seed = run.specification.seed
    let learner = try Learner(model, for: settings)
    let result = try iterate(
      method, by: rule, learner, reference: reference, games: [game], settings: settings,
      seed: SeededGenerator.mix(seed, 0x3A, 0))
    let measured = try Self.logProbabilities(
      of: result.episodes, under: learner.model, reference: reference, method: method,
      settings: settings)
    let rewards = rewardedTrajectories(
      of: result.episodes, groups: result.groups, rules: rule.rules)

    var words = WordList(learner.model.tokenizer)
    var learned = measured[...]
    rollouts = result.episodes.indices.map { index in
      let episode = result.episodes[index]
      let behaviour = episode.steps.flatMap(\.logProbabilities)
      let own = learned.prefix(behaviour.count)
      learned = learned.dropFirst(behaviour.count)
      return Rollout(
        transcript: Transcript(episode, advantages: result.advantages[index]),
        rewards: rewards[index].steps, tokens: episode.tokens.map { words.place(of: $0) },
        responses: episode.steps.map {
          Span(start: $0.response.lowerBound, count: $0.response.count)
        },
        behaviour: behaviour.map { rounded(Double($0)) }, after: own.map { rounded($0.current) },
        reference: own.map { rounded($0.reference) })
    }
    self.words = words.texts
    self.method = method.name
    title = method.title
    rules = run.specification.rules
    self.seed = seed
    trainingSet = run.specification.trainingSet
    split = place.split
    self.game = place.index
    self.iteration = iteration
    iterations = run.specification.reinforcement?.iterations ?? iteration
    self.options = options
    temperature = settings.temperature
    update = result.update
  }

  /// log π of every learned token under two models, read off a step that changes nothing.
  private static func logProbabilities(
    of episodes: [Episode], under model: Model, reference: Model, method: Method,
    settings: ReinforcementSettings
  ) throws -> [(current: Double, reference: Double)] {
    let policy = try method.policy(model, temperature: settings.temperature)
    let sequences = episodes.map { TrainingSequence($0, policy: policy) }
    let count = sequences.reduce(0) { $0 + $1.positions.count }
    let terms = Mutex([(current: Double, reference: Double)](repeating: (0, 0), count: count))
    _ = try Learner(model, for: settings).step(
      on: sequences, against: reference, temperature: policy.temperature, learningRate: 0
    ) { index, current, reference in
      terms.withLock { $0[index] = (current, reference) }
      return TokenLoss(loss: 0, gradient: 0, kl: 0, isClipped: false)
    }
    return terms.withLock { $0 }
  }
}

/// Four decimals: more than a reader sees, and a third of the bytes.
private func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }

/// The texts of the tokens met so far.
private struct WordList {
  private let tokenizer: any Tokenizer
  private var places: [Int32: Int] = [:]
  private(set) var texts: [String] = []

  init(_ tokenizer: any Tokenizer) { self.tokenizer = tokenizer }

  mutating func place(of token: Int32) -> Int {
    if let place = places[token] { return place }
    places[token] = texts.count
    texts.append(tokenizer.text(of: token))
    return texts.count - 1
  }
}
