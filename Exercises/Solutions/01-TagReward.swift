import MetaReasoning

func reward(ofExploreAt index: Int, in steps: [ParsedStep]) -> Double {
  let known = steps[..<index].flatMap(\.targets)
  let namesSomethingNew = steps[index].targets.contains { !known.contains($0) }
  return steps[index].isAdmissible && namesSomethingNew ? 1 : 0
}
