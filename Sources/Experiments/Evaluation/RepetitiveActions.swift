// snippet: repetitive-steps
/// Which steps of an episode repeat themselves without need.
///
/// The paper reports a "repetitive action rate" but gives no formula (section 2.1). Ours: a step is
/// repetitive if an earlier step of the episode gave the same command and got the same observation
/// while the world was in the same state (everything but where the agent stands). Walking back and
/// forth repeats; returning to a place after something was moved does not.
///
/// - Parameter ignoringInvalid: Leaves steps with an inadmissible command out: in a weak model most
///   strict repetition is the same refused command over and over.
/// - Returns: One flag a step.
public func repetitiveSteps(of steps: [EpisodeStep], ignoringInvalid: Bool) -> [Bool] {
  struct Deed: Hashable {
    var command: String
    var observation: String
    var worldState: UInt64
  }
  var done = Set<Deed>()
  return steps.map { step in
    if ignoringInvalid && !step.reasoning.isAdmissible { return false }
    return !done.insert(
      Deed(command: step.command, observation: step.observation, worldState: step.worldState)
    ).inserted
  }
}
// snippet-end
