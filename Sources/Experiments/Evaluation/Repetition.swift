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
// snippet-end
