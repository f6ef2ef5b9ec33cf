import Agent
import ArgumentParser
import Communication
import Experiments
import Foundation
import MPI
import Methods

/// `rlvmr evaluate`: a method's rates on one split.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure success, repetition, invalid actions and steps on a split's fixed games.",
    discussion: "Settings are chosen on the validation splits; L0, L1 and L2 are for final tables.")

  @Argument(help: "The method, trained first where needed; `rlvmr train --help` lists them.")
  var method: Method

  @Option(help: "Which games.")
  var split = EvaluationSplit.validation

  @Option(help: "Categories trained on: seen leaves those of L2 out.")
  var trainOn = TrainingSet.allCategories

  @Option(help: "Sampling temperature (default: the profile's 0.4; rollouts have 1).")
  var temperature: Double?

  @Flag(help: "Print one JSON object a seed.")
  var json = false

  @OptionGroup var options: ExperimentOptions

  func validate() throws {
    do {
      _ = try split.categories(trainedOn: trainOn)
    } catch let error as RunError {
      throw ValidationError("\(error)")
    }
    try Bounds.requireTemperature(temperature)
  }

  func run() throws {
    Interruption.handleSignals()
    var settings = options.settings
    if let temperature { settings.evaluation.temperature = temperature }
    let ranks = try Processes.join()
    let store = try options.store(settings, over: ranks)
    for seed in options.trainingSeeds {
      let run = try store.run(method, seed: seed, trainOn: trainOn)
      let episodes = try store.evaluation(of: run, on: split)
      guard ranks.isFirst else { continue }
      let summary = EvaluationSummary(episodes.map(EpisodeMetrics.init))
      if json {
        print(String(decoding: try canonicalJSON(summary), as: UTF8.self))
      } else {
        print(summary.line(title: "\(method.title), seed \(seed), \(split.rawValue)"))
      }
    }
  }
}

extension EvaluationSummary {
  /// The rates on one line.
  func line(title: String) -> String {
    func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10)%" }
    return "\(title): success \(percent(successRate)), repetitive \(percent(repetitiveActionRate)) "
      + "(refused commands included \(percent(repetitiveActionRateAllSteps))), invalid "
      + "\(percent(invalidActionRate)), \((meanSteps * 10).rounded() / 10) steps, "
      + "\(episodes) episodes"
      + (outOfContext.map { ", \($0) of them lost for want of room in the model's context" } ?? "")
  }
}
