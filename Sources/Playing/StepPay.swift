import Foundation
import MetaReasoning

/// What the last step of an episode is paid under GRPO and RLVMR, and why. The amounts are the methods' own
/// rules; the words say which facts those rules looked at.
struct StepPay {
  private let steps: [ParsedStep]
  private let rules: RewardRules
  private let index: Int
  private let end: Bool?

  /// - Parameters:
  ///   - steps: The episode so far, at least one step.
  ///   - end: Whether the game is won, once this step has ended it; nil while it goes on.
  init(of steps: [ParsedStep], end: Bool?, rules: RewardRules) {
    self.steps = steps
    self.rules = rules
    self.end = end
    index = steps.count - 1
  }

  /// A line each method.
  var text: String {
    if steps[index].response == nil {
      let penalty = signed(-rules.rowPenalty)
      let why = "malformed: taken from the outcome, in the row of this step"
      return "  GRPO   \(penalty)  \(why)\n  RLVMR  \(penalty)  \(why)"
    }
    if let end {
      let outcome = signed(outcomeReward(won: end, rules: rules))
      return
        "  GRPO   \(outcome)  the game is \(end ? "won" : "lost"): so much to every step of the episode\n"
        + "  RLVMR  \(signed(reward(won: end)))  \(why); and as GRPO, to every step"
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

  /// The tag's rule in words, then what it looked at where it looks at anything but the end.
  private var why: String {
    guard let tag = steps[index].response?.tag else { return "no tag" }
    let rule = Self.rules(failureSequence: rules.failureSequence)[tag] ?? "has a rule of its own"
    let facts = facts(for: tag)
    return "\(tag.rawValue) \(rule)" + (facts.isEmpty ? "" : " (\(facts.joined(separator: "; ")))")
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

  private func facts(for tag: ReasoningTag) -> [String] {
    let step = steps[index]
    let refused = step.isAdmissible ? [] : ["refused"]
    switch tag {
    case .planning, .monitor: return []
    case .explore:
      let known = steps[..<index].flatMap(\.targets)
      let new = step.targets.filter { !known.contains($0) }
      return ["new: " + (new.isEmpty ? "nothing" : new.joined(separator: ", "))] + refused
    case .reflection:
      let failed = steps[..<index].reversed().prefix(while: \.isFailure)
      let isSame = failed.contains { $0.response?.action == step.response?.action }
      return ["failed steps right before: \(failed.count)"]
        + (isSame ? ["one of them the same"] : []) + refused
    }
  }
}

/// A count with its word, such as "1 step" or "4 steps".
package func counted(_ count: Int, _ word: String) -> String {
  "\(count) \(word)\(count == 1 ? "" : "s")"
}

/// A number with its sign and two decimals.
package func signed(_ value: Double) -> String { String(format: "%+.2f", value) }
