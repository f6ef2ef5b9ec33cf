// Exercise 8: repetition in two readings
//
// The paper reports a "repetitive action rate" (section 2.1) and gives no formula. The project's reading: a
// step repeats if an earlier step of the episode gave the same action, got the same observation, and found
// the world in the same state (`worldState`; it leaves out where the agent stands). A malformed answer has
// no action: it repeats nothing, and nothing repeats it.
//
// It is then counted in two ways:
//
//   possible: steps that repeat, and whose action the world could carry out (`isAdmissible`)
//   any:      all steps that repeat, refused ones too
//
// Task: count both. Then ask which of the two an agent lowers that learns never to be refused, and whether
// it goes in circles any less.
//
// The project's own: Sources/Experiments/Evaluation/Repetition.swift.

import Experiments

func repeats(in steps: [Transcript.Step]) -> (possible: Int, any: Int) {
  // Your code. This counts actions that come again, whatever happened in between.
  var seen: Set<String> = []
  let again = steps.filter { step in !seen.insert(step.action ?? "").inserted }
  return (again.count, again.count)
}
