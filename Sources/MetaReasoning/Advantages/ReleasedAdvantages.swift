/// The episode advantage of the released program: (score − mean) / (sample deviation + 1e-6) over
/// all step rows of the game, so that long episodes weigh more.
///
/// A row's score is R(τ), less `rowPenalty` if its step is malformed. A game with a single row has
/// mean 0 and deviation 1: its score passes through, divided by 1 + 1e-6.
///
/// - Returns: One advantage a step, in the shape of `trajectories`.
public func releasedTrajectoryAdvantages(
  _ trajectories: [RewardedTrajectory], rowPenalty: Double
) -> [[Double]] {
  mapGroups(
    ofNested: trajectories.map { $0.rowScores(rowPenalty: rowPenalty) },
    by: trajectories.map { trajectory in trajectory.steps.map { _ in trajectory.group } },
    normalisedAsReleased)
}

/// The step advantage of the released program: (reward − mean) / (sample deviation + 1e-6) over the
/// steps of the same game in the same `StepGroup`; a step alone in its group passes its raw reward
/// through, divided by 1 + 1e-6. "None" (`.untagged`) earns a constant 0 and so has advantage 0.
///
/// - Returns: One advantage a step, in the shape of `trajectories`.
public func releasedStepAdvantages(_ trajectories: [RewardedTrajectory]) -> [[Double]] {
  mapGroups(
    ofNested: trajectories.map { $0.steps.map(\.reward) },
    by: trajectories.map { trajectory in
      trajectory.steps.map { GameAndGroup(game: trajectory.group, group: $0.group) }
    },
    normalisedAsReleased)
}

private struct GameAndGroup: Hashable {
  var game: Int
  var group: StepGroup
}

/// The mode `mean_std_norm` of the released program.
private func normalisedAsReleased(_ values: [Double]) -> [Double] {
  let epsilon = 1e-6
  guard values.count > 1 else { return values.map { $0 / (1 + epsilon) } }
  let mean = values.mean
  let squares = values.map { ($0 - mean) * ($0 - mean) }
  let deviation = (squares.reduce(0, +) / Double(values.count - 1)).squareRoot()
  return values.map { isRounding(deviation) ? 0 : ($0 - mean) / (deviation + epsilon) }
}
