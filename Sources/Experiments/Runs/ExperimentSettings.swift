import Agent
import Methods

/// The settings of an experiment, the same for all methods.
public struct ExperimentSettings: Sendable, Hashable {
  /// Where training and test games come from.
  public var world: GameWorld
  /// SFT's demonstrations and passes.
  public var supervised: SupervisedSettings
  /// Demonstrations and passes before reinforcement learning, of either grammar.
  public var coldStart: SupervisedSettings
  /// Rollouts and updates of every method that has any.
  public var reinforcement: ReinforcementSettings
  /// Games, steps and temperature of every evaluation.
  public var evaluation: EvaluationSettings
  /// Learning rates in place of the methods' own.
  public var rates = RateOverrides()
  /// Other instructions, which a pretrained agent reads before any method: what the miniature's base
  /// model was made of. Nil where every method starts from the base model itself.
  public var instructions: SupervisedSettings?
  /// Commands in the prompts of all methods; a method may show more.
  public var shownCommands = ShownCommands.none
  /// Whether the decoder lets only well-formed answers of all methods through, but of those that ask for
  /// the contrary: the miniature's does, whose form is as fragile as its skill (`LOG.md`).
  public var holdsForm: Bool

  /// The settings of a profile.
  ///
  /// - Parameter isPretrained: Whether the agent is a pretrained model, which learns at other rates and
  ///   costs some hundred times as much a token.
  public init(_ profile: Profile, world: GameWorld, isPretrained: Bool = false) {
    self.world = world
    holdsForm = !isPretrained
    supervised = profile.supervised
    coldStart = profile.coldStart
    reinforcement = profile.reinforcement
    evaluation = profile.evaluation
    if isPretrained { fitPretrainedModel(profile) }
  }

  /// Fewer games, episodes and passes, so that the quick profile takes about two hours, and the rates of
  /// fine-tuning. That of reinforcement learning was chosen by how far it moves the policy in a few
  /// iterations, and not by trials of what is won (`LOG.md`).
  ///
  /// What is shown and read first is the setting whose stand-in for L2 stood highest of those tried on
  /// validation, none of which passed all gates (`LOG.md`); smoke runs read and imitate a few episodes alone.
  private mutating func fitPretrainedModel(_ profile: Profile) {
    rates = RateOverrides(reinforcement: 5e-5, supervised: 2e-4, coldStart: 2e-4)
    coldStart.batch = 4
    supervised.batch = 4
    shownCommands = .acts
    instructions = SupervisedSettings(instructions: profile == .smoke ? 4 : 1000)
    if profile == .smoke {
      coldStart.episodes = 16
      return
    }
    coldStart.epochs = profile == .quick ? 2 : 5
    supervised.episodes = profile == .quick ? 400 : 1500
    supervised.epochs = 2
    reinforcement.games = profile == .quick ? 4 : 8
    reinforcement.iterations = profile == .quick ? 8 : 40
    evaluation.games = profile == .quick ? 24 : 140
  }

  /// Words the thoughts of all demonstrations alike.
  mutating func setWording(_ wording: Wording) {
    supervised.wording = wording
    coldStart.wording = wording
    instructions?.wording = wording
  }

  /// Cuts the batches of all training alike.
  mutating func setShards(_ shards: Int) {
    supervised.shards = shards
    coldStart.shards = shards
    instructions?.shards = shards
    reinforcement.shards = shards
  }

  /// The method with the learning rate, the prompt and the beginning of these settings, and so whatever it
  /// starts from.
  func adjusted(_ method: Method) -> Method {
    var method = method
    method.learningRate = rates.rate(of: method) ?? method.learningRate
    method.shownCommands = max(method.shownCommands, shownCommands)
    method.holdsForm = method.holdsForm ?? holdsForm
    switch method.start {
    case .baseModel where instructions != nil && method.imitation?.demonstrations != .instructions:
      var first = Method.instructions
      // An arm with another prompt or decoder has it from the beginning.
      first.shownCommands = method.shownCommands
      first.holdsForm = method.holdsForm
      method.start = .method(adjusted(first))
    case .baseModel: break
    case .method(let start): method.start = .method(adjusted(start))
    }
    return method
  }

  /// Settings of the supervised training that an imitation is.
  func supervisedSettings(of imitation: Imitation) -> SupervisedSettings {
    switch imitation.demonstrations {
    case .coldStart: coldStart
    case .all: supervised
    case .quarter: supervised.quartered
    case .instructions: instructions ?? supervised
    }
  }
}

extension SupervisedSettings {
  /// So many demonstrations of other instructions, each read once.
  init(instructions: Int) {
    self.init(episodes: instructions, epochs: 1)
    batch = 4
  }
}

/// Learning rates that a command line asks for in place of the methods' own; nil leaves these.
public struct RateOverrides: Sendable, Hashable {
  /// Of every kind of reinforcement learning.
  public var reinforcement: Double?
  /// Of SFT, and of other instructions before it.
  public var supervised: Double?
  /// Of the cold starts.
  public var coldStart: Double?

  func rate(of method: Method) -> Double? {
    switch method.imitation?.demonstrations {
    case .coldStart: coldStart
    case .all, .quarter, .instructions: supervised
    case nil: reinforcement
    }
  }
}
