import LanguageModel

/// What an agent takes of memory and disk, in bytes, from its shape.
package struct Footprint {
  private let weights: Double
  private let activations: Double
  private let cache: Double
  /// Of the program itself, its games and its words: about what remains of a measured 283 MiB.
  private static let program = 160.0 * 1024 * 1024
  private static let workers = Double(DataParallel.threads)
  /// Tokens that a worker handles at once.
  private static let tokensAtOnce = 1024.0
  /// Of an episode that is kept, a token: the token, its probability, and what was said and seen. Long strings
  /// of many steps come to about this.
  private static let keptToken = 128.0
  /// Of a demonstration that is learned from: some 800 tokens.
  private static let demonstration = 24.0 * 1024

  /// The footprint of a model, or of any other of its shape.
  package init(_ model: Model) {
    self.init(
      model.configuration, parameters: model.parameters.count,
      episodesAtOnce: DecodingModel(model.parameters).sequencesAtOnce)
  }

  /// The footprint of a model that is only going to be trained on demonstrations, and need not exist yet.
  package init(_ configuration: ModelConfiguration) {
    self.init(
      configuration, parameters: ParameterLayout(configuration).count, episodesAtOnce: 0)
  }

  private init(_ c: ModelConfiguration, parameters: Int, episodesAtOnce: Int) {
    weights = 4 * Double(parameters)
    // What the blocks leave for their backward passes, and the logits of the answers.
    activations =
      4 * Self.workers * Self.tokensAtOnce
      * Double(c.layers * c.activationsPerRow + c.vocabularySize)
    // Keys and values in half precision, of the episodes that both workers play at once.
    let episodes = Self.workers * Double(episodesAtOnce + 1)
    cache = 2 * 2 * Double(c.keyValueHeads * c.headDimension * c.layers) * episodes
  }

  /// Bytes of a saved model.
  package var model: Double { weights }

  /// Bytes of the saved states of a run, the last and the one that is being written.
  package var states: Double { 2 * 3 * weights }

  /// Memory of supervised training: weights, packed weights, two gradients, two moments.
  package var supervised: Double { Self.program + 7 * weights + activations }

  /// The same with so many demonstrations to learn from.
  func supervised(episodes: Double) -> Double { supervised + episodes * Self.demonstration }

  /// Memory of so many shards' gradients more than a process has threads.
  ///
  /// - Parameter processes: They share the shards.
  func gradients(ofShards shards: Int?, processes: Int) -> Double {
    let own = ((shards ?? DataParallel.threads) + processes - 1) / processes
    return Double(max(0, own - DataParallel.threads)) * weights
  }

  /// Memory of reinforcement learning: the reference and its packed weights besides, and the caches of
  /// rollouts.
  ///
  /// - Parameter episodes: Rollouts of one iteration, which are all kept until its update.
  package func reinforcement(episodeLength: Double, episodes: Double = 0) -> Double {
    Self.program + 9 * weights + activations
      + (cache + episodes * Self.keptToken) * episodeLength
  }

  /// Memory of an evaluation: weights, packed weights, caches.
  package func evaluation(episodeLength: Double) -> Double {
    Self.program + 3 * weights + cache * episodeLength
  }
}
