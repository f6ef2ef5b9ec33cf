/// One game as the expert plays it.
public struct ExpertPlay: Sendable {
  /// Whether it won within the step limit.
  public let won: Bool
  /// In the order given, one for each reply; none where the game's text matches no template.
  public let commands: [String]
  /// The reply to each command; the text of the reset is not among them.
  public let observations: [String]
  /// How many of the commands were not admissible.
  public let inadmissible: Int
  /// The task categories that the episode shows, as ``DemonstrationDetector`` judges it.
  public let demonstratedCategories: Set<TaskCategory>

  /// Plays a game to its end.
  ///
  /// - Parameter instruction: what to do; nil parses the game's text, and a text that no template
  ///   matches is a lost game without commands.
  public init(
    of game: Game, instruction: Instruction? = nil, stepLimit: Int = 50, seed: UInt64 = 0
  ) {
    var commands: [String] = []
    var observations: [String] = []
    var inadmissible = 0
    var detector = DemonstrationDetector()
    var environment = Environment(game: game, stepLimit: stepLimit)
    if let instruction = instruction ?? Instruction(parsing: game.instruction) {
      var observation = environment.initialObservation
      var expert = Expert(
        instruction: instruction, initialObservation: observation, generation: game.generation,
        seed: seed)
      while !environment.done {
        let command = expert.next(after: observation).command
        let outcome = environment.step(command)
        observation = outcome.observation
        commands.append(command)
        observations.append(observation)
        detector.record(command: command, observation: observation)
        if !outcome.wasAdmissible { inadmissible += 1 }
      }
    }
    won = environment.won
    self.commands = commands
    self.observations = observations
    self.inadmissible = inadmissible
    demonstratedCategories = detector.categories
  }
}
