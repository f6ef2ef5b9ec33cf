import MetaReasoning

/// Why a step earned what it did, in a sentence.
func reason(
  of reward: StepReward, for step: ParsedStep, won: Bool, rules: RewardRules
) -> String {
  if reward.isMalformed {
    return rules.rowPenalty > 0
      ? "not one thought and one action: \(rules.formatPenalty) is taken from this step's outcome"
      : "not one thought and one action: a penalty of \(rules.formatPenalty)"
  }
  guard case .tag(let tag) = reward.group else { return "no tag, so no reward of its own" }
  if reward.reward < 0 { return "the world refused it, which is charged for" }
  let isPaid = reward.reward > 0
  switch tag {
  case .planning:
    return isPaid ? "planning is paid: the game was won" : "planning is not paid: the game was lost"
  case .explore:
    if isPaid { return "exploring is paid: it names what no earlier command named" }
    return step.isAdmissible
      ? "exploring is not paid: everything it names was named before"
      : "exploring is not paid: the world refused it"
  case .reflection:
    return isPaid
      ? "reflection is paid: another command, which works, after failures in a row"
      : "reflection is not paid: that takes another command, which works, just after "
        + (rules.failuresForReflection == 1
          ? "a failure" : "\(rules.failuresForReflection) failures in a row")
  case .monitor:
    return isPaid
      ? "monitoring is paid here: a command that works and is new" : "monitoring is never paid"
  }
}

extension RewardRules {
  /// How many failures in a row a paid reflection needs before it.
  fileprivate var failuresForReflection: Int {
    variant == .released && reflectionRule == .asWritten ? 1 : failureSequence
  }
}
