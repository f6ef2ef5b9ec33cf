/// Reward of the reflection step at `index` where any other action corrects failures, possible or not.
///
/// The paper has "a corrective action" (section 3.4.1), which `reflectionReward` reads as an admissible
/// one; the released program asks only that its text differ. Else as `reflectionReward` as written.
public func anyCorrectionReward(
  at index: Int, in steps: [ParsedStep], rules: RewardRules
) -> Double {
  let failures = steps[..<index].reversed().prefix(while: \.isFailure)
  return failures.count >= rules.failureSequence && steps[index].differs(from: failures)
    ? rules.reflection : 0
}
