import LanguageModel

/// What an agent takes of memory and disk, in bytes, from its shape.
package struct Footprint {
  private let weights: Double
  private let activations: Double
  private let cache: Double
  /// Of the program itself, its games and its words: about what remains of a measured 283 MiB.
  private static let program = 160.0 * 1024 * 1024
  /// Two workers, whatever the machine has.
  private static let workers = 2.0
  /// Tokens that a worker handles at once.
  private static let tokensAtOnce = 1024.0

  /// The footprint of a model, or of any other of its shape.
  package init(_ model: Model) {
    let c = model.configuration
    let inner = Double(c.heads * c.headDimension)
    let shared = Double(c.keyValueHeads * c.headDimension)
    weights = 4 * Double(model.parameters.count)
    // What one block leaves for its backward pass, and the logits of the answers.
    let row =
      6 * Double(c.dimension) + 2 * (inner + 2 * shared) + inner + 3 * Double(c.feedForward)
    activations =
      4 * Self.workers * Self.tokensAtOnce
      * (Double(c.layers) * row + Double(c.vocabularySize))
    // Keys and values in half precision, of the episodes that both workers play at once.
    let episodes = Self.workers * Double(DecodingModel(model.parameters).sequencesAtOnce + 1)
    cache = 2 * 2 * shared * Double(c.layers) * episodes
  }

  /// Bytes of a saved model.
  package var model: Double { weights }

  /// Bytes of the saved states of a run, the last and the one that is being written.
  package var states: Double { 2 * 3 * weights }

  /// Memory of supervised training: weights, packed weights, two gradients, two moments.
  package var supervised: Double { Self.program + 7 * weights + activations }

  /// Memory of reinforcement learning: the reference and its packed weights besides, and the caches of
  /// rollouts.
  package func reinforcement(episodeLength: Double) -> Double {
    Self.program + 9 * weights + activations + cache * episodeLength
  }

  /// Memory of an evaluation: weights, packed weights, caches.
  package func evaluation(episodeLength: Double) -> Double {
    Self.program + 3 * weights + cache * episodeLength
  }
}
