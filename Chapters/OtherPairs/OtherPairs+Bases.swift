import Agent
import ChapterSupport
import Experiments
import HouseholdWorld

extension OtherPairs {
  /// Pretrains the base models of the other pairs that are not there yet.
  func makeBases() throws {
    for set in ChapterOptions.pairs where set != .seenCategories {
      guard let family = PretrainingSettings.Family(rawValue: set.rawValue) else { continue }
      try options.pretrainMissingBases(of: options.experiment(heldOutOf: set), family: family)
    }
  }
}
