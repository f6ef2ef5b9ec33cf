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
  let words = words(rules: rules)[tag]
  if reward.reward > 0 { return words?.paid ?? "\(tag.rawValue) is paid" }
  return words?.unpaid(step) ?? "\(tag.rawValue) is not paid"
}

/// What a tag's reward looked at, in words.
private struct ReasonWords {
  var paid: String
  var unpaid: (ParsedStep) -> String

  init(paid: String, unpaid: String) {
    self.init(paid: paid) { _ in unpaid }
  }

  init(paid: String, unpaid: @escaping (ParsedStep) -> String) {
    self.paid = paid
    self.unpaid = unpaid
  }
}

/// The words of the paper's tags; another is just paid or not.
private func words(rules: RewardRules) -> [ReasoningTag: ReasonWords] {
  [
    .planning: ReasonWords(
      paid: "planning is paid: the game was won", unpaid: "planning is not paid: the game was lost"),
    .explore: ReasonWords(paid: "exploring is paid: it names what no earlier command named") {
      step in
      step.isAdmissible
        ? "exploring is not paid: everything it names was named before"
        : "exploring is not paid: the world refused it"
    },
    .reflection: ReasonWords(
      paid: "reflection is paid: \(rules.correction) after failures in a row",
      unpaid: "reflection is not paid: that takes \(rules.correction) just after "
        + (rules.failuresForReflection == 1
          ? "a failure" : "\(rules.failuresForReflection) failures in a row")),
    .monitor: ReasonWords(
      paid: "monitoring is paid here: a command that works and is new",
      unpaid: "monitoring is never paid"),
  ]
}

extension RewardRules {
  /// What a paid reflection does.
  fileprivate var correction: String {
    reflectionRule == .anyCorrection ? "another command" : "another command, which works,"
  }

  /// How many failures in a row a paid reflection needs before it.
  fileprivate var failuresForReflection: Int {
    variant == .released && reflectionRule == .asWritten ? 1 : failureSequence
  }
}
