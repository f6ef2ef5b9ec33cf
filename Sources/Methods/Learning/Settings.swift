import Agent

/// Settings of supervised training: pretraining, SFT and the cold start. The learning rate is the
/// method's.
public struct SupervisedSettings: Sendable, Hashable, Codable {
  /// Won demonstrations to learn from.
  public var episodes: Int
  /// How often each is seen.
  public var epochs: Int
  /// Demonstrations an update.
  public var batch = 16
  /// Share of the updates that warm up.
  public var warmup = 0.05
  /// AdamW's decoupled weight decay.
  public var weightDecay = 0.01
  /// Largest global gradient norm.
  public var gradientClip = 1.0
  /// Chance that the teacher injects mistakes before a step, to demonstrate recovery.
  public var mistakeRate = 0.08
  /// How the teacher words its thoughts.
  public var wording = Wording.fixed
  /// Parts of a batch whose gradients are added in one order; no more processes can share an update. Nil,
  /// and no part of a run's key, for as many as a process has threads.
  public var shards: Int?

  /// Creates settings; everything not named keeps its default.
  public init(episodes: Int, epochs: Int) {
    self.episodes = episodes
    self.epochs = epochs
  }

  /// The same with a quarter of the demonstrations.
  public var quartered: SupervisedSettings {
    var settings = self
    settings.episodes = max(1, episodes / 4)
    return settings
  }
}

/// Settings of reinforcement learning, the same for every method.
public struct ReinforcementSettings: Sendable, Hashable, Codable {
  /// Rollout-and-update iterations (paper: 100).
  public var iterations = 100
  /// Games an iteration (paper appendix A.2: 16).
  public var games = 16
  /// Rollouts of each game, the group (paper appendix A.2: 8).
  public var rollouts = 8
  /// Steps after which an episode is lost (paper section 4.1: 30).
  public var stepLimit = 30
  /// Sampling temperature, in rollouts and in updates alike (released: 1.0).
  public var temperature = 1.0
  /// Updates an iteration, each on an equal share of every group (released: batches of 256 rows).
  public var minibatches = 2
  /// Largest global gradient norm (released: 1.0).
  public var gradientClip = 1.0
  /// AdamW's decoupled weight decay (released: 0.01).
  public var weightDecay = 0.01
  /// The embedding and so many of the first blocks are not trained: updates of a large model cost less.
  public var frozenBlocks = 0
  /// Parts of a batch whose gradients are added in one order; no more processes can share an update. Nil,
  /// and no part of a run's key, for as many as a process has threads.
  public var shards: Int?

  /// The paper's values where it gives them, else the released program's.
  public init() {}
}

extension SupervisedSettings {
  /// Reads settings; what is absent keeps its default.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      episodes: try fields.decode(Int.self, forKey: .episodes),
      epochs: try fields.decode(Int.self, forKey: .epochs))
    batch = try fields.value(.batch, or: batch)
    warmup = try fields.value(.warmup, or: warmup)
    weightDecay = try fields.value(.weightDecay, or: weightDecay)
    gradientClip = try fields.value(.gradientClip, or: gradientClip)
    mistakeRate = try fields.value(.mistakeRate, or: mistakeRate)
    wording = try fields.value(.wording, or: wording)
    shards = try fields.decodeIfPresent(Int.self, forKey: .shards)
  }
}

extension ReinforcementSettings {
  /// Reads settings; what is absent keeps its default.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    iterations = try fields.value(.iterations, or: iterations)
    games = try fields.value(.games, or: games)
    rollouts = try fields.value(.rollouts, or: rollouts)
    stepLimit = try fields.value(.stepLimit, or: stepLimit)
    temperature = try fields.value(.temperature, or: temperature)
    minibatches = try fields.value(.minibatches, or: minibatches)
    gradientClip = try fields.value(.gradientClip, or: gradientClip)
    weightDecay = try fields.value(.weightDecay, or: weightDecay)
    frozenBlocks = try fields.value(.frozenBlocks, or: frozenBlocks)
    shards = try fields.decodeIfPresent(Int.self, forKey: .shards)
  }
}
