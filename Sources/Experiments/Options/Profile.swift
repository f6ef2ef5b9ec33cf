import Methods

/// How much is trained and measured.
public enum Profile: String, Sendable, Hashable, Codable, CaseIterable {
  /// Every code path in under a minute; its numbers mean nothing.
  case smoke
  /// A fair miniature in about ten minutes on two cores.
  case quick
  /// As much as ``full``, of the methods and splits that ``quick`` measures: two hours or less.
  case main
  /// The paper's iteration counts and the whole test splits.
  case full

  /// The training seeds used unless others are asked for.
  public var seeds: [UInt64] {
    switch self {
    case .smoke: [1]
    case .quick: [1, 2, 3]
    case .main, .full: [1, 2, 3, 4, 5]
    }
  }

  /// SFT on all expert episodes (the paper does not say how many that is).
  public var supervised: SupervisedSettings {
    switch self {
    case .smoke: SupervisedSettings(episodes: 16, epochs: 1)
    case .quick: SupervisedSettings(episodes: 1500, epochs: 2)
    case .main, .full: SupervisedSettings(episodes: 3500, epochs: 3)
    }
  }

  /// The cold start: exactly 200 episodes, 5 epochs (paper section 4.1).
  ///
  /// Batches of 4: with 16 there are too few updates for the marks, which the base has never seen,
  /// to be learned (chosen on the validation split; see `LOG.md`).
  public var coldStart: SupervisedSettings {
    var settings = SupervisedSettings(episodes: 200, epochs: self == .smoke ? 1 : 5)
    settings.batch = self == .smoke ? 16 : 4
    return settings
  }

  /// Reinforcement learning, the same for every method.
  public var reinforcement: ReinforcementSettings {
    var settings = ReinforcementSettings()
    switch self {
    case .smoke:
      settings.iterations = 1
      settings.games = 2
      settings.rollouts = 2
      settings.stepLimit = 6
    case .quick:
      settings.iterations = 25
      settings.games = 8
    case .main, .full:
      break
    }
    return settings
  }

  /// Evaluation, the same for every method.
  public var evaluation: EvaluationSettings {
    var settings = EvaluationSettings()
    switch self {
    case .smoke:
      settings.games = 4
      settings.stepLimit = 6
    case .quick:
      settings.games = 100
    case .main, .full:
      settings.games = 140
    }
    return settings
  }
}
