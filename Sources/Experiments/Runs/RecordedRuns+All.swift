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

/// A recorded evaluation.
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
    let manager = FileManager.default
    let names = ((try? manager.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    return try names.map { name in
      let run = try RunFolder(at: folder.appendingPathComponent(name))
      let specification = try run.read(RunSpecification.self, from: "config.json")
      try RunSeal.verify(run, key: specification.key(), isRecorded: true)
      let files = ((try? manager.contentsOfDirectory(atPath: run.url.path)) ?? []).sorted()
      return RecordedRun(
        name: name, specification: specification,
        environment: try run.read(RunEnvironment.self, from: "environment.json"),
        metrics: files.contains("metrics.jsonl") ? try run.data(of: "metrics.jsonl") : Data(),
        evaluations: try files.filter { $0.hasSuffix(SealedEvaluation.sealSuffix) }.compactMap {
          try SealedEvaluation.recorded($0, in: run)
        })
    }
  }
}

extension SealedEvaluation {
  /// The evaluation that a seal is of.
  fileprivate static func recorded(
    _ sealFile: String, in run: RunFolder
  ) throws -> RecordedEvaluation? {
    let specification = try run.read(Seal.self, from: sealFile).specification
    let kept = try SealedEvaluation(
      in: run, split: specification.split, settings: specification.settings)
    return try kept.transcripts(key: nil).map {
      RecordedEvaluation(
        split: specification.split, settings: specification.settings, name: kept.stem,
        transcripts: $0)
    }
  }
}
