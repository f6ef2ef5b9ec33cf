import HouseholdWorld

/// What a policy reads after an observation, the game's opening included: the observation alone, or
/// with commands that can be given now behind it.
///
/// Commands stand in the world's order. The commas between them are for people: the miniature's
/// tokenizer leaves them out, so that they cost nothing, and nothing is lost, as every command begins
/// with a verb that stands nowhere else in a command.
public func promptText(
  after observation: String, in environment: Environment, showing shown: ShownCommands
) -> String {
  guard shown != .none else { return observation }
  let commands = environment.admissibleCommands.filter(shown.includes)
  if commands.isEmpty { return observation }
  return "\(observation)\nYou can: " + commands.joined(separator: ", ")
}
