// snippet: reflection-reward
/// Reward of the reflection step at `index`.
///
/// As written (paper section 3.4.1): paid if reflection is followed by a corrective action after a
/// sequence of failures. We read "sequence" as at least `failureSequence` failed steps immediately
/// before, malformed or refused, and "corrective" as an admissible action that differs from each of
/// them.
///
/// Released: paid if the one step before was bad (malformed or not admissible) and the action text
/// differs from it; at the first step the missing predecessor counts as bad.
public func reflectionReward(at index: Int, in steps: [ParsedStep], rules: RewardRules) -> Double {
  switch rules.variant {
  case .asWritten:
    let failures = steps[..<index].reversed().prefix(while: \.isFailure)
    return failures.count >= rules.failureSequence && steps[index].corrects(failures)
      ? rules.reflection : 0
  case .released:
    guard index > 0 else { return rules.reflection }
    let previous = steps[index - 1]
    let isCorrection =
      previous.isFailure && previous.releasedActionMatches != steps[index].releasedActionMatches
    return isCorrection ? rules.reflection : 0
  }
}

extension ParsedStep {
  /// Whether the action is admissible and differs from each failed one.
  func corrects(_ failures: some Sequence<ParsedStep>) -> Bool {
    isAdmissible && differs(from: failures)
  }

  /// Whether there is an action, and it differs from each failed one.
  func differs(from failures: some Sequence<ParsedStep>) -> Bool {
    guard let action = response?.action else { return false }
    return !failures.contains { $0.response?.action == action }
  }
}
// snippet-end
