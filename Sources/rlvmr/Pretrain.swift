import Agent
import ArgumentParser
import Experiments
import Foundation
import Logging
import Methods

/// `rlvmr pretrain`: makes the base model that every method starts from.
struct Pretrain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Pretrain the base model on self-generated instructions and play.",
    discussion: """
      The corpus shows no complete task of a held-out category (cool-and-place, pick-two; another pair \
      with --family). What it showed is counted in corpus.json beside the model. An interrupted run \
      continues.
      """)

  @Option(help: "Folder for the model, its checksums and the account of its corpus.")
  var output: String

  @Option(help: "Number of episodes in the corpus.")
  var episodes: Int?

  @Option(help: "How often each episode is seen.")
  var epochs: Int?

  @Option(help: "Width of the residual stream.")
  var dimension: Int?

  @Option(help: "Number of blocks.")
  var layers: Int?

  @Option(help: "Highest learning rate.")
  var learningRate: Double?

  @Option(help: "Seed of weights, corpus and order.")
  var seed: UInt64?

  @Option(
    help: "What the corpus may show: shipped, or other acts left out (ablations, other pairs).")
  var family: PretrainingSettings.Family?

  @Option(help: "Folder for the run while it is under way.")
  var runs = "Report/runs"

  func validate() throws {
    for (name, value) in [("episodes", episodes), ("epochs", epochs)] {
      try Bounds.require(name, value, in: Bounds.counts)
    }
    try Bounds.require("layers", layers, in: Bounds.layers)
    try Bounds.require("dimension", dimension, in: 1...16384)
    // Four heads, each a multiple of the kernels' eight wide.
    if let dimension, !dimension.isMultiple(of: 32) {
      throw ValidationError("--dimension \(dimension): give a multiple of 32")
    }
    try Bounds.requireLearningRate("learning-rate", learningRate)
  }

  func run() throws {
    Interruption.handleSignals()
    var settings = PretrainingSettings()
    if let episodes { settings.supervised.episodes = episodes }
    if let epochs { settings.supervised.epochs = epochs }
    if let dimension { settings.dimension = dimension }
    if let layers { settings.layers = layers }
    if let learningRate { settings.learningRate = learningRate }
    if let seed { settings.seed = seed }
    if let family { settings.family = family }
    let account = try pretrainBaseModel(
      settings, output: URL(fileURLWithPath: output), runs: URL(fileURLWithPath: runs),
      log: Logger(label: "rlvmr"))
    print(account)
  }
}

extension PretrainingSettings.Family: ExpressibleByArgument {}
