import Agent
import Experiments
import Foundation
import Logging
import Methods

extension ChapterOptions {
  /// Pretrains the base models of an experiment that are not there yet; one took a minute and a half. Runs that
  /// are only read need none, and a pretrained agent is its own.
  ///
  /// - Parameters:
  ///   - experiment: Whose `base` names a folder for each seed.
  ///   - family: What they have seen.
  /// - Throws: Errors of `pretrainBaseModel`.
  public func pretrainMissingBases(
    of experiment: ExperimentOptions, family: PretrainingSettings.Family
  ) throws {
    guard experiment.recorded == nil, !experiment.isPretrained, let pattern = experiment.base
    else { return }
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
          settings, output: folder, runs: experiment.outputFolder.appendingPathComponent("runs"),
          log: Logger(label: "rlvmr")))
    }
  }
}
