// Exercise 11: a reward that cannot be gamed
//
// Paper, section 3.4.1: a <reflection> step is paid if it is followed by a corrective action after a sequence
// of failures. The rule says nothing about how the failures came about, and an agent can make them: ask for a
// potato that is not there, ask again, then "reflect" and do what was possible all along.
//
//   An exploit is an episode that earns more than the same episode with its failed steps left out.
//   A correction is a <reflection> step right after at least two refused commands, whose action is
//   admissible and differs from theirs.
//
// Task: write the rewards of an episode's steps so that
//
//   - there is no exploit;
//   - an honest correction, after two different refused commands, earns at least 0.01 at its step (a rule
//     scaled to nothing has no exploit worth speaking of, and teaches nothing either);
//   - a <reflection> step that is no correction earns nothing: without two failures before it, refused
//     itself, or the same as a command that failed (which may have become possible since);
//   - you may charge, that is, a step's reward can be negative, but no step costs more than a correction
//     earns: failing is how an agent finds out, and a thousand for a failure would end that too.
//
// The checker tries all episodes of up to six steps of a small world, the short ones first, and shows the
// first exploit. The function below is the paper's rule.
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
