// Exercise 2: the advantage within a group
//
// GRPO has no critic. It plays the same game K times (the paper: 8) and says of each trajectory how far its
// outcome lies from the group's. Paper, equation 2:
//
//   A^traj = (R(τ) − μ_R) / σ_R
//
// with the mean μ_R and the population deviation σ_R (divide by K, not by K − 1) of the K outcomes.
//
// Task: write equation 2. Think of the game that everybody wins: what should its rollouts teach, and what
// does your code say? (Equal outcomes can differ from their mean by the last bit: a deviation below 1e-9
// is none.)
//
// The project's own: Sources/MetaReasoning/Advantages/TrajectoryAdvantages.swift.

func groupAdvantages(of outcomes: [Double]) -> [Double] {
  // Your code.
  outcomes
}
