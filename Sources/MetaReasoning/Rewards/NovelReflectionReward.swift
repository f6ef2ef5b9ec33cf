/// Reward of the reflection step at `index` under the *novel* rule, our own: a correction is paid
/// once a failed command, and the failure must have told something that was not known.
///
/// As in the paper (section 3.4.1) an admissible action after a sequence of failures is paid if it
/// differs from each of them. But of the failures immediately before, all refused and well formed,
/// only the *informative* ones count, and at least `failureSequence` of them must be different
/// commands. A failure is informative if its command
///
/// - was not refused earlier in the episode while the world was in the same state, since the answer
///   was then known; and
/// - was not informative before an earlier paid correction: no command is used twice.
public func novelReflectionReward(
  at index: Int, in steps: [ParsedStep], rules: RewardRules
) -> Double {
  novelCorrections(in: steps, failureSequence: rules.failureSequence).contains(index)
    ? rules.reflection : 0
}

/// The indices of the reflection steps that the novel rule pays.
private func novelCorrections(in steps: [ParsedStep], failureSequence: Int) -> [Int] {
  var paid: [Int] = []
  var refusals: Set<Refusal> = []
  var used: Set<String> = []
  // Of the run of refused steps that ends here:
  var informative: Set<String> = []
  var run: [ParsedStep] = []
  for (index, step) in steps.enumerated() {
    if let command = step.response?.action, step.isRefused {
      let wasUnknown = refusals.insert(Refusal(command: command, state: step.worldState)).inserted
      if wasUnknown, !used.contains(command) { informative.insert(command) }
      run.append(step)
      continue
    }
    if step.response?.tag == .reflection, informative.count >= failureSequence, step.corrects(run) {
      paid.append(index)
      used.formUnion(informative)
    }
    informative = []
    run = []
  }
  return paid
}

/// A command that the world refused, and the state it was in.
private struct Refusal: Hashable {
  var command: String
  var state: UInt64
}
