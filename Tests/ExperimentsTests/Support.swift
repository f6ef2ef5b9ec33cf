import Foundation
import HouseholdWorld
import LanguageModel
import MetaReasoning
import Randomness
import Training

/// One vocabulary for all tests: making it plays thousands of games.
let sharedTokenizer = Vocabulary.standard()

/// A model small enough to train in a test, large enough to have every part.
func tinyModel(seed: UInt64 = 1) throws -> Model {
  var settings = PretrainingSettings()
  settings.dimension = 32
  settings.layers = 1
  settings.heads = 2
  settings.keyValueHeads = 1
  settings.contextLength = 512
  var generator = SeededGenerator(seed: seed)
  return try Model(
    parameters: Parameters(
      ModelConfiguration(settings, tokenizer: sharedTokenizer), using: &generator),
    tokenizer: sharedTokenizer)
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

/// A folder that is removed with the value's last use.
final class TemporaryFolder {
  let url = FileManager.default.temporaryDirectory
    .appendingPathComponent("training-tests-\(UUID().uuidString)")
  deinit { try? FileManager.default.removeItem(at: url) }
}
