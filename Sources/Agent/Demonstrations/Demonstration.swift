import HouseholdWorld
import LanguageModel
import MetaReasoning
import Randomness

/// How demonstrations are made; part of what decides a run's bytes.
public struct DemonstrationSettings: Sendable, Hashable, Codable {
  /// The marks around thoughts; a tag it lacks is written as another.
  public var grammar: ResponseGrammar
  /// Chance, before each step, that one or two mistakes are injected and then corrected.
  public var mistakeRate: Double
  /// Which commands stand behind every observation.
  public var shownCommands: ShownCommands
  /// How thoughts are worded.
  public var wording: Wording
  /// Steps after which an expert's episode counts as lost.
  public var stepLimit = 30

  /// The step limit stays at the benchmark's 30.
  public init(
    grammar: ResponseGrammar, mistakeRate: Double, shownCommands: ShownCommands = .none,
    wording: Wording = .fixed
  ) {
    self.grammar = grammar
    self.mistakeRate = mistakeRate
    self.shownCommands = shownCommands
    self.wording = wording
  }
}

/// Plays a game with the expert and writes it down as the agent would have written it.
///
/// Injected mistakes are commands the world refuses; they stand in the episode so that recovery can
/// be learned, but `isImitated` is false and no loss falls on them.
///
/// - Returns: The episode; it may be lost where the expert runs out of steps.
public func demonstrate(
  _ game: Game, instruction: Instruction, tokenizer: any Tokenizer, settings: DemonstrationSettings,
  seed: UInt64
) -> Episode {
  var generator = SeededGenerator(seeds: seed, 0xD3)
  // Of its own, so that mistakes fall on the same steps however thoughts are worded.
  var words = SeededGenerator(seeds: seed, 0x30)
  var environment = Environment(game: game, stepLimit: settings.stepLimit)
  var expert = Expert(
    instruction: instruction, initialObservation: environment.initialObservation,
    generation: game.generation, seed: generator.next())
  let opening = openingText(of: environment)
  func read(_ observation: String) -> [Int32] {
    tokenizer.encode(
      promptText(after: observation, in: environment, showing: settings.shownCommands))
  }
  var episode = Episode(
    gameID: game.id, category: game.category, opening: opening,
    tokens: [tokenizer.startID] + read(opening))
  var observation = environment.initialObservation
  var executed: String?
  var mistakesToCome = 0

  while !environment.done {
    let decision = expert.next(after: observation, executedCommand: executed)
    var command = decision.command
    var isMistake = false
    if mistakesToCome == 0, generator.unit() < settings.mistakeRate {
      mistakesToCome = 1 + generator.below(2)
    }
    if mistakesToCome > 0 {
      mistakesToCome -= 1
      if let mistake = refusedCommand(in: environment, using: &generator) {
        command = mistake
        isMistake = true
      }
    }
    let response = Response(
      tag: settings.grammar.isTagged ? Teacher.tag(for: decision.intent) : nil,
      thought: Teacher.thought(
        for: decision.intent, subgoals: expert.subgoals, wording: settings.wording, using: &words),
      action: command)
    let output = response.text(in: settings.grammar)
    // A grammar that lacks the tag writes another in its place; what counts is what was written.
    let written = try? Response(parsing: output, grammar: settings.grammar)
    let start = episode.tokens.count
    episode.tokens += tokenizer.encode(output)
    let end = episode.tokens.count
    let worldState = environment.stateFingerprint
    let outcome = environment.step(command)
    episode.steps.append(
      EpisodeStep(
        response: start..<end,
        parsed: ParsedStep(
          output: output, response: written, isAdmissible: outcome.wasAdmissible,
          targets: numberedThings(in: command), worldState: worldState),
        command: command, observation: outcome.observation, isImitated: !isMistake))
    episode.won = outcome.won
    if !outcome.done { episode.tokens += read(outcome.observation) }
    observation = outcome.observation
    executed = command
  }
  return episode
}

/// A command that sounds sensible and that the world refuses here; nil where ten tries find none.
///
/// The kinds are those weak models make: taking what is not here, opening what is elsewhere,
/// walking to where one already stands or to what does not exist.
private func refusedCommand(
  in environment: Environment, using generator: inout SeededGenerator
) -> String? {
  let scene = environment.game.scene
  for _ in 0..<10 {
    guard let receptacle = generator.element(of: scene.receptacles),
      let object = generator.element(of: scene.objects)
    else { return nil }
    let candidate =
      switch generator.below(5) {
      case 0: "take \(object.name) from \(receptacle.name)"
      case 1: "open \(receptacle.name)"
      case 2: "go to \(receptacle.name)"
      case 3: "go to \(receptacle.kind) \(1 + generator.below(5))"
      default: "examine \(receptacle.name)"
      }
    if !environment.isAdmissible(candidate) { return candidate }
  }
  return nil
}
