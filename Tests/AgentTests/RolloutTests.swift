import Agent
import HouseholdWorld
import LanguageModel
import MetaReasoning
import Randomness
import Testing

@Suite struct RolloutTests {
  private func policy(
    _ temperature: Double = 1, grammar: ResponseGrammar = .tagged, holdsForm: Bool = false
  ) throws -> Policy {
    try Policy(
      model: tinyModel(), grammar: grammar, temperature: temperature, holdsForm: holdsForm)
  }

  @Test func anEpisodeDoesNotDependOnItsCompany() throws {
    let games = trainingGames(6)
    let together = rollOut(games, policy: try policy(), stepLimit: 3, seed: 4)
    let fewer = rollOut(Array(games.prefix(2)), policy: try policy(), stepLimit: 3, seed: 4)
    #expect(together.prefix(2).map(\.tokens) == fewer.map(\.tokens))
    #expect(together.map(\.gameID) == games.map(\.id))
  }

  // More games than a worker decodes at once: slots are used again, and neighbours with the same
  // game continue from one opening. Neither may show in an episode.
  @Test func anEpisodeDoesNotDependOnWhatRanInItsSlotOrBesideIt() throws {
    #expect(DecodingModel(try tinyModel().parameters).sequencesAtOnce < 12)
    let generator = GameGenerator(seed: 1)
    let own = (0..<24).map { generator.game(split: .validation, index: $0 / 4) }
    // The same games at every third place, others of other lengths elsewhere.
    let mixed = own.indices.map {
      $0 % 3 == 0 ? own[$0] : generator.game(split: .train, index: $0)
    }
    let first = rollOut(own, policy: try policy(), stepLimit: 3, seed: 4)
    let second = rollOut(mixed, policy: try policy(), stepLimit: 3, seed: 4)
    for index in own.indices where index % 3 == 0 {
      #expect(first[index].gameID == second[index].gameID)
      #expect(first[index].tokens == second[index].tokens)
      #expect(
        first[index].steps.map(\.logProbabilities) == second[index].steps.map(\.logProbabilities))
    }
    #expect(first[0].tokens != first[1].tokens, "rollouts of one game differ")
  }

  @Test func theSeedAndTheTemperatureDecideWhatIsSampled() throws {
    let games = trainingGames(3)
    func tokens(_ temperature: Double, seed: UInt64) throws -> [[Int32]] {
      rollOut(games, policy: try policy(temperature), stepLimit: 3, seed: seed).map(\.tokens)
    }
    #expect(try tokens(1, seed: 4) == tokens(1, seed: 4))
    #expect(try tokens(1, seed: 4) != tokens(1, seed: 5))
    #expect(try tokens(1, seed: 4) != tokens(0.4, seed: 4))
  }

  @Test func whatIsWrittenDownIsWhatTheWorldSaid() throws {
    // Each step replayed in a fresh world: the fingerprint is that from before the command, and
    // answer, admissibility and the things it names are the world's.
    let games = trainingGames(8)
    let episodes = rollOut(
      games, policy: try policy(holdsForm: true), stepLimit: 6, seed: 2)
    let demonstrated = demonstrations(8, grammar: .tagged, mistakeRate: 0.3)
    var changes = 0
    for (game, episode) in zip(games + games, episodes + demonstrated) {
      var environment = Environment(game: game, stepLimit: 30)
      for step in episode.steps {
        #expect(step.parsed.worldState == environment.stateFingerprint)
        let before = environment.stateFingerprint
        let outcome = environment.step(step.command)
        if environment.stateFingerprint != before { changes += 1 }
        #expect(step.observation == outcome.observation)
        #expect(step.parsed.isAdmissible == outcome.wasAdmissible)
        #expect(step.parsed.targets == numberedThings(in: step.command))
      }
    }
    #expect(changes > 10, "the world must change for this to show anything")
  }

  @Test func aRolloutThatChangesTheWorldKeepsItsStatesAndShowsItsCommands() throws {
    // A vocabulary of three commands, each one token: what is sampled opens and closes something.
    let game = trainingGames(1)[0]
    let receptacle = try #require(
      game.scene.receptacles.map(\.name).first { name in
        var environment = Environment(game: game)
        _ = environment.step("go to \(name)")
        return environment.isAdmissible("open \(name)")
      })
    let commands = ["go to", "open", "close"].map { "\($0) \(receptacle)" }
    let tokenizer = WordTokenizer(
      entries: ResponseGrammar.think.marks + ["so"] + commands, ignoredWords: [])
    var generator = SeededGenerator(seed: 3)
    let model = try Model(
      parameters: Parameters(
        ModelConfiguration(
          vocabularySize: tokenizer.count, dimension: 32, layers: 1, heads: 2, keyValueHeads: 1,
          contextLength: 1024), using: &generator),
      tokenizer: tokenizer)
    let policy = try Policy(
      model: model, grammar: .think, temperature: 1, responseLimit: 6, holdsForm: true,
      shownCommands: .all)
    var changes = 0
    for episode in rollOut(
      Array(repeating: game, count: 8), policy: policy, stepLimit: 20, seed: 5)
    {
      var environment = Environment(game: game, stepLimit: 20)
      var read = episode.opening
      var end = 1
      for step in episode.steps {
        // What stands before a response is the last answer and what can be done after it.
        let shown = promptText(after: read, in: environment, showing: .all)
        #expect(Array(episode.tokens[end..<step.response.lowerBound]) == tokenizer.encode(shown))
        #expect(step.parsed.worldState == environment.stateFingerprint)
        read = environment.step(step.command).observation
        end = step.response.upperBound
        if step.parsed.worldState != environment.stateFingerprint { changes += 1 }
      }
    }
    #expect(changes > 3, "the world must change for this to show anything")
  }

  @Test func aMalformedAnswerSendsNothingAndNamesNothing() throws {
    let episodes = rollOut(trainingGames(4), policy: try policy(), stepLimit: 3, seed: 4)
    let malformed = episodes.flatMap(\.steps).filter { $0.parsed.response == nil }
    #expect(!malformed.isEmpty, "an untrained model does not keep the form")
    for step in malformed {
      #expect(step.command.isEmpty && !step.parsed.isAdmissible && step.parsed.targets.isEmpty)
    }
  }

  /// An untrained agent wins nothing: what ends its episodes is the step limit or the context.
  @Test func anEpisodeThatNoLongerFitsTheContextSaysSo() throws {
    let games = trainingGames(2)
    func played(contextLength: Int) throws -> [Episode] {
      let policy = try Policy(
        model: tinyModel(contextLength: contextLength), grammar: .tagged, temperature: 1,
        responseLimit: 8)
      return rollOut(games, policy: policy, stepLimit: 6, seed: 4)
    }
    let long = try played(contextLength: 1024)
    #expect(long.allSatisfy { !$0.outOfContext && $0.steps.count == 6 })
    // What stands before the second response has room, and what stands before the third has none.
    let start = try #require(long.map { $0.steps[1].response.lowerBound }.max())
    let short = try played(contextLength: start + 8)
    #expect(short.contains { $0.outOfContext })
    for episode in short where episode.outOfContext {
      #expect((1..<6).contains(episode.steps.count) && !episode.won)
    }
    for episode in short where !episode.outOfContext { #expect(episode.steps.count == 6) }
    // Not even the opening has room.
    let opening = try #require(long.map { $0.steps[0].response.lowerBound }.min())
    for episode in try played(contextLength: opening + 7) {
      #expect(episode.outOfContext && episode.steps.isEmpty)
    }
  }

  @Test func findsTheThingsACommandNames() {
    #expect(numberedThings(in: "take apple 1 from fridge 12") == ["apple 1", "fridge 12"])
    #expect(numberedThings(in: "inventory").isEmpty)
  }
}
