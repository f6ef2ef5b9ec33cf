// snippet: trajectory-advantages
/// A^traj = (R(τ) − μ_R) / σ_R within the trajectories of one game: equation 2 of the paper, and
/// GRPO's advantage, for each step's row.
///
/// A row's score is R(τ), less `rowPenalty` if its step is malformed. μ_R and σ_R (the population
/// deviation) are over the rows of the game with every trajectory weighing the same, 1 / (K T_k) a
/// row for K trajectories of T_k steps. Without malformed rows this is equation 2 over trajectories,
/// each row of a trajectory having its advantage. A trajectory without steps counts with R(τ). In a
/// game without variance, which says nothing about what to prefer, every advantage is 0.
///
/// - Parameter rowPenalty: See `RewardRules.rowPenalty`.
/// - Returns: One advantage a step, in the shape of `trajectories`.
public func trajectoryAdvantages(
  _ trajectories: [RewardedTrajectory], rowPenalty: Double
) -> [[Double]] {
  mapGroups(of: trajectories, by: trajectories.map(\.group)) { members in
    let rows = members.map { $0.rowScores(rowPenalty: rowPenalty) }
    // A mean of each trajectory's mean weighs the trajectories alike, however long.
    let scores = zip(members, rows).map { $1.isEmpty ? [$0.outcome] : $1 }
    let mean = scores.map(\.mean).mean
    let deviation = scores.map { $0.map { ($0 - mean) * ($0 - mean) }.mean }.mean.squareRoot()
    return rows.map { $0.map { quotient($0 - mean, deviation: deviation) } }
  }
}
// snippet-end
