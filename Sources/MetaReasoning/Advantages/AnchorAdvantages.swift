/// GiGPO's step advantage (arXiv 2505.10978): the return of a step less the mean return of all steps
/// that met the identical observation in the same game, their *anchor*, in whichever trajectory and
/// however often. Not divided by the deviation (the paper's normalisation factor of 1). A step that
/// nothing is compared with has advantage 0.
///
/// - Parameters:
///   - returns: The discounted return from each step on, by trajectory.
///   - observations: What each step was an answer to, in the shape of `returns`.
///   - groups: The game of each trajectory.
/// - Returns: One advantage a step, in the shape of `returns`.
public func anchorAdvantages(
  returns: [[Double]], observations: [[String]], groups: [Int]
) -> [[Double]] {
  mapGroups(
    ofNested: returns,
    by: zip(observations, groups).map { observations, game in
      observations.map { Anchor(game: game, observation: $0) }
    }
  ) { members in
    let (mean, deviation) = (members.mean, members.populationDeviation)
    return members.map { isRounding(deviation) ? 0 : $0 - mean }
  }
}

private struct Anchor: Hashable {
  var game: Int
  var observation: String
}

/// The discounted return from each step on: G_t = r_t + γ G_{t+1} (arXiv 2505.10978: γ 0.95).
public func discountedReturns(rewards: [Double], discount: Double) -> [Double] {
  var next = 0.0
  return rewards.reversed().map { reward in
    next = reward + discount * next
    return next
  }.reversed()
}
