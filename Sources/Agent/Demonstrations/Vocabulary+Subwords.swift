import HouseholdWorld
import LanguageModel
import MetaReasoning
import PretrainedModels

extension Vocabulary {
  /// A pretrained model's encoding, cut to what the world and the thoughts can say.
  ///
  /// Kept are the tokens of the same words that the miniature knows, and those of played episodes of the
  /// generated world, where words stand as they stand in sentences. Nothing here depends on data that a
  /// user may not have.
  ///
  /// - Parameter beginning: The token of the encoding that opens an episode.
  public static func subwords(
    of encoding: BytePairTokenizer, beginning: Int32, statistics: GameStatistics = .fitted
  ) -> SubwordTokenizer {
    let things = numberedThings(statistics).map { $0.split(separator: " ").map(String.init) }
    let classes = Set(things.map { $0[0] }).sorted()
    let numbers = things.compactMap { Int($0[1]) }.max() ?? 1
    let grammars: [ResponseGrammar] = [.tagged, .think, .note]
    var marks: [String] = []
    for mark in grammars.flatMap(\.marks) where !marks.contains(mark) { marks.append(mark) }
    return SubwordTokenizer(
      encoding, beginning: beginning,
      texts: phrases + laterPhrases + (singleWords + laterWords + classes).map { " " + $0 }
        + sampleTexts, marks: marks + spareMarks(spareMarkCount), classes: classes,
      numbers: numbers)
  }

  /// Instructions of pretraining, and all that is said in games of every category.
  private static let sampleTexts: Set<String> = {
    let generator = GameGenerator(seed: GameSource.generatorSeed)
    // In parts of about the same work; which part a text comes from leaves no trace in a set.
    let parts = Workers.map(Array(0..<8)) { part in
      var texts = Set(
        stride(from: part, to: 2000, by: 8).map { generator.pretrainingGame(index: $0).1.text })
      for index in stride(from: part, to: 300, by: 8) {
        texts.formUnion(
          textsOfGame(generator.generation(split: .train, index: index), seed: UInt64(index)))
      }
      return texts
    }
    return parts.reduce(into: []) { $0.formUnion($1) }
  }()

  /// All that the world, the teacher and the expert say while a game is played, in either wording.
  private static func textsOfGame(
    _ generation: GameGenerator.Generation, seed: UInt64
  ) -> Set<String> {
    var texts: Set<String> = []
    var environment = Environment(game: generation.game, stepLimit: 50)
    var expert = Expert(
      instruction: generation.instruction, initialObservation: environment.initialObservation,
      generation: generation.game.generation, seed: seed)
    texts.insert(openingText(of: environment))
    texts.insert(promptText(after: "", in: environment, showing: .all))
    var observation = environment.initialObservation
    var executed: String?
    while !environment.done {
      let decision = expert.next(after: observation, executedCommand: executed)
      texts.insert(Teacher.thought(for: decision.intent, subgoals: expert.subgoals))
      texts.formUnion(Teacher.freeThoughts(for: decision.intent, subgoals: expert.subgoals))
      texts.insert(decision.command)
      observation = environment.step(decision.command).observation
      executed = decision.command
      texts.insert(observation)
    }
    return texts
  }
}
