import LanguageModel
import Randomness

/// The two shapes on which product and PyTorch are compared.
public enum BenchmarkModel: String, Sendable, CaseIterable {
  /// 4 layers of width 128, 1.1 million parameters.
  case small
  /// 6 layers of width 256, 5.6 million parameters.
  case medium

  /// The shape, for sequences of up to `context` tokens.
  func configuration(context: Int) -> ModelConfiguration {
    switch self {
    case .small:
      ModelConfiguration(
        vocabularySize: 1024, dimension: 128, layers: 4, heads: 4, contextLength: context)
    case .medium:
      ModelConfiguration(
        vocabularySize: 1024, dimension: 256, layers: 6, heads: 4, contextLength: context)
    }
  }
}

extension ModelConfiguration {
  /// Weights that take part in a matrix product for every token: all but embedding and gains.
  var productWeights: Int {
    let attention = dimension * (attention.packedWidth + attention.keyOffset)
    return layers * (attention + 3 * dimension * feedForward) + vocabularySize * dimension
  }

  /// Operations that training on one sequence needs: 2 a weight and token forward and 4 backward;
  /// the two products of causal attention over half the square, twice as much again backward.
  func trainingOperations(length: Int) -> Double {
    let products = 6 * Double(productWeights) * Double(length)
    let attention = 6 * Double(layers) * Double(length * length) * Double(attention.keyOffset)
    return products + attention
  }

  /// Operations that decoding one sequence from nothing needs.
  func decodingOperations(length: Int) -> Double {
    2 * Double(productWeights) * Double(length)
      + 2 * Double(layers) * Double(length * length) * Double(attention.keyOffset)
  }
}

/// Random tokens.
func randomTokens(_ count: Int, vocabulary: Int, using generator: inout SeededGenerator) -> [Int32] {
  (0..<count).map { _ in Int32.random(in: 0..<Int32(vocabulary), using: &generator) }
}
