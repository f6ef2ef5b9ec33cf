import Agent
import Foundation

/// A recorded run with all that is kept of it.
public struct RecordedRun: Sendable {
  /// The folder's name.
  public let name: String
  /// What the run is of.
  public let specification: RunSpecification
  /// Where and with what it was made.
  public let environment: RunEnvironment
  /// The learning curve, one JSON object a line; empty where there is none.
  public let metrics: Data
  /// Its evaluations, by split and then by settings.
  public let evaluations: [RecordedEvaluation]
}

/// Episodes of one run on one split, as an archive keeps them.
public struct RecordedEvaluation: Sendable {
  /// Which games.
  public let split: EvaluationSplit
  /// Temperature, steps and number of games.
  public let settings: EvaluationSettings
  /// The file's name without its ending: a run may have been evaluated on a split in several ways.
  public let name: String
  /// Every episode as it went.
  public let transcripts: [Transcript]
}

extension RecordedRuns {
  /// Every run, by name.
  ///
  /// - Throws: `RunError` where a file is corrupt or differs from its seal.
  public func all() throws -> [RecordedRun] {
    try verifiedRuns().map { run, specification in
      let hasCurve = FileManager.default.fileExists(atPath: run.file("metrics.jsonl").path)
      return RecordedRun(
        name: run.name, specification: specification,
        environment: try run.read(RunEnvironment.self, from: "environment.json"),
        metrics: hasCurve ? try run.data(of: "metrics.jsonl") : Data(),
        evaluations: try SealedEvaluation.all(in: run).map { kept, seal in
          RecordedEvaluation(
            split: seal.specification.split, settings: seal.specification.settings,
            name: kept.stem, transcripts: try run.lines(Transcript.self, of: kept.file))
        })
    }
  }

  /// The folder of every run, by name, and what the run is of.
  ///
  /// - Throws: `RunError` where a run differs from its seal.
  func verifiedRuns() throws -> [(folder: RunFolder, specification: RunSpecification)] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return try names.sorted().map { name in
      let run = try runFolder(name)
      let specification = try run.read(RunSpecification.self, from: "config.json")
      try RunSeal.verify(run, key: specification.key(), isRecorded: true)
      return (run, specification)
    }
  }
}
