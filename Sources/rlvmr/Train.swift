import ArgumentParser
import ChapterSupport
import Foundation
import Training

/// `rlvmr train`: one run, or the continuation of an interrupted one.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train one method and everything it starts from.",
    discussion: """
      A finished run with the same sources, data, settings and seed is reused; an interrupted one \
      continues. The run folder holds config.json, metrics.jsonl, episodes.jsonl and model/.
      """)

  @Argument(
    help: """
      cold-start-tagged, cold-start-think, sft, sft-quarter, grpo, grpo-tagged, rlvmr, \
      rlvmr-monitor-paid or rlvmr-tags-spared.
      """)
  var method: Method

  @Option(
    name: .customLong("set"), help: "Categories to train on; four for L2.")
  var set = TrainingSet.allCategories

  @OptionGroup var options: ExperimentOptions

  func run() throws {
    Interruption.handleSignals()
    let laboratory = try options.laboratory()
    for seed in options.trainingSeeds {
      let run = try laboratory.run(method, seed: seed, set: set)
      print("\(run.wasReused ? "reused" : "trained") \(run.folder.url.path)")
    }
  }
}
