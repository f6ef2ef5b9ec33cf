// Exercise 1: what a tag earns
//
// Paper, section 3.4.1: an <explore> step is rewarded "if the action targets a new object or location".
// We read: the action names at least one thing that no earlier action of the episode named, whatever its
// tag and whether or not the world refused it; and the world did not refuse this action, since a thing
// that does not exist cannot be explored.
//
//   r_t = 1 if the action is admissible and names something new, else 0
//
// Task: write this rule. `steps[index]` is an explore step. Of a `ParsedStep` you need `targets` (the things
// its action names, such as ["mug 1", "desk 1"]; empty where it was malformed) and `isAdmissible`.
//
// The project's own: Sources/MetaReasoning/Rewards/ExploreReward.swift. Try without it first.

import MetaReasoning

func reward(ofExploreAt index: Int, in steps: [ParsedStep]) -> Double {
  // Your code.
  0
}
