// snippet: explore-reward
/// Reward of the explore step at `index`.
///
/// As written (paper section 3.4.1): paid if the action targets a new object or location. We read
/// "targets" as the things the action names, and "new" as named by no earlier action of the episode,
/// whatever its tag and whether or not it was refused. A thing that does not exist cannot be
/// explored, hence the action must be admissible.
///
/// Released: paid unless the raw action text equals that of any earlier format-valid step.
public func exploreReward(at index: Int, in steps: [ParsedStep], rules: RewardRules) -> Double {
  let step = steps[index]
  let earlier = steps[..<index]
  switch rules.variant {
  case .asWritten:
    let known = Set(earlier.flatMap(\.targets))
    let isNew = step.targets.contains { !known.contains($0) }
    return isNew && step.isAdmissible ? rules.explore : 0
  case .released:
    let action = step.releasedActionMatches
    let isRepeated = earlier.contains {
      $0.response != nil && $0.releasedActionMatches == action
    }
    return isRepeated ? 0 : rules.explore
  }
}
// snippet-end
