// Exercise 11: a reward that cannot be gamed
//
// Paper, section 3.4.1: a <reflection> step is paid if it is followed by a corrective action after a sequence
// of failures. The rule says nothing about how the failures came about, and an agent can make them: ask for a
// potato that is not there, ask again, then "reflect" and do what was possible all along.
//
//   An exploit is an episode that earns more than the same episode with its failed steps left out.
//
// Task: write the rewards of an episode's steps so that there is no exploit, while an honest correction (two
// refused commands, then a reflection with an admissible action that differs from both) still earns
// something at its step. A reflection without a failure before it earns nothing. You may also charge: a step's
// reward can be negative. The checker tries all episodes of up to six steps of a small world, the short ones
// first, and shows the first exploit. The function below is the paper's rule.
//
// The project's two answers: ChargedReflectionReward.swift (with a proof) and NovelReflectionReward.swift in
// Sources/MetaReasoning/Rewards. Only one of them passes here. Why not the other?

import MetaReasoning

func rewards(of steps: [ParsedStep]) -> [Double] {
  // Your code in place of this.
  steps.indices.map { index in
    steps[index].response?.tag == .reflection
      ? reflectionReward(at: index, in: steps, rules: RewardRules()) : 0
  }
}
