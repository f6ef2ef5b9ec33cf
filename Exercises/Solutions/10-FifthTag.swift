import MetaReasoning

func reward(ofVerificationAt index: Int, in steps: [ParsedStep]) -> Double {
  guard index > 0, steps[index].isAdmissible else { return 0 }
  let previous = steps[index - 1]
  let changedTheWorld = previous.worldState != steps[index].worldState
  let looksAtIt = steps[index].targets.contains { previous.targets.contains($0) }
  return changedTheWorld && looksAtIt ? 1 : 0
}
