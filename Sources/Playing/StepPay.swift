import Foundation
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

  /// The tag's rule in words, then what it and its neighbours looked at.
  private var why: String {
    guard let tag = steps[index].response?.tag else { return facts }
    let rule = Self.rules(failureSequence: rules.failureSequence)[tag] ?? "has a rule of its own"
    return "\(tag.rawValue) \(rule) (\(facts))"
  }

  /// What each of the paper's tags is paid for (section 3.4.1), behind the tag's name.
  static func rules(failureSequence: Int) -> [ReasoningTag: String] {
    [
      .planning: "is paid if the game is won in the end",
      .explore: "is paid for naming something new that is there",
      .reflection:
        "is paid for a possible, different action after \(failureSequence) failed steps in a row",
      .monitor: "is never paid",
    ]
  }

  private var facts: String {
    let step = steps[index]
    let known = steps[..<index].flatMap(\.targets)
    let new = step.targets.filter { !known.contains($0) }
    let failed = steps[..<index].reversed().prefix(while: \.isFailure)
    var facts = [
      "new: " + (new.isEmpty ? "nothing" : new.joined(separator: ", ")),
      "failed steps right before: \(failed.count)",
    ]
    if failed.contains(where: { $0.response?.action == step.response?.action }) {
      facts.append("one of them the same")
    }
    if !step.isAdmissible { facts.append("refused") }
    return facts.joined(separator: "; ")
  }
}

/// A number with its sign and two decimals.
package func signed(_ value: Double) -> String { String(format: "%+.2f", value) }
