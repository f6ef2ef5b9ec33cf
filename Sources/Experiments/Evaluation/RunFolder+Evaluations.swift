import Agent
import Foundation

/// A finished evaluation of a run: the episodes of one split.
public struct FinishedEvaluation: Sendable {
  /// Which games.
  public let split: EvaluationSplit
  /// Temperature, steps and number of games.
  public let settings: EvaluationSettings
  /// Every episode as it went, in the list's order.
  public let transcripts: [Transcript]

  /// Creates an evaluation from its parts.
  public init(split: EvaluationSplit, settings: EvaluationSettings, transcripts: [Transcript]) {
    self.split = split
    self.settings = settings
    self.transcripts = transcripts
  }
}

extension RunFolder {
  /// The evaluations that stand in the folder of a run, recorded or not, sorted by their files' names.
  ///
  /// - Throws: `RunError` where one differs from its seal.
  public func evaluations() throws -> [FinishedEvaluation] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    return try names.filter { $0.hasPrefix("evaluation-") && $0.hasSuffix(".seal.json") }.sorted()
      .compactMap { name in
        let (split, settings) = try {
          let specification = try read(SealedEvaluation.Seal.self, from: name).specification
          return (specification.split, specification.settings)
        }()
        return try SealedEvaluation(in: self, split: split, settings: settings)
          .transcripts(key: nil)
          .map { FinishedEvaluation(split: split, settings: settings, transcripts: $0) }
      }
  }
}
