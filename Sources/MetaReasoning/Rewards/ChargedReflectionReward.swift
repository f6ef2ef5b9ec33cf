/// Reward of the reflection step at `index` under the *charged* rule, our own: paid as the paper's
/// text has it (section 3.4.1), but only refused, well-formed steps count as failures; a malformed
/// step, which is not charged, breaks the sequence.
///
/// The paper's rule can be farmed: take a potato where none lies, the same again, then the step that
/// was possible all along. Here every refused step is paid −`failureCharge` in place of what its tag
/// would earn (see `refusedReward`). Then, for c = `failureCharge` > `reflection` /
/// `failureSequence` = p / n, **no episode earns more step reward with its refused steps than with
/// them deleted**, the outcome being the same. Let there be m refused steps.
///
/// 1. The m refused steps themselves earn −c m, and nothing once deleted.
/// 2. A paid reflection has at least n refused steps immediately before it. These runs are disjoint
///    for different paid reflections, since a paid reflection is itself not refused and so ends its
///    run. Hence at most m / n reflections are paid, p m / n in all; without refused steps none is.
/// 3. No other step loses by the deletion. Planning depends on the outcome alone, a malformed step
///    on itself. Deleting steps leaves fewer earlier names and actions, which can only make later
///    explore (and, where paid, monitor) steps new.
///
/// So the episode with its refused steps earns at most (p / n − c) m more, which is negative for
/// m > 0. This is a statement about rewards. A^MR divides by the deviation within each tag after
/// taking the mean from it, so it shifts and rescales what each tag earns, and a sum of advantages
/// may order the two episodes the other way.
public func chargedReflectionReward(
  at index: Int, in steps: [ParsedStep], rules: RewardRules
) -> Double {
  let failures = steps[..<index].reversed().prefix(while: \.isRefused)
  return failures.count >= rules.failureSequence && steps[index].corrects(failures)
    ? rules.reflection : 0
}

/// What a refused step is paid in place of what its tag would earn; nil where the tag decides.
func refusedReward(of step: ParsedStep, rules: RewardRules) -> Double? {
  rules.reflectionRule == .charged && step.isRefused ? -rules.failureCharge : nil
}
