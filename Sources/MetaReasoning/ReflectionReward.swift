// snippet: reflection-reward
/// Reward of the reflection step at `index`.
///
/// As written (paper section 3.4.1): paid if reflection is followed by a corrective action after a
/// sequence of failures. We read "sequence" as at least `failureSequence` failed steps immediately
/// before, and "corrective" as an admissible action that differs from each of them.
///
/// Released: paid if the one step before was bad (malformed or not admissible) and the action text
/// differs from it; at the first step the missing predecessor counts as bad.
public func reflectionReward(
  at index: Int, in steps: [ReasoningStep], variant: Variant, constants: RewardConstants
) -> Double {
  let step = steps[index]
  switch variant {
  case .asWritten:
    let failures = steps[..<index].reversed().prefix { $0.isFailure }
    guard failures.count >= constants.failureSequence, step.isAdmissible,
      let action = step.response?.action
    else { return 0 }
    return failures.contains { $0.response?.action == action } ? 0 : constants.reflection
  case .released:
    guard index > 0 else { return constants.reflection }
    let previous = steps[index - 1]
    let isCorrection =
      previous.isFailure && previous.releasedActionMatches != step.releasedActionMatches
    return isCorrection ? constants.reflection : 0
  }
}
// snippet-end
