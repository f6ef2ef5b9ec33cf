import HouseholdWorld
import MetaReasoning

/// One step of an episode: what the agent wrote and what the world answered.
public struct EpisodeStep: Sendable, Codable {
  /// Positions of the response in `Episode.tokens`.
  public var response: Range<Int>
  /// log π(token) of each response token under the policy that sampled it, at its temperature;
  /// empty in demonstrations.
  public var logProbabilities: [Float]
  /// What the reward rules look at: raw text, parsed response, admissibility, world state.
  public var parsed: ParsedStep
  /// The command sent to the world: the parsed action, or the empty text where the response is
  /// malformed.
  public var command: String
  /// The world's whole reply, also where the episode ends with it and the agent never reads it.
  public var observation: String
  /// Whether supervised training imitates this step; false for a teacher's injected mistake.
  public var isImitated: Bool

  /// Unless told otherwise a demonstrated step: imitated, and without log-probabilities.
  public init(
    response: Range<Int>, logProbabilities: [Float] = [], parsed: ParsedStep,
    command: String, observation: String, isImitated: Bool = true
  ) {
    self.response = response
    self.logProbabilities = logProbabilities
    self.parsed = parsed
    self.command = command
    self.observation = observation
    self.isImitated = isImitated
  }
}

/// A whole episode as one append-only token sequence: start, room and task, response, observation,
/// response, … Every token is computed once in a rollout and once in training.
public struct Episode: Sendable, Codable {
  /// The game's id; all rollouts of one game share it.
  public var gameID: String
  /// The game's category; nil for instructions of pretraining.
  public var category: TaskCategory?
  /// The game's opening text as the agent reads it.
  public var opening: String
  /// The whole sequence, from the start token to the last response: the reply that ends an episode
  /// is not in it.
  public var tokens: [Int32]
  /// One for each response, in order; none where the opening already fills the model's context.
  public var steps: [EpisodeStep]
  /// Whether the goal was reached within the step limit and the model's context.
  public var won: Bool
  /// Whether it was lost because another answer would not have fitted the model's context, however many
  /// steps were left.
  public var outOfContext = false

  /// Unless told otherwise an episode at its opening, before the first response.
  public init(
    gameID: String, category: TaskCategory?, opening: String, tokens: [Int32],
    steps: [EpisodeStep] = [], won: Bool = false
  ) {
    self.gameID = gameID
    self.category = category
    self.opening = opening
    self.tokens = tokens
    self.steps = steps
    self.won = won
  }
}

/// The game's first text without its banner line: what the agent reads before its first response.
public func openingText(of environment: Environment) -> String {
  let text = environment.initialObservation
  guard let end = text.firstIndex(of: "\n") else { return text }
  return String(text[end...].drop { $0 == "\n" })
}
