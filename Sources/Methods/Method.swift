import Agent
import LanguageModel
import MetaReasoning

/// Everything that a method of training is, as a value: where it starts, how it answers, its learning
/// rate, and either what it imitates or how it turns rollouts into advantages and these into a loss.
///
/// Each method is one file that can be read from top to bottom; `Method.all` lists them. The loop that
/// runs them (`iterate`) knows none by name.
public struct Method: Sendable {
  /// Its name on the command line and of its run folders.
  public var name: String
  /// Its name in tables and figures.
  public var title: String
  /// What it is, in one sentence for `--help`.
  public var abstract: String
  /// How the agent answers.
  public var grammar: ResponseGrammar
  /// What it starts from.
  public var start: Start
  /// Peak learning rate of imitation, constant learning rate of reinforcement learning. Each was
  /// chosen by the same trials on validation (`LOG.md`), because a rate that suits one method can
  /// undo another.
  public var learningRate: Double
  /// Imitation of demonstrations, or learning from its own rollouts.
  public var training: Training
  /// Which commands stand behind every observation; an experiment may show more to all methods alike.
  public var shownCommands = ShownCommands.none
  /// Whether the decoder lets only well-formed answers through; nil where the experiment decides, for all
  /// methods alike.
  public var holdsForm: Bool?
  /// The source files that define it, "Module/File.swift": those of a method it derives from first.
  public private(set) var sources: [String]

  /// What a method starts from.
  public indirect enum Start: Sendable {
    /// The pretrained base model.
    case baseModel
    /// The result of another method with the same seed and training set.
    case method(Method)
  }

  /// What a method does with its start.
  public enum Training: Sendable {
    /// Imitates demonstrations.
    case imitation(Imitation)
    /// Learns from its own rollouts.
    case reinforcement(Reinforcement)
  }

  /// Creates a method.
  ///
  /// - Parameter file: The file that defines it; a run's key holds that file's digest.
  public init(
    name: String, title: String, abstract: String, grammar: ResponseGrammar, start: Start,
    learningRate: Double, training: Training, file: String = #fileID
  ) {
    self.name = name
    self.title = title
    self.abstract = abstract
    self.grammar = grammar
    self.start = start
    self.learningRate = learningRate
    self.training = training
    sources = [file]
  }

  /// A method that differs from this one in what `change` changes, and in its name.
  public func arm(
    _ name: String, title: String, abstract: String, file: String = #fileID,
    change: (inout Method) -> Void
  ) -> Method {
    var arm = self
    arm.name = name
    arm.title = title
    arm.abstract = abstract
    if !arm.sources.contains(file) { arm.sources.append(file) }
    change(&arm)
    return arm
  }
}

extension Method {
  /// The method it starts from; nil where that is the base model.
  public var predecessor: Method? {
    if case .method(let method) = start { return method }
    return nil
  }

  /// How it learns from its own rollouts; nil where it imitates.
  public var reinforcement: Reinforcement? {
    if case .reinforcement(let reinforcement) = training { return reinforcement }
    return nil
  }

  /// What it imitates; nil where it learns from its own rollouts.
  public var imitation: Imitation? {
    if case .imitation(let imitation) = training { return imitation }
    return nil
  }

  /// A model that answers as this method's agents do.
  ///
  /// - Throws: `TokenizerError` where the vocabulary has no place for the grammar's marks.
  public func policy(_ model: Model, temperature: Double) throws -> Policy {
    try Policy(
      model: model, grammar: grammar, temperature: temperature, holdsForm: holdsForm ?? false,
      shownCommands: shownCommands)
  }
}

/// What supervised training imitates, and its loss.
public struct Imitation: Sendable {
  /// Episodes to imitate, by how many there are and of which games.
  public enum Demonstrations: String, Sendable, Hashable, Codable {
    /// The 200 of a cold start, from games that reinforcement learning never rolls out.
    case coldStart = "cold start"
    /// All of them.
    case all
    /// A quarter of all.
    case quarter
    /// Other instructions than the tasks, what the miniature's base model was made of.
    case instructions
  }

  /// What is imitated.
  public var demonstrations: Demonstrations
  /// The loss of one imitated token with log-probability log π, and its derivative by log π.
  public var loss: @Sendable (_ logProbability: Double) -> TokenLoss

  /// Creates an imitation from its parts.
  public init(
    _ demonstrations: Demonstrations, loss: @escaping @Sendable (Double) -> TokenLoss
  ) {
    self.demonstrations = demonstrations
    self.loss = loss
  }
}

/// How rollouts become advantages, and advantages a loss.
public struct Reinforcement: Sendable {
  /// The rules of outcome, step rewards and format credit.
  public var rules: RewardRules
  /// Further numbers of the advantages' formula by their name in the paper, such as "alpha"; part of
  /// a run's key.
  public var constants: [String: Double]
  /// Clipping and divergence of equation 5.
  public var lossConstants: PolicyLossConstants
  /// The advantage of every step of every episode, in their shape; `groups` gives the game of each.
  public var advantages: @Sendable (_ episodes: [Episode], _ groups: [Int]) -> [[StepAdvantage]]
  /// Which episodes are learned from; all unless told otherwise.
  public var learnsFrom: @Sendable (Episode) -> Bool = { _ in true }
  /// The loss of one agent token.
  public var loss: @Sendable (TokenTerms, PolicyLossConstants) -> TokenLoss

  /// Creates a rule from its parts; the loss is equation 5 unless another is given.
  public init(
    rules: RewardRules, constants: [String: Double] = [:],
    lossConstants: PolicyLossConstants = PolicyLossConstants(),
    advantages: @escaping @Sendable ([Episode], [Int]) -> [[StepAdvantage]],
    loss: @escaping @Sendable (TokenTerms, PolicyLossConstants) -> TokenLoss = policyLoss
  ) {
    self.rules = rules
    self.constants = constants
    self.lossConstants = lossConstants
    self.advantages = advantages
    self.loss = loss
  }
}

/// The outcome and the step rewards of every rollout: what advantages are computed from.
public func rewardedTrajectories(
  of episodes: [Episode], groups: [Int], rules: RewardRules
) -> [RewardedTrajectory] {
  zip(episodes, groups).map { episode, group in
    RewardedTrajectory(
      group: group, outcome: outcomeReward(won: episode.won, rules: rules),
      steps: stepRewards(of: episode.steps.map(\.parsed), won: episode.won, rules: rules))
  }
}

/// Puts the advantage of each step together from its trajectory's part and its own.
///
/// - Parameters:
///   - trajectory: The outcome's part, one a step.
///   - steps: The step's own part, in the same shape; nil for none.
///   - mix: The total of the two.
func combined(
  _ trajectory: [[Double]], _ steps: [[Double]]? = nil, mix: (Double, Double) -> Double
) -> [[StepAdvantage]] {
  trajectory.indices.map { episode in
    trajectory[episode].indices.map { step in
      let (whole, own) = (trajectory[episode][step], steps?[episode][step] ?? 0)
      return StepAdvantage(trajectory: whole, step: own, total: mix(whole, own))
    }
  }
}
