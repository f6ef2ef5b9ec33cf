// snippet: meta-reasoning-advantages
/// A^MR_t = (r_t − μ_tag) / σ_tag over all steps of the batch in the same `StepGroup`: equation 3 of
/// the paper, with the population deviation. In a group without variance every advantage is exactly
/// 0.
///
/// - Returns: One advantage a step, in the shape of `trajectories`.
public func metaReasoningAdvantages(_ trajectories: [RewardedTrajectory]) -> [[Double]] {
  mapGroups(
    ofNested: trajectories.map { $0.steps.map(\.reward) },
    by: trajectories.map { $0.steps.map(\.group) }
  ) { rewards in
    let (mean, deviation) = (rewards.mean, rewards.populationDeviation)
    return rewards.map { quotient($0 - mean, deviation: deviation) }
  }
}
// snippet-end
