/// One rollout of a group, ready for its advantages.
public struct RewardedTrajectory: Sendable, Hashable {
  /// Which game it played: trajectories of one game form a group.
  public var group: Int
  /// R(τ).
  public var outcome: Double
  /// Rewards of its steps, in order.
  public var steps: [StepReward]

  /// Creates a trajectory from its parts.
  public init(group: Int, outcome: Double, steps: [StepReward]) {
    self.group = group
    self.outcome = outcome
    self.steps = steps
  }
}

/// The advantage of one step and the two parts it is the sum of.
public struct StepAdvantage: Sendable, Hashable, Codable {
  /// A^traj, the same for every step of an episode as written.
  public var trajectory: Double
  /// A^MR, normalised within the tag.
  public var metaReasoning: Double
  /// A_t, shared by all tokens of the step.
  public var total: Double

  /// Creates an advantage from its parts.
  public init(trajectory: Double, metaReasoning: Double, total: Double) {
    self.trajectory = trajectory
    self.metaReasoning = metaReasoning
    self.total = total
  }
}

/// How the two advantages are combined.
public struct AdvantageWeights: Sendable, Hashable, Codable {
  /// α of equation 4 (paper section 4.1: 0.5).
  public var alpha = 0.5
  /// The weight of the step advantage in the released sum (run scripts: 1.0).
  public var releasedStepWeight = 1.0

  /// The values above.
  public init() {}
}

/// A^traj_k = (R(τ_k) − μ_R) / σ_R over the trajectories of one game: GRPO's advantage, and equation
/// 2 of the paper. A group without variance gets zeros, since it says nothing about what to prefer.
///
/// - Parameter groups: The game of each trajectory.
/// - Returns: One advantage a trajectory; each group's sum is 0.
public func trajectoryAdvantages(outcomes: [Double], groups: [Int]) -> [Double] {
  normalised(outcomes, within: groups)
}

/// A^MR_t = (r_t − μ_tag) / σ_tag over all steps of the batch with the same tag: equation 3.
///
/// - Returns: One advantage a step, in the shape of `trajectories`.
public func metaReasoningAdvantages(_ trajectories: [RewardedTrajectory]) -> [[Double]] {
  let steps = trajectories.flatMap(\.steps)
  let flat = normalised(steps.map(\.reward), within: steps.map(\.tag))
  return unflatten(flat, like: trajectories)
}

// snippet: rlvmr-advantages
/// A_t = α A^traj + (1 − α) A^MR_t: equation 4 as written, or the released sum.
///
/// - Returns: One advantage a step, in the shape of `trajectories`.
public func rlvmrAdvantages(
  _ trajectories: [RewardedTrajectory], variant: Variant, weights: AdvantageWeights,
  constants: RewardConstants
) -> [[StepAdvantage]] {
  switch variant {
  case .asWritten:
    let trajectory = trajectoryAdvantages(
      outcomes: trajectories.map(\.outcome), groups: trajectories.map(\.group))
    let meta = metaReasoningAdvantages(trajectories)
    return zip(trajectory, meta).map { whole, steps in
      steps.map {
        StepAdvantage(
          trajectory: whole, metaReasoning: $0,
          total: weights.alpha * whole + (1 - weights.alpha) * $0)
      }
    }
  case .released:
    let rows = trajectories.flatMap { trajectory in
      trajectory.steps.map { step in
        (
          group: trajectory.group, tag: step.tag, reward: step.reward,
          score: trajectory.outcome - (step.violatesFormat ? constants.formatPenalty : 0)
        )
      }
    }
    let episode = normalisedAsReleased(rows.map(\.score), within: rows.map(\.group))
    let step = normalisedAsReleased(
      rows.map(\.reward), within: rows.map { GroupAndTag(group: $0.group, tag: $0.tag) })
    let flat = zip(episode, step).map {
      StepAdvantage(
        trajectory: $0, metaReasoning: $1, total: $0 + weights.releasedStepWeight * $1)
    }
    return unflatten(flat, like: trajectories)
  }
}
// snippet-end

private struct GroupAndTag: Hashable {
  var group: Int
  var tag: ReasoningTag?
}

/// (x − mean) / population deviation within each group; 0 where the deviation is 0.
private func normalised<Key: Hashable>(_ values: [Double], within keys: [Key]) -> [Double] {
  map(values, within: keys) { members in
    let mean = members.reduce(0, +) / Double(members.count)
    let variance = members.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(members.count)
    // Equal rewards can differ from their mean by rounding alone; that is no variance.
    let deviation = variance.squareRoot()
    return (mean, deviation < 1e-9 ? .infinity : deviation)
  }
}

/// (x − mean) / (sample deviation + 1e-6) within each group; a group of one keeps its raw value.
private func normalisedAsReleased<Key: Hashable>(
  _ values: [Double], within keys: [Key]
) -> [Double] {
  map(values, within: keys) { members in
    guard members.count > 1 else { return (0, 1 + 1e-6) }
    let mean = members.reduce(0, +) / Double(members.count)
    let variance =
      members.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(members.count - 1)
    return (mean, variance.squareRoot() + 1e-6)
  }
}

private func map<Key: Hashable>(
  _ values: [Double], within keys: [Key], statistics: ([Double]) -> (mean: Double, scale: Double)
) -> [Double] {
  var members: [Key: [Double]] = [:]
  for (value, key) in zip(values, keys) { members[key, default: []].append(value) }
  let summaries = members.mapValues(statistics)
  return zip(values, keys).map { value, key in
    guard let summary = summaries[key] else { return 0 }
    return (value - summary.mean) / summary.scale
  }
}

private func unflatten<Value>(
  _ flat: [Value], like trajectories: [RewardedTrajectory]
) -> [[Value]] {
  var rest = flat[...]
  return trajectories.map { trajectory in
    defer { rest = rest.dropFirst(trajectory.steps.count) }
    return Array(rest.prefix(trajectory.steps.count))
  }
}
