// snippet: explore-reward
/// Reward of the explore step at `index`.
///
/// As written (paper section 3.4.1): paid if the action targets a new object or location. We read
/// "targets" as the numbered things named in an admissible action, and "new" as named by no earlier
/// action of the episode; a thing that does not exist cannot be explored, hence *admissible*.
///
/// Released: paid unless the raw action text equals that of any earlier format-valid step.
public func exploreReward(
  at index: Int, in steps: [ReasoningStep], variant: Variant, constants: RewardConstants
) -> Double {
  let step = steps[index]
  let earlier = steps[..<index]
  switch variant {
  case .asWritten:
    guard let response = step.response, step.isAdmissible else { return 0 }
    let known = Set(
      earlier.compactMap(\.response).flatMap { ReasoningStep.targets(of: $0.action) })
    let isNew = ReasoningStep.targets(of: response.action).contains { !known.contains($0) }
    return isNew ? constants.explore : 0
  case .released:
    let action = step.releasedActionMatches
    let isRepeated = earlier.contains {
      $0.response != nil && $0.releasedActionMatches == action
    }
    return isRepeated ? 0 : constants.explore
  }
}
// snippet-end
