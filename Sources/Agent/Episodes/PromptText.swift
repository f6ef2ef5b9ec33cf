import HouseholdWorld

/// What a policy reads after an observation, the game's opening included: the observation alone, or
/// with the commands that can be given now behind it.
///
/// Commands stand in the world's order, without "help". The commas between them are for people: the
/// tokenizer leaves them out, so that they cost nothing, and nothing is lost, as every command
/// begins with a verb that stands nowhere else in a command.
public func promptText(
  after observation: String, in environment: Environment, showsCommands: Bool
) -> String {
  guard showsCommands else { return observation }
  let commands = environment.admissibleCommands.filter { $0 != "help" }
  return "\(observation)\nYou can: " + commands.joined(separator: ", ")
}
