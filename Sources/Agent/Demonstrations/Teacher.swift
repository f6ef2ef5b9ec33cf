import HouseholdWorld
import MetaReasoning
import Randomness

/// Turns the hand-coded expert's reasons into the short tagged thoughts an agent imitates: our
/// stand-in for the paper's GPT-4 annotation (section 3.3; prompt in appendix B).
///
/// A thought names the sub-goal in the instruction's own words, never the numbered thing the action
/// will name: otherwise a thought would carry the action a second time, and an arm with thoughts
/// would win by copying. The thought is the same in every grammar; only its marks differ.
public enum Teacher {
  /// The tag of a decision: planning where a plan is made, reflection after a failure, explore
  /// while searching, monitor otherwise.
  public static func tag(for intent: Intent) -> ReasoningTag {
    if intent.planning != .none { return .planning }
    if intent.followsFailure { return .reflection }
    if case .search = intent.purpose { return .explore }
    return .monitor
  }

  /// The thought of a decision.
  ///
  /// - Parameters:
  ///   - subgoals: The whole plan, for the planning thought.
  ///   - generator: Draws among the free wordings.
  public static func thought(
    for intent: Intent, subgoals: [Subgoal], wording: Wording,
    using generator: inout SeededGenerator
  ) -> String {
    switch wording {
    case .fixed: thought(for: intent, subgoals: subgoals)
    case .free:
      generator.element(of: freeThoughts(for: intent, subgoals: subgoals))
        ?? thought(for: intent, subgoals: subgoals)
    }
  }

  /// The thought in its fixed wording.
  static func thought(for intent: Intent, subgoals: [Subgoal]) -> String {
    switch tag(for: intent) {
    case .planning: "plan : " + subgoals.map(phrase).joined(separator: " ; ")
    case .reflection: "that failed ; now \(purpose(of: intent))"
    case .monitor: "now \(purpose(of: intent))"
    // Explore, and any tag the teacher comes to use before it has words of its own.
    default: purpose(of: intent)
    }
  }

  /// Everything the teacher may say where words are free. Like the fixed wording it names sub-goals and
  /// never a numbered thing.
  static func freeThoughts(for intent: Intent, subgoals: [Subgoal]) -> [String] {
    let plan = subgoals.map(phrase)
    var purpose = phrase(intent.subgoal)
    if case .search(let object) = intent.purpose { purpose = "look for the \(kind(of: object))" }
    return switch tag(for: intent) {
    case .planning:
      [
        "I will \(plan.joined(separator: ", then ")).",
        "My plan: \(plan.joined(separator: ", then ")).",
        "First I have to \(plan.joined(separator: ". After that I have to ")).",
        "What has to be done: \(plan.joined(separator: "; ")).",
      ]
    case .reflection:
      [
        "That did not work. I should \(purpose).",
        "Nothing happened, so this can not be done here. I will \(purpose).",
        "That was a mistake. Now I need to \(purpose).",
        "I should not do that again. Instead I will \(purpose).",
      ]
    case .monitor:
      [
        "Now I \(purpose).", "The next step is to \(purpose).", "Next I have to \(purpose).",
        "So far so good. I \(purpose).",
      ]
    default:
      [
        "I do not know yet where it is, so I \(purpose).", "Let me \(purpose) in the next place.",
        "I still have to \(purpose).", "It must be somewhere. I \(purpose).",
      ]
    }
  }

  private static func purpose(of intent: Intent) -> String {
    if case .search(let object) = intent.purpose { return "search \(kind(of: object))" }
    return phrase(intent.subgoal)
  }

  private static func phrase(_ subgoal: Subgoal) -> String {
    switch subgoal {
    case .find(let object): "find \(object)"
    case .take(let object, _): "take \(object)"
    case .prepare(let preparation, let object): "\(preparation.rawValue) \(object)"
    case .deliver(let object, let receptacle): "put \(object) in \(receptacle)"
    case .putDown(let object): "put \(object) down"
    case .light(let lamp): "use \(lamp)"
    case .goTo(let receptacle): "go to \(receptacle)"
    case .open(let receptacle, let count): "open \(number(count)) \(receptacle)"
    }
  }

  private static func number(_ count: Int?) -> String {
    switch count {
    case nil: "every"
    case 1: "one"
    default: "two"
    }
  }

  /// The class of a named thing: "mug" of "mug 2".
  private static func kind(of name: String) -> String {
    name.split(separator: " ").first.map(String.init) ?? name
  }
}
