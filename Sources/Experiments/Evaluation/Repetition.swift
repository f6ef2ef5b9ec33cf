// snippet: repetitive-steps
/// Which steps of an episode repeat themselves without need.
///
/// The paper reports a "repetitive action rate" but gives no formula (section 2.1). Ours: a step is
/// repetitive if an earlier step of the episode gave the same action and got the same observation
/// while the world was in the same state (everything but where the agent stands). Walking back and
/// forth repeats; returning to a place after something was moved does not. A malformed answer gives no
/// action, so it never repeats one and nothing repeats it.
///
/// - Returns: One flag a step.
public func repetitiveSteps(of steps: [Transcript.Step]) -> [Bool] {
  struct Transition: Hashable {
    var action: String
    var observation: String
    var worldState: UInt64
  }
  var seen = Set<Transition>()
  return steps.map { step in
    guard let action = step.action else { return false }
    return !seen.insert(
      Transition(action: action, observation: step.observation, worldState: step.worldState)
    ).inserted
  }
}

/// How repetition can be counted; the difference decides what "31.2 %" means.
public enum RepetitionReading: String, Sendable, Hashable, Codable, CaseIterable {
  /// Repeats of possible actions, of all steps. Primary: in the paper a model with 76 to 83 % invalid
  /// actions has only 10 to 17 % repetitive ones, so that repeats of refused commands can hardly have
  /// been counted.
  case possibleActions = "repeats of possible actions"
  /// All repeats, refused commands included, of all steps.
  case allSteps = "all repeats"
  /// All repeats, of the steps whose answer was well formed.
  case wellFormed = "all repeats, of well-formed answers"
}

/// The repetitive steps of an episode in one reading, and what they are a share of.
public func repetition(
  of steps: [Transcript.Step], reading: RepetitionReading
) -> (count: Int, total: Int) {
  let repeats = zip(steps, repetitiveSteps(of: steps)).filter(\.1).map(\.0)
  return switch reading {
  case .possibleActions: (repeats.count(where: \.isAdmissible), steps.count)
  case .allSteps: (repeats.count, steps.count)
  case .wellFormed: (repeats.count, steps.count { $0.action != nil })
  }
}
// snippet-end
