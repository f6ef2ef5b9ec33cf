import MetaReasoning

/// Settings of supervised training: pretraining, SFT and the cold start.
public struct SupervisedSettings: Sendable, Hashable, Codable {
  /// Number of demonstrations.
  public var episodes: Int
  /// How often each is seen.
  public var epochs: Int
  /// Demonstrations an update.
  public var batch = 16
  /// Highest learning rate; warm-up then cosine to a tenth.
  public var learningRate = 1e-3
  /// Share of the updates that warm up.
  public var warmup = 0.05
  /// AdamW's decoupled weight decay.
  public var weightDecay = 0.01
  /// Largest global gradient norm.
  public var gradientClip = 1.0
  /// Chance that the teacher injects mistakes before a step, to demonstrate recovery.
  public var mistakeRate = 0.08

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

/// Settings of reinforcement learning, the same for GRPO and RLVMR.
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
  /// Constant learning rate; a laboratory puts the method's own in its place (`LearningRates`).
  public var learningRate = 1e-4
  /// Updates an iteration, each on an equal share of the games (released: batches of 256 rows).
  public var minibatches = 2
  /// Largest global gradient norm (released: 1.0).
  public var gradientClip = 1.0
  /// AdamW's decoupled weight decay (released: 0.01).
  public var weightDecay = 0.01
  /// Constants of the policy loss.
  public var loss = PolicyLossConstants()
  /// Constants of the rewards.
  public var rewards = RewardConstants()
  /// How advantages are combined.
  public var weights = AdvantageWeights()
  /// Paper or released program.
  public var variant = Variant.asWritten
  /// Whether the token that opens a tag carries the trajectory's advantage alone: then a tag is not
  /// chosen for its own reward. Not in the paper; an arm of its own.
  public var sparesTags = false
  /// Iterations between saved states.
  public var saveEvery = 5

  /// The paper's values where it gives them, else the released program's.
  public init() {}
}

/// Settings of an evaluation, the same for every method.
public struct EvaluationSettings: Sendable, Hashable, Codable {
  /// Sampling temperature (released: 0.4).
  public var temperature = 0.4
  /// Steps after which an episode is lost (paper section 4.1: 30).
  public var stepLimit = 30
  /// Games a split, the first of one fixed list; a shorter split is used whole.
  public var games = 140

  /// The values above.
  public init() {}
}
