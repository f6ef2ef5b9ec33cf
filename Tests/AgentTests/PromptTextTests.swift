import Agent
import HouseholdWorld
import LanguageModel
import MetaReasoning
import Testing

/// What a policy reads: the observation, and the admissible commands where they are shown.
@Suite struct PromptTextTests {
  /// The verbs of all commands, by which a list of them falls into its commands again.
  private static let verbs: Set = [
    "go to", "take", "put", "move", "open", "close", "toggle", "use", "slice", "heat", "cool",
    "clean", "examine", "look", "inventory", "help",
  ]

  /// The commands in a prompt's tokens: each begins with a verb.
  private func commands(in tokens: ArraySlice<Int32>) -> [String] {
    var commands: [String] = []
    for token in tokens.map({ sharedTokenizer.tokens[Int($0)] }) {
      if Self.verbs.contains(token) {
        commands.append(token)
      } else if let last = commands.indices.last {
        commands[last] += " " + token
      }
    }
    return commands
  }

  @Test func theCommandsStandBehindTheObservationEachOnceInTheWorldsOrder() throws {
    let marker = try #require(sharedTokenizer.id(of: "you can :"))
    var checked = 0
    for game in trainingGames(20) {
      var environment = Environment(game: game, stepLimit: 200)
      var observation = openingText(of: environment)
      for command in game.walkthrough + ["look"] {
        let tokens = sharedTokenizer.encode(
          promptText(after: observation, in: environment, showing: .all))
        let bare = sharedTokenizer.encode(observation)
        #expect(Array(tokens.prefix(bare.count)) == bare)
        #expect(tokens[bare.count] == marker)
        // From the tokens alone the very list can be read again, though nothing separates them.
        #expect(
          commands(in: tokens[(bare.count + 1)...])
            == environment.admissibleCommands.filter { $0 != "help" })
        observation = environment.step(command).observation
        checked += 1
      }
    }
    #expect(checked > 100)
  }

  @Test func withoutThemThePromptIsTheObservation() throws {
    let environment = Environment(game: try #require(trainingGames(1).first))
    #expect(
      promptText(after: "You open the fridge 1.", in: environment, showing: .none)
        == "You open the fridge 1.")
  }

  @Test func theTextIsReadableAndKnowsNoHelp() throws {
    let environment = Environment(game: try #require(trainingGames(1).first))
    let text = promptText(after: "Nothing happens.", in: environment, showing: .all)
    #expect(text.hasPrefix("Nothing happens.\nYou can: "))
    #expect(text.hasSuffix("inventory, look"))
    #expect(!text.contains("help"))
  }

  /// The sequence an episode must have, from its game and its responses alone.
  private func expectedTokens(
    of episode: Episode, game: Game, shown: ShownCommands, stepLimit: Int
  ) -> [Int32] {
    var environment = Environment(game: game, stepLimit: stepLimit)
    func read(_ text: String) -> [Int32] {
      var tokens = sharedTokenizer.encode(text)
      let commands = environment.admissibleCommands.filter { Self.isShown($0, shown) }
      if !commands.isEmpty {
        tokens += sharedTokenizer.encode("You can:")
        for command in commands { tokens += sharedTokenizer.encode(command) }
      }
      return tokens
    }
    var tokens = [sharedTokenizer.startID] + read(openingText(of: environment))
    for step in episode.steps {
      #expect(step.response.lowerBound == tokens.count)
      tokens += episode.tokens[step.response]
      let outcome = environment.step(step.command)
      // Nothing is read after the end.
      if !outcome.done { tokens += read(outcome.observation) }
    }
    return tokens
  }

  /// Written anew from the world's grammar: which commands only look or walk.
  private static func isShown(_ command: String, _ shown: ShownCommands) -> Bool {
    let verb = command.split(separator: " ").first
    return switch shown {
    case .none: false
    case .acts: !["go", "examine", "look", "inventory", "help"].contains(verb)
    case .all: verb != "help"
    }
  }

  @Test func actsAreWhatChangesTheWorld() throws {
    var (shownActs, walks) = (0, 0)
    for game in trainingGames(20) {
      var environment = Environment(game: game, stepLimit: 200)
      for command in game.walkthrough {
        let lines = promptText(after: "x", in: environment, showing: .acts).split(separator: "\n")
        let acts = environment.admissibleCommands.filter { Self.isShown($0, .acts) }
        // Nothing stands there where nothing can be done.
        #expect(
          lines.dropFirst().joined()
            == (acts.isEmpty ? "" : "You can: " + acts.joined(separator: ", ")))
        if acts.contains(command) { shownActs += 1 }
        if command.hasPrefix("go to ") { walks += 1 }
        _ = environment.step(command)
      }
    }
    #expect(shownActs > 40 && walks > 40)
    #expect(ShownCommands.none < .acts && .acts < .all)
  }

  @Test(arguments: ShownCommands.allCases, [false, true])
  func anEpisodeIsItsPromptsAndResponsesAndNothingElse(
    shown: ShownCommands, holdsForm: Bool
  ) throws {
    let games = trainingGames(4)
    let policy = try Policy(
      model: tinyModel(contextLength: 4096), grammar: .tagged, temperature: 1, responseLimit: 8,
      holdsForm: holdsForm, shownCommands: shown)
    let episodes = rollOut(games, policy: policy, stepLimit: 4, seed: 2)
    for (episode, game) in zip(episodes, games) {
      #expect(episode.steps.count == 4)
      #expect(
        episode.tokens
          == expectedTokens(of: episode, game: game, shown: shown, stepLimit: 4))
      // Only the agent's own tokens are learned.
      #expect(
        TrainingSequence(episode).positions.map(Int.init) == episode.steps.flatMap(\.response))
      #expect(episode.opening == openingText(of: Environment(game: game)))
    }
  }

  @Test func anEpisodeThatNoLongerFitsTheContextIsLost() throws {
    let game = try #require(trainingGames(1).first)
    let opening = sharedTokenizer.encode(
      promptText(
        after: openingText(of: Environment(game: game)), in: Environment(game: game),
        showing: .all))
    // With the start token and a response of eight just fitting, one step is played and no more.
    for (contextLength, steps) in [(opening.count + 9, 1), (opening.count + 8, 0)] {
      let policy = try Policy(
        model: tinyModel(contextLength: contextLength), grammar: .tagged, temperature: 1,
        responseLimit: 8, holdsForm: true, shownCommands: .all)
      let episode = try #require(rollOut([game], policy: policy, stepLimit: 4, seed: 2).first)
      #expect(episode.steps.count == steps)
      #expect(episode.steps.allSatisfy { $0.parsed.response != nil })
      #expect(!episode.won)
    }
  }
}
