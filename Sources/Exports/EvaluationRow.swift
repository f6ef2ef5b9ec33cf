import Agent
import Experiments
import Foundation

/// The rates of one evaluation and what it is of.
struct EvaluationRow: Codable {
  var run: String
  var method: String
  var seed: UInt64
  var trainingSet: String
  var split: String
  var temperature: Double
  var stepLimit: Int
  var rates: EvaluationSummary

  init(_ evaluation: RecordedEvaluation, of run: RecordedRun) {
    self.run = run.name
    method = run.specification.method
    seed = run.specification.seed
    trainingSet = run.specification.trainingSet.rawValue
    split = evaluation.split.rawValue
    temperature = evaluation.settings.temperature
    stepLimit = evaluation.settings.stepLimit
    rates = EvaluationSummary(evaluation.transcripts.map(EpisodeMetrics.init))
  }

  /// A table of rows, one column a rate.
  static func table(_ rows: [EvaluationRow]) throws -> CSV {
    let columns: [(String, (EvaluationSummary) -> String)] = [
      ("episodes", { "\($0.episodes)" }), ("successRate", { "\($0.successRate)" }),
      ("repetitiveActionRate", { "\($0.repetitiveActionRate)" }),
      ("repetitiveActionRateAllSteps", { "\($0.repetitiveActionRateAllSteps)" }),
      ("repetitiveActionRateWellFormed", { "\($0.repetitiveActionRateWellFormed)" }),
      ("invalidActionRate", { "\($0.invalidActionRate)" }),
      ("malformedRate", { "\($0.malformedRate)" }), ("meanSteps", { "\($0.meanSteps)" }),
      ("outOfContext", { "\($0.outOfContext ?? 0)" }),
    ]
    var table = CSV(
      header: [
        "run", "method", "seed", "trainingSet", "split", "temperature", "stepLimit",
      ] + columns.map(\.0))
    for row in rows {
      table.append(
        [
          row.run, row.method, "\(row.seed)", row.trainingSet, row.split, "\(row.temperature)",
          "\(row.stepLimit)",
        ] + columns.map { $0.1(row.rates) })
    }
    return table
  }
}
