import HouseholdWorld
import LanguageModel
import MetaReasoning
import Randomness

/// Plays every game once, at the evaluation temperature.
///
/// - Parameters:
///   - games: One fixed list a split, the same for every method.
///   - seed: Episode `i` samples from a generator of this and `i`.
/// - Returns: One episode a game, in order.
/// - Throws: `Interruption.Interrupted` after a Ctrl-C.
public func evaluate(
  _ model: Model, grammar: ResponseGrammar, games: [Game], settings: EvaluationSettings,
  seed: UInt64
) throws -> [Episode] {
  let policy = Policy(model: model, grammar: grammar, temperature: settings.temperature)
  let episodes = rollOut(
    games, policy: policy, stepLimit: settings.stepLimit,
    seed: SeededGenerator.mix(seed, 0xE7A1, 0))
  if Interruption.isRequested { throw Interruption.Interrupted() }
  return episodes
}
