import Agent
import ChapterSupport
import Experiments
import Foundation
import HouseholdWorld
import Logging
import Methods

extension OtherPairs {
  /// Pretrains the base models of the other pairs that are not there yet; one took a minute and a half. Runs that
  /// are only read need none, and a pretrained agent is its own.
  func makeBases() throws {
    let experiment = options.experiment
    if experiment.recorded != nil || experiment.isPretrained { return }
    for set in ChapterOptions.pairs where set != .seenCategories {
      guard let family = PretrainingSettings.Family(rawValue: set.rawValue),
        let pattern = options.experiment(heldOutOf: set).base
      else { continue }
      for seed in experiment.trainingSeeds {
        let folder = URL(
          fileURLWithPath: pattern.replacingOccurrences(of: "{seed}", with: "\(seed)"))
        if FileManager.default.fileExists(atPath: folder.path) { continue }
        var settings = PretrainingSettings()
        settings.family = family
        settings.seed = seed
        if experiment.profile == .smoke {
          settings.supervised.episodes = 16
          settings.supervised.epochs = 1
          (settings.dimension, settings.layers) = (32, 1)
        }
        print(
          try pretrainBaseModel(
            settings, output: folder,
            runs: experiment.outputFolder.appendingPathComponent("runs"),
            log: Logger(label: "rlvmr")))
      }
    }
  }
}
