import MetaReasoning

/// What the last step of an episode is paid under GRPO and RLVMR, and why. The amounts are the methods' own
/// rules; the words say which facts those rules looked at.
struct StepPay {
  private let steps: [ParsedStep]
  private let rules: RewardRules
  private let index: Int

  /// - Parameter steps: The episode so far, at least one step.
  init(of steps: [ParsedStep], rules: RewardRules) {
    self.steps = steps
    self.rules = rules
    index = steps.count - 1
  }

  /// A line each method.
  var text: String {
    if steps[index].response == nil {
      let penalty = signed(-rules.rowPenalty)
      let why = "malformed: taken from the outcome, in the row of this step"
      return "  GRPO   \(penalty)  \(why)\n  RLVMR  \(penalty)  \(why)"
    }
    let (won, lost) = (reward(won: true), reward(won: false))
    let amount = won == lost ? signed(won) : "\(signed(won)) if you win, else \(signed(lost))"
    return "  GRPO   \(signed(0))  pays for the end alone: \(number(rules.success)) for a win\n"
      + "  RLVMR  \(amount)  \(why)"
  }

  private func reward(won: Bool) -> Double {
    stepRewards(of: steps, won: won, rules: rules)[index].reward
  }

  private func number(_ value: Double) -> String {
    value == value.rounded() ? "\(Int(value))" : "\(value)"
  }

  private var why: String {
    switch steps[index].response?.tag {
    case .planning: "planning is paid if the game is won in the end"
    case .explore: "explore: \(newThings)\(refusal)"
    case .reflection: "reflection: \(failures)\(refusal)"
    case .monitor: "monitor is never paid"
    case nil: "no tag"
    }
  }

  private var refusal: String { steps[index].isAdmissible ? "" : ", and the world refused it" }

  private var newThings: String {
    let known = steps[..<index].flatMap(\.targets)
    let new = steps[index].targets.filter { !known.contains($0) }
    return new.isEmpty
      ? "names nothing that earlier actions did not name"
      : "names \(new.joined(separator: " and ")) for the first time"
  }

  private var failures: String {
    let run = steps[..<index].reversed().prefix(while: \.isFailure)
    let isAgain = run.contains { $0.response?.action == steps[index].response?.action }
    return
      "\(run.count) failed \(run.count == 1 ? "step" : "steps") right before (it takes \(rules.failureSequence))"
      + (isAgain ? ", and the action is one of theirs" : "")
  }
}
