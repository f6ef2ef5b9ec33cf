import Randomness
import Foundation
import LanguageModel

/// Small models and batches that the tests share.
enum Tiny {
  static let factors = VocabularyFactors(
    classOf: [0, 1, 2, 2, 2, 3, 3, 4, 4, 4, 0], numberOf: [0, 0, 1, 2, 3, 1, 2, 1, 2, 3, 1],
    classCount: 5, numberCount: 4, hasTokenRows: true)

  static let plain = ModelConfiguration(
    vocabularySize: 11, dimension: 32, layers: 2, heads: 4, keyValueHeads: 2, feedForward: 40,
    contextLength: 128, tiesHead: true)

  static let rich = ModelConfiguration(
    vocabularySize: 11, dimension: 32, layers: 2, heads: 4, keyValueHeads: 4, feedForward: 40,
    contextLength: 128, tiesHead: false, convolutionWidth: 3, normalisesQueriesAndKeys: true,
    factors: factors)

  /// As pretrained models are: three query heads on one key head, heads whose width is not
  /// dimension / heads and together more than the dimension, stretched turns.
  static let llama = ModelConfiguration(
    vocabularySize: 11, dimension: 32, layers: 2, heads: 3, keyValueHeads: 1, headWidth: 16,
    feedForward: 40, contextLength: 128,
    rotaryScaling: .llama3(
      factor: 4, lowFrequencyFactor: 1, highFrequencyFactor: 4, originalContext: 32),
    tiesHead: true)

  /// Heads that together are narrower than the dimension.
  static let narrow = ModelConfiguration(
    vocabularySize: 11, dimension: 40, layers: 2, heads: 2, keyValueHeads: 1, headWidth: 8,
    feedForward: 16, contextLength: 128, rotaryScaling: .linear(factor: 2), tiesHead: false)

  static let configurations = [plain, rich, llama, narrow]

  /// Weights with every part away from its special initial value.
  static func parameters(_ configuration: ModelConfiguration, seed: UInt64) throws -> Parameters {
    var generator = SeededGenerator(seed: seed)
    let parameters = try Parameters(configuration, using: &generator)
    for i in parameters.values.indices {
      parameters.values[i] += 0.2 * (generator.uniform() - 0.5)
    }
    parameters.composeTables()
    return parameters
  }

  static func tokens(_ count: Int, seed: UInt64, vocabulary: Int = 11) -> [Int32] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in Int32.random(in: 0..<Int32(vocabulary), using: &generator) }
  }

  /// Ragged sequences, one longer than an attention block.
  static func batch() -> PackedBatch {
    var batch = PackedBatch()
    batch.append(tokens(5, seed: 1), predicting: [1, 2, 4])
    batch.append(tokens(70, seed: 2), predicting: [3, 40, 68, 69])
    batch.append(tokens(1, seed: 3), predicting: [])
    batch.append(tokens(12, seed: 4), predicting: Array(1..<12))
    return batch
  }

  static func folder() throws -> URL {
    let folder = root.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  /// Goes when the tests end.
  private static let root: URL = {
    atexit { try? FileManager.default.removeItem(at: root) }
    return FileManager.default.temporaryDirectory.appendingPathComponent(
      "language-model-tests-\(ProcessInfo.processInfo.processIdentifier)")
  }()
}
