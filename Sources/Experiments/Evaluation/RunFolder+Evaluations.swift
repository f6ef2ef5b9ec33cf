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
    try SealedEvaluation.all(in: self).map { kept, seal in
      FinishedEvaluation(
        split: seal.specification.split, settings: seal.specification.settings,
        transcripts: try lines(Transcript.self, of: kept.file))
    }
  }
}
