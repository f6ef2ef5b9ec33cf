import Agent
import Foundation
import HouseholdWorld
import LanguageModel
import MetaReasoning
import Testing

@Suite struct DemonstrationTests {
  @Test(arguments: [ResponseGrammar.tagged, .think, .note] + ResponseGrammar.leaveOneOut)
  func everyStepParsesInItsGrammarAndSurvivesTheTokenizer(grammar: ResponseGrammar) throws {
    for episode in demonstrations(40, grammar: grammar) {
      for step in episode.steps {
        #expect(throws: Never.self) {
          try Response(parsing: step.parsed.output, grammar: grammar)
        }
        // The agent's tokens say exactly what the parser read: nothing is lost on the way.
        #expect(sharedTokenizer.decode(episode.tokens[step.response]) == step.parsed.output)
      }
    }
  }

  @Test func tagsFollowWhatHappened() throws {
    for episode in demonstrations(60, grammar: .tagged, mistakeRate: 0.3) {
      #expect(episode.steps.first?.parsed.response?.tag == .planning)
      for (previous, step) in zip(episode.steps, episode.steps.dropFirst())
      where !previous.parsed.isAdmissible {
        let tag = try #require(step.parsed.response?.tag)
        #expect(tag == .reflection || tag == .planning)
      }
    }
  }

  @Test func aThoughtNeverNamesWhatTheActionNames() throws {
    // Else arms with thoughts would see every action twice, and win by copying.
    for episode in demonstrations(120, grammar: .tagged) {
      for response in episode.steps.compactMap(\.parsed.response) {
        for target in numberedThings(in: response.action) {
          #expect(!response.thought.contains(target))
        }
      }
    }
  }

  @Test func bothArmsSayAndDoTheSame() {
    let tagged = demonstrations(30, grammar: .tagged, mistakeRate: 0.2)
    let untagged = demonstrations(30, grammar: .think, mistakeRate: 0.2)
    for (first, second) in zip(tagged, untagged) {
      #expect(first.steps.map(\.command) == second.steps.map(\.command))
      #expect(
        first.steps.map(\.parsed.response?.thought)
          == second.steps.map(\.parsed.response?.thought))
    }
  }

  @Test func mistakesStandThereButAreNotLearned() {
    let episodes = demonstrations(60, grammar: .think, mistakeRate: 0.3)
    let mistakes = episodes.flatMap(\.steps).filter { !$0.isImitated }
    #expect(mistakes.count > 20)
    #expect(mistakes.allSatisfy { !$0.parsed.isAdmissible })
    for episode in episodes {
      let learned = Set(TrainingSequence(episode).positions.map(Int.init))
      let imitated = Set(episode.steps.filter(\.isImitated).flatMap(\.response))
      // Exactly the imitated responses: no word of the world, no mistake.
      #expect(learned == imitated)
    }
  }

  @Test(arguments: ShownCommands.allCases)
  func theTeachersPagesReadAsTheAgentsWill(shown: ShownCommands) throws {
    let generator = GameGenerator(seed: GameSource.generatorSeed)
    let generation = generator.generation(split: .train, index: 3)
    let episode = demonstrate(
      generation.game, instruction: generation.instruction, tokenizer: sharedTokenizer,
      settings: DemonstrationSettings(
        grammar: .tagged, mistakeRate: 0.3, shownCommands: shown), seed: 1)
    try #require(episode.steps.count > 2)
    var environment = Environment(game: generation.game, stepLimit: 30)
    func prompt(_ observation: String) -> [Int32] {
      sharedTokenizer.encode(
        promptText(after: observation, in: environment, showing: shown))
    }
    // The start token, the opening, then what the world says to each command.
    var expected = [sharedTokenizer.startID] + prompt(openingText(of: environment))
    for step in episode.steps {
      #expect(Array(episode.tokens[..<step.response.lowerBound]) == expected)
      expected += episode.tokens[step.response]
      let outcome = environment.step(step.command)
      if !outcome.done { expected += prompt(outcome.observation) }
    }
    #expect(episode.tokens == expected)
  }

  @Test func freeWordsChangeThoughtsAndNothingElse() throws {
    let generator = GameGenerator(seed: GameSource.generatorSeed)
    var thoughts: [ReasoningTag: Set<String>] = [:]
    for index in 0..<60 {
      let generation = generator.generation(split: .train, index: index)
      func played(_ wording: Wording) -> Episode {
        demonstrate(
          generation.game, instruction: generation.instruction, tokenizer: sharedTokenizer,
          settings: DemonstrationSettings(grammar: .tagged, mistakeRate: 0.3, wording: wording),
          seed: UInt64(index))
      }
      let (fixed, free) = (played(.fixed), played(.free))
      #expect(free.steps.map(\.parsed.output) == played(.free).steps.map(\.parsed.output))
      #expect(free.steps.map(\.command) == fixed.steps.map(\.command))
      #expect(free.steps.map(\.isImitated) == fixed.steps.map(\.isImitated))
      #expect(free.steps.map(\.parsed.response?.tag) == fixed.steps.map(\.parsed.response?.tag))
      for (one, other) in zip(free.steps, fixed.steps) {
        let response = try #require(one.parsed.response)
        #expect(response.thought != other.parsed.response?.thought)
        // A thought that named the numbered thing would carry the action a second time.
        #expect(numberedThings(in: response.thought).isEmpty)
        let tag = try #require(response.tag)
        let template = response.thought.prefix { $0 != ":" && $0 != "." }.split(separator: " ")
          .prefix(3).joined(separator: " ")
        thoughts[tag, default: []].insert(template)
      }
    }
    // Several openings of each kind, and none shared between kinds: the words say what kind it is.
    let kinds = [ReasoningTag.planning, .explore, .reflection, .monitor].map { thoughts[$0] ?? [] }
    #expect(kinds.allSatisfy { $0.count >= 4 })
    #expect(kinds.reduce(Set()) { $0.union($1) }.count == kinds.reduce(0) { $0 + $1.count })
  }

  @Test func theSameSeedDemonstratesTheSame() {
    #expect(
      demonstrations(10, grammar: .tagged).map(\.tokens)
        == demonstrations(10, grammar: .tagged).map(\.tokens))
  }

  @Test func pretrainingNeverShowsAHeldOutTask() {
    // Checked through the world itself and by counting moves, not through the detector the corpus is
    // filtered with: no cooled object ever lies in the receptacle it was moved to, and no receptacle
    // is given two objects of one class.
    let generator = GameGenerator(seed: GameSource.generatorSeed)
    var moves = 0
    for index in 0..<400 {
      let (game, instruction) = generator.pretrainingGame(index: index)
      let episode = demonstrate(
        game, instruction: instruction, tokenizer: sharedTokenizer,
        settings: DemonstrationSettings(grammar: .note, mistakeRate: 0.08), seed: UInt64(index))
      var given: [String: Set<String>] = [:]
      for step in episode.steps
      where step.parsed.isAdmissible && step.command.hasPrefix("move ") {
        let words = step.command.split(separator: " ").map(String.init)
        moves += 1
        let receptacle = "\(words[4]) \(words[5])"
        let others = (given[receptacle] ?? []).filter {
          $0.hasPrefix(words[1] + " ") && $0 != "\(words[1]) \(words[2])"
        }
        #expect(others.isEmpty, "\(game.id) puts two \(words[1]) into \(receptacle)")
        given[receptacle, default: []].insert("\(words[1]) \(words[2])")
        let cooled = Game(
          id: "check", category: nil, instruction: "",
          goal: .placed(object: words[1], receptacle: words[4], preparation: .cool),
          scene: game.scene)
        var replay = Environment(game: cooled, stepLimit: 100)
        for earlier in episode.steps {
          let outcome = replay.step(earlier.command)
          #expect(!outcome.won, "\(game.id) puts a cool \(words[1]) into \(receptacle)")
        }
      }
    }
    #expect(moves > 50)
  }
}
