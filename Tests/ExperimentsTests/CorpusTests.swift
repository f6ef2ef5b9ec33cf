import Agent
import Experiments
import HouseholdWorld
import Methods
import Testing

/// What the base model was shown: "unseen category" means nothing without it.
@Suite struct CorpusTests {
  @Test(arguments: PretrainingSettings.Family.allCases)
  func theCorpusSummaryCountsNoHeldOutDemonstration(family: PretrainingSettings.Family) {
    var settings = PretrainingSettings()
    settings.supervised.episodes = 300
    settings.family = family
    let (sequences, summary) = pretrainingCorpus(tokenizer: sharedTokenizer, settings: settings)
    for category in TrainingSet.heldOut {
      #expect(summary.demonstrations[category.rawValue] == nil)
    }
    let heating = summary.demonstrations[TaskCategory.heatAndPlace.rawValue]
    #expect((heating == nil) == (family == .withoutHeatAndPlace))
    #expect(summary.episodes == sequences.count)
    #expect(summary.learnedTokens == sequences.reduce(0) { $0 + $1.positions.count })
    #expect(summary.unknownWords == 0)
    // What does not fit the model's context is left out, and all that fits is there.
    let limit = sequences.map(\.tokens.count).sorted()[sequences.count / 2]
    var short = settings
    short.contextLength = limit
    #expect(
      pretrainingCorpus(tokenizer: sharedTokenizer, settings: short).sequences
        == sequences.filter { $0.tokens.count <= limit })
    let again = pretrainingCorpus(tokenizer: sharedTokenizer, settings: settings)
    #expect(again.sequences == sequences)
  }
}
