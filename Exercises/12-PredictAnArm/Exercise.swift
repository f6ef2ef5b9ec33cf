// Exercise 12: predict what an arm does, then run it
//
// `grpo-tagged` is RLVMR without its step rewards: the same tags, the same cold start, the same loss, and
// A_t = A^traj in place of the paper's equation 4. One thing more differs in this project: each method learns
// at a rate that was chosen for it (`learningRate` in Sources/Methods/RLVMR.swift and GRPO.swift). The arm `grpo-tagged-fast` is `grpo-tagged` at RLVMR's rate: RLVMR
// beside it differs in the step rewards alone.
//
// The paper (Table 3; the agent of 1.5 billion parameters, in ALFWorld) finds that the step rewards win 11.0
// points more games of the categories never trained on (L2). The recorded runs of Report/runs.tar.gz hold
// three seeds of each method, of this project's miniature in its generated world.
//
// Task, in this order:
//
//   1. Predict, before you look into the report or solve the rest: between how many points (of 100) lies
//      success on L2 of RLVMR less that of grpo-tagged here? A range of at most 20 points. Write down too how
//      much of it you expect to be the rate's. Nobody checks but you, and a wrong prediction is no failure.
//   2. Write the measurement: the difference of the two success rates in points, over all episodes of all seeds
//      together.
//
// The checker then says what came out, with its interval, beside the same start and beside the same start at
// the same rate, and whether your prediction holds it. Compare it with the report's claim "The meta-reasoning
// advantage itself" and with the paper's 11.0: which of the things that differ (agent, world, rate, number of
// trainings) could explain the rest?
//
// To train the arms yourself in place of reading them (minutes):
//
//   swift run -c release rlvmr evaluate rlvmr --train-on seen --split L2 --seeds 1 --iterations 10
//   swift run -c release rlvmr evaluate grpo-tagged --train-on seen --split L2 --seeds 1 --iterations 10
//   swift run -c release rlvmr evaluate grpo-tagged-fast --train-on seen --split L2 --seeds 1 --iterations 10

import Experiments

/// In points of 100, such as -5...10.
let prediction: ClosedRange<Double>? = nil

/// `rlvmr[seed]` and `grpoTagged[seed]` are the episodes of a seed; an episode knows whether it was `won`.
func differenceInPoints(rlvmr: [[Transcript]], grpoTagged: [[Transcript]]) -> Double {
  // Your code.
  0
}
