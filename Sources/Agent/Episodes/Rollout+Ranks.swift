import Communication
import Foundation
import HouseholdWorld
import MetaReasoning

/// Plays games with a policy in several processes at once, each some of the games that stand side by side.
/// Every process gets all episodes, the same that one process would have played.
///
/// - Throws: `RunError` where another process sent something else than episodes.
public func rollOut(
  _ games: [Game], policy: Policy, stepLimit: Int, seed: UInt64, over ranks: any Communicator
) throws -> [Episode] {
  if ranks.size == 1 {
    return rollOut(games, policy: policy, stepLimit: stepLimit, seed: seed)
  }
  let part = slice(of: games.count, rank: ranks.rank, among: ranks.size)
  let mine = rollOut(games, among: part, policy: policy, stepLimit: stepLimit, seed: seed)
  return try ranks.gather(Array(JSONEncoder().encode(mine))).flatMap { bytes in
    do {
      return try JSONDecoder().decode([Episode].self, from: Data(bytes))
    } catch {
      throw RunError("rollouts of another process cannot be read: do all run the same program?")
    }
  }
}
