import Agent
import HouseholdWorld
import MetaReasoning

/// An episode as a person reads it, and all that a metric needs: every rate of the report is computed
/// from transcripts, without a model. One JSON object a line.
public struct Transcript: Sendable, Hashable, Codable {
  /// One answer and what the world said to it.
  public struct Step: Sendable, Hashable, Codable {
    /// The answer as it was sampled, marks included.
    public var output: String
    /// The action it gave; nil where the answer was malformed.
    public var action: String?
    /// The tag it announced; nil where the answer was malformed or its grammar has no tags.
    public var tag: ReasoningTag?
    /// The world's reply; "Nothing happens." to whatever it refuses.
    public var observation: String
    /// Whether the world could carry the action out before it was tried.
    public var isAdmissible: Bool
    /// Fingerprint of the world before the action (everything but where the agent stands).
    public var worldState: UInt64
    /// The step's advantage and its parts; nil outside reinforcement learning.
    public var advantage: StepAdvantage?

    /// Creates a step from its parts.
    public init(
      output: String = "", action: String?, tag: ReasoningTag? = nil, observation: String,
      isAdmissible: Bool, worldState: UInt64, advantage: StepAdvantage? = nil
    ) {
      self.output = output
      self.action = action
      self.tag = tag
      self.observation = observation
      self.isAdmissible = isAdmissible
      self.worldState = worldState
      self.advantage = advantage
    }
  }

  /// The iteration it was sampled in; nil in evaluations.
  public var iteration: Int?
  /// Task and trial in the released games, split and place in the generated ones.
  public var gameID: String
  /// One of the six; nil for a goal that is none of them.
  public var category: TaskCategory?
  /// The first text the agent read: the room, and the task in words.
  public var opening: String
  /// Whether the goal was reached within the step limit.
  public var won: Bool
  /// True where it was lost because another answer would not have fitted the model's context; nil else, and in
  /// records older than this field.
  public var outOfContext: Bool?
  /// Up to the win, to the step limit or to the end of the model's context.
  public var steps: [Step]

  /// Writes an episode down.
  public init(_ episode: Episode, advantages: [StepAdvantage]? = nil, iteration: Int? = nil) {
    self.iteration = iteration
    gameID = episode.gameID
    category = episode.category
    opening = episode.opening
    won = episode.won
    outOfContext = episode.outOfContext ? true : nil
    steps = episode.steps.indices.map { index in
      let step = episode.steps[index]
      return Step(
        output: step.parsed.output, action: step.parsed.response?.action,
        tag: step.parsed.response?.tag, observation: step.observation,
        isAdmissible: step.parsed.isAdmissible, worldState: step.parsed.worldState,
        advantage: advantages?[index])
    }
  }

  /// Creates a transcript from its parts.
  public init(gameID: String, category: TaskCategory?, opening: String, won: Bool, steps: [Step]) {
    self.gameID = gameID
    self.category = category
    self.opening = opening
    self.won = won
    self.steps = steps
  }
}
