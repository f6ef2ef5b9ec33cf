// Exercise 3: the advantage within a tag
//
// RLVMR compares a step's reward with those of the steps of the same tag, over the whole batch: all
// trajectories of all games together. Paper, equation 3:
//
//   A^MR_t = (r_t − μ_tag) / σ_tag
//
// with the population deviation, and 0 where a tag's rewards are all the same (a deviation below 1e-9).
//
// Task: write equation 3. `rewards[k][t]` and `tags[k][t]` are of step t of trajectory k; the answer has the
// same shape. Then look at what your code says of <monitor>, which is never paid.
//
// The project's own: Sources/MetaReasoning/Advantages/MetaReasoningAdvantages.swift.

import MetaReasoning

func tagAdvantages(rewards: [[Double]], tags: [[ReasoningTag]]) -> [[Double]] {
  // Your code.
  rewards
}
