import LanguageModel

/// The shapes that are compared with other implementations.
public enum BenchmarkModel: String, Sendable, Hashable, Codable, CaseIterable {
  /// d 128, 4 blocks, ffn 384: the size class of the base model.
  case small
  /// d 256, 6 blocks, ffn 768.
  case medium
  /// SmolLM2-135M with the agent's vocabulary; minutes a round.
  case smollm2

  /// What is measured unless a model is asked for.
  public static let standard: [BenchmarkModel] = [.small, .medium]

  /// About as many tokens as the pretrained agent's cut vocabulary has.
  private static let agentVocabulary = 3332

  /// A plain Llama-style decoder without convolution and norm of queries and keys. The small ones have four
  /// heads with keys and values of their own and an untied head over 1024 tokens; the large one nine heads
  /// on three and a tied head.
  public func configuration(contextLength: Int) -> ModelConfiguration {
    if self == .smollm2 {
      return ModelConfiguration(
        vocabularySize: Self.agentVocabulary, dimension: 576, layers: 30, heads: 9,
        keyValueHeads: 3, feedForward: 1536, contextLength: contextLength, tiesHead: true,
        convolutionWidth: 0, normalisesQueriesAndKeys: false)
    }
    return ModelConfiguration(
      vocabularySize: 1024, dimension: self == .small ? 128 : 256, layers: self == .small ? 4 : 6,
      heads: 4, keyValueHeads: 4, feedForward: self == .small ? 384 : 768,
      contextLength: contextLength, tiesHead: false, convolutionWidth: 0,
      normalisesQueriesAndKeys: false)
  }
}

/// How large the workloads are: as large as published, or as small as can be.
public struct BenchmarkScale: Sendable, Hashable {
  /// Sequences of a supervised update.
  var sequences = 16
  /// Predicted tokens of each; it has one token more.
  var length = 512
  /// Tokens an episode may have where lengths differ, as in rollouts.
  var raggedLengths = 100...1200
  /// Episodes an iteration, for the growth of cost.
  var growth = [32, 64, 128, 256, 512]
  /// Tokens their episodes may have.
  var growthLengths = 100...400
  /// Episodes decoded in a round, by both workers together.
  var slots = 64
  /// Tokens decoded in each slot, from each of the starts on.
  var decodedTokens = 512
  /// Tokens that the caches hold where decoding starts, one start after the other.
  var decodingStarts = [0]
  /// Steps of the world in a round.
  var worldSteps = 50_000
  /// Games whose loading is timed one by one.
  var loads = 200
  /// Games of an iteration, as in the paper.
  var games = 16
  /// Rollouts of each game, as in the paper.
  var rollouts = 8
  /// Steps after which each rollout is lost, as in the paper.
  var stepLimit = 30
  /// Demonstrations of the cold start before an iteration, as in the paper.
  var coldStartEpisodes = 200
  /// Rows and columns of the largest product of the ceiling.
  var ceilingSide = 1024
  /// Floats of the arrays that memory traffic is measured on.
  var memoryFloats = 64 << 20

  /// What the published numbers are measured with.
  public static let full = BenchmarkScale()

  /// The same for a model, so that a round of a large one takes no more than a minute or two.
  func fitted(to model: BenchmarkModel) -> BenchmarkScale {
    guard model == .smollm2 else { return self }
    var scale = self
    if self == .quick { return self }
    scale.games = 8
    scale.sequences = 4
    // Four stretches of a context up to 1024.
    scale.decodingStarts = [0, 320, 640, 960]
    scale.decodedTokens = 64
    return scale
  }

  /// Every code path in a second or two; its numbers mean nothing.
  public static let quick: BenchmarkScale = {
    var scale = BenchmarkScale()
    scale.sequences = 2
    scale.length = 32
    scale.raggedLengths = 8...48
    scale.growth = [2, 4]
    scale.growthLengths = 8...24
    scale.slots = 4
    scale.decodedTokens = 8
    scale.worldSteps = 200
    scale.loads = 3
    scale.games = 2
    scale.rollouts = 2
    scale.stepLimit = 3
    scale.coldStartEpisodes = 8
    scale.ceilingSide = 128
    scale.memoryFloats = 1 << 16
    return scale
  }()
}
