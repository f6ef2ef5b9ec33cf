import MetaReasoning

/// An episode as a person reads it, one JSON object a line in `episodes.jsonl`.
public struct ReadableEpisode: Sendable, Hashable, Codable {
  /// One step.
  public struct Step: Sendable, Hashable, Codable {
    /// What the agent wrote.
    public var output: String
    /// What the world answered.
    public var observation: String
    /// Whether the action was admissible.
    public var isAdmissible: Bool
    /// The step's advantage and its parts; nil outside reinforcement learning.
    public var advantage: StepAdvantage?
  }

  /// The iteration it was sampled in; nil in evaluations.
  public var iteration: Int?
  /// The game's id.
  public var gameID: String
  /// The room and the task.
  public var opening: String
  /// Whether it was won.
  public var won: Bool
  /// The steps, in order.
  public var steps: [Step]

  /// Writes an episode down.
  public init(_ episode: Episode, advantages: [StepAdvantage]? = nil, iteration: Int? = nil) {
    self.iteration = iteration
    gameID = episode.gameID
    opening = episode.opening
    won = episode.won
    steps = episode.steps.indices.map { index in
      let step = episode.steps[index]
      return Step(
        output: step.reasoning.output, observation: step.observation,
        isAdmissible: step.reasoning.isAdmissible, advantage: advantages?[index])
    }
  }
}
