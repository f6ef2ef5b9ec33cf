import Agent

extension Condition {
  /// The admissible commands stand behind every observation, as in the paper's prompts: the regime in
  /// which the paper counted repetition.
  public static let commandsShown = Condition(
    suffix: "commands", title: "commands shown",
    abstract: "The admissible commands stand in its prompt."
  ) { $0.shownCommands = .all }
}
