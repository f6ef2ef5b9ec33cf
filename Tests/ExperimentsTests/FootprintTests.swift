import Experiments
import LanguageModel
import Testing

/// What a run is said to take before it begins.
@Suite struct FootprintTests {
  private let llama = ModelConfiguration(
    vocabularySize: 2000, dimension: 576, layers: 30, heads: 9, keyValueHeads: 3,
    feedForward: 1536, tiesHead: true)
  private let miniature = ModelConfiguration(
    vocabularySize: 800, dimension: 128, layers: 4, heads: 4, keyValueHeads: 2, feedForward: 384,
    convolutionWidth: 4, normalisesQueriesAndKeys: true)

  /// Counted by hand: whoever lets a block keep more or less changes a number here, and knows that the memory
  /// of every run changed.
  @Test func aBlockKeepsWhatItsBackwardPassCannotComputeAgain() {
    // The stream before and behind attention, queries, keys and values, what was attended, gate and up; beside them
    // two norms, nine normalisers and one of rounding.
    #expect(llama.activationsPerRow == 2 * 576 + 15 * 64 + 576 + 2 * 1536 + 2 + 9 + 1)
    // The convolution's input besides, queries, keys and values in two forms, and the norms of six heads.
    #expect(miniature.activationsPerRow == 3 * 128 + 2 * 8 * 32 + 128 + 2 * 384 + 2 + 4 + 6)
  }

  @Test func eachBlockOfEachWorkerIsCounted() {
    var deeper = llama
    deeper.layers += 1
    let (small, large) = (Footprint(llama), Footprint(deeper))
    // Seven times the weights, and 1024 tokens a worker.
    let forecast = large.supervised - small.supervised - 7 * (large.model - small.model)
    #expect(forecast == Double(4 * DataParallel.threads * 1024 * llama.activationsPerRow))
  }

  @Test func reinforcementHoldsAReferenceAndWhatWasPlayedBesides() {
    let footprint = Footprint(llama)
    let nothing = footprint.reinforcement(episodeLength: 1000)
    // Keys and values of half precision in every block, of the one episode that each worker has room for here.
    let caches = Double(2 * 2 * 3 * 64 * 30 * DataParallel.threads * 1000)
    #expect(nothing == footprint.supervised + 2 * footprint.model + caches)
    // And what was played is kept until the update, in proportion to episodes and their length.
    let eight = footprint.reinforcement(episodeLength: 1000, episodes: 8) - nothing
    #expect(eight > 0)
    #expect(footprint.reinforcement(episodeLength: 1000, episodes: 16) - nothing == 2 * eight)
    #expect(
      footprint.reinforcement(episodeLength: 2000, episodes: 8) == nothing + caches + 2 * eight)
  }
}
