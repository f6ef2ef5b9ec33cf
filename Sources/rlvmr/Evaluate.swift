import ArgumentParser
import ChapterSupport
import Foundation
import Training

/// `rlvmr evaluate`: a method's rates on one split, or those of any model folder.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure success, repetition, invalid actions and steps on a split's fixed games.",
    discussion: "Settings are chosen on the validation splits; L0, L1 and L2 are for final tables.")

  @Argument(help: "The method, trained first where needed.")
  var method: Method

  @Option(help: "Which games.")
  var split = EvaluationSplit.validation

  @Option(name: .customLong("set"), help: "Categories trained on; four for L2.")
  var set = TrainingSet.allCategories

  @Option(help: "Sampling temperature (default: the profile's 0.4; rollouts have 1).")
  var temperature: Double?

  @Flag(help: "Print one JSON object a seed.")
  var json = false

  @OptionGroup var options: ExperimentOptions

  func validate() throws {
    do {
      _ = try split.categories(trainedOn: set)
    } catch let error as RunError {
      throw ValidationError("\(error)")
    }
    if let temperature, !(temperature > 0 && temperature <= 10) {
      throw ValidationError("--temperature \(temperature): give a number above 0, at most 10")
    }
  }

  func run() throws {
    Interruption.handleSignals()
    var settings = options.settings
    if let temperature { settings.evaluation.temperature = temperature }
    let laboratory = try options.laboratory(settings)
    for seed in options.trainingSeeds {
      let run = try laboratory.run(method, seed: seed, set: set)
      let summary = EvaluationSummary(try laboratory.evaluation(of: run, on: split))
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
      + "(valid steps only \(percent(repetitiveValidActionRate))), invalid "
      + "\(percent(invalidActionRate)), \((meanSteps * 10).rounded() / 10) steps, "
      + "\(episodes) episodes"
  }
}
