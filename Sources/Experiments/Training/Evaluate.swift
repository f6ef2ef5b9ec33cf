import Agent
import Communication
import HouseholdWorld
import LanguageModel
import Methods
import Randomness

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

/// Plays every game once, at the evaluation temperature.
///
/// - Parameters:
///   - model: The trained model.
///   - method: Decides the grammar, what the prompt shows and whether form is held: an agent is
///     evaluated as it was trained.
///   - games: One fixed list a split, the same for every method.
///   - seed: Episode `i` samples from a generator of this and `i`.
///   - ranks: The processes that share the games; each gets all episodes.
/// - Returns: One episode a game, in order.
/// - Throws: `Interruption.Interrupted` after a Ctrl-C.
public func evaluate(
  _ model: Model, as method: Method, games: [Game], settings: EvaluationSettings, seed: UInt64,
  over ranks: any Communicator = SingleProcess()
) throws -> [Episode] {
  let episodes = try rollOut(
    games, policy: try method.policy(model, temperature: settings.temperature),
    stepLimit: settings.stepLimit, seed: SeededGenerator.mix(seed, 0xE7A1, 0), over: ranks)
  if Interruption.isRequested { throw Interruption.Interrupted() }
  return episodes
}

extension EvaluationSettings {
  /// Reads settings; what is absent keeps its default.
  public init(from decoder: any Swift.Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    temperature = try fields.value(.temperature, or: temperature)
    stepLimit = try fields.value(.stepLimit, or: stepLimit)
    games = try fields.value(.games, or: games)
  }
}
