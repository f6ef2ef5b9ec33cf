import Agent
import Experiments
import MetaReasoning
import Methods

/// A group of rollouts of one game, as one method saw it at one iteration, down to each token: what was
/// played, what each step earned, and what an update on the group did to every token's probability.
///
/// The group is the whole batch here, so that everything can be computed again by hand; in training the
/// rewards of a tag are normalised over the steps of all games of an iteration.
public struct TrainingGroup: Sendable, Codable {
  /// The method's name on the command line.
  public var method: String
  /// The method's name in tables.
  public var title: String
  /// Learning rate, reward rules and constants of the method.
  public var rules: MethodRules
  /// The training seed.
  public var seed: UInt64
  /// The categories trained on.
  public var trainingSet: TrainingSet
  /// Where the game is from.
  public var split: EvaluationSplit
  /// Its place in the split, from 0.
  public var game: Int
  /// Iterations of training before the group was played.
  public var iteration: Int
  /// Iterations of the whole training.
  public var iterations: Int
  /// What the command line needs to find the run again, besides method, categories and seed.
  public var options: [String]
  /// Sampling temperature of the rollouts and of all log-probabilities.
  public var temperature: Double
  /// What the update on the group reported.
  public var update: PolicyUpdate
  /// The texts of the tokens that occur; tokens are places in this list.
  public var words: [String]
  /// The rollouts, in the order they were played.
  public var rollouts: [Rollout]

  /// One rollout.
  public struct Rollout: Sendable, Codable {
    /// What happened, with the advantages that training computed.
    public var transcript: Transcript
    /// What each step earned.
    public var rewards: [StepReward]
    /// The whole sequence as the model read and wrote it.
    public var tokens: [Int]
    /// Where each response begins in `tokens`, and how many tokens it has; only these are learned.
    public var responses: [Span]
    /// log π(token) of each response token when it was sampled, rounded to four decimals.
    public var behaviour: [Double]
    /// The same after the update on this group.
    public var after: [Double]
    /// The same under π_ref, the model training began with.
    public var reference: [Double]
  }

  /// A stretch of tokens.
  public struct Span: Sendable, Codable {
    /// The first token's place.
    public var start: Int
    /// How many there are.
    public var count: Int
  }
}
