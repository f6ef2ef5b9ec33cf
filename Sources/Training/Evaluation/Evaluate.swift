import HouseholdWorld
import LanguageModel
import MetaReasoning
import Randomness
import Synchronization

/// Plays every game once, at the evaluation temperature.
///
/// - Parameters:
///   - games: One fixed list a split, the same for every method.
///   - seed: Episode `i` samples from a generator of this and `i`.
/// - Returns: One episode a game, in order.
/// - Throws: `Interruption.Interrupted` after a Ctrl-C.
public func evaluate(
  _ model: Model, grammar: ResponseGrammar, games: [Game], settings: EvaluationSettings,
  seed: UInt64, title: String
) throws -> [Episode] {
  let policy = Policy(model: model, grammar: grammar, temperature: settings.temperature)
  let progress = Progress("evaluate \(title)", total: games.count)
  let finished = Mutex(0)
  let episodes = rollOut(
    games, policy: policy, stepLimit: settings.stepLimit,
    seed: SeededGenerator.mix(seed, 0xE7A1, 0)
  ) { count in
    finished.withLock { $0 += count }
  }
  progress.update(finished.withLock { $0 })
  if Interruption.isRequested { throw Interruption.Interrupted() }
  return episodes
}
