import Agent
import HouseholdWorld
import LanguageModel
import MetaReasoning
import Randomness

/// One vocabulary for all tests: making it plays thousands of games.
let sharedTokenizer = Vocabulary.standard()

/// A model with random weights, small enough for a test, with every part.
func tinyModel(seed: UInt64 = 1, contextLength: Int = 1024) throws -> Model {
  let factors = sharedTokenizer.factors
  var generator = SeededGenerator(seed: seed)
  return try Model(
    parameters: Parameters(
      ModelConfiguration(
        vocabularySize: sharedTokenizer.count, dimension: 32, layers: 1, heads: 2,
        keyValueHeads: 1, contextLength: contextLength, convolutionWidth: 4,
        normalisesQueriesAndKeys: true,
        factors: VocabularyFactors(
          classOf: factors.classOf, numberOf: factors.numberOf, classCount: factors.classCount,
          numberCount: factors.numberCount, hasTokenRows: true)), using: &generator),
    tokenizer: sharedTokenizer)
}

/// The first games of the generated training list.
func trainingGames(_ count: Int) -> [Game] {
  let generator = GameGenerator(seed: GameSource.generatorSeed)
  return (0..<count).map { generator.game(split: .train, index: $0) }
}

/// Demonstrations of generated training games.
func demonstrations(
  _ count: Int, grammar: ResponseGrammar, mistakeRate: Double = 0.1
) -> [Episode] {
  let generator = GameGenerator(seed: GameSource.generatorSeed)
  return (0..<count).compactMap { index in
    let generation = generator.generation(split: .train, index: index)
    return demonstrate(
      generation.game, instruction: generation.instruction, tokenizer: sharedTokenizer,
      settings: DemonstrationSettings(grammar: grammar, mistakeRate: mistakeRate),
      seed: UInt64(index))
  }
}
