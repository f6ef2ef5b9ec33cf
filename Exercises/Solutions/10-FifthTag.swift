import MetaReasoning

func reward(ofVerificationAt index: Int, in steps: [ParsedStep]) -> Double {
  guard index > 0, steps[index].isAdmissible else { return 0 }
  let previous = steps[index - 1]
  let changedTheWorld = previous.worldState != steps[index].worldState
  let looksAtIt = steps[index].targets.contains { previous.targets.contains($0) }
  return changedTheWorld && looksAtIt ? 1 : 0
}

// Open, close, open, close: each step changes the world, and the next names what it changed. To ask that the
// state was never met before in the episode closes this loop, as no state is new twice. It also costs an
// honest verification: who has put something back where it was and looks whether it is there earns nothing.
// And the number of states is large: a loop through many of them is still paid.
