import Agent
import Experiments
import HouseholdWorld
import LanguageModel
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
    // Of the held-out pair, and of the stand-in for it, no act; of all others some.
    let unseen: Set<TaskCategory> =
      switch family {
      case .shipped, .withoutHeldOutKnowledge: [.coolAndPlace, .pickTwo]
      case .withoutHeatAndPlace: [.coolAndPlace, .pickTwo, .heatAndPlace]
      case .withoutHeatAndLight: [.heatAndPlace, .examineInLight]
      case .withoutCleanAndTwo: [.cleanAndPlace, .pickTwo]
      }
    for category in TaskCategory.allCases {
      let isShown = summary.demonstrations[category.rawValue] != nil
      // Two things are never asked to be put into one place, held out or not.
      let canBeShown = category != .pickTwo && !unseen.contains(category)
      #expect(isShown == canBeShown, "\(category)")
    }
    // Held out is the task, not its words: things are heated and lamps turned on all the same.
    if family == .withoutHeatAndLight {
      let said = Set(sequences.flatMap(\.tokens))
      for word in ["heat", "hot", "desklamp", "use"] {
        #expect(said.contains(sharedTokenizer.encode(word)[0]), "\(word)")
      }
    }
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
