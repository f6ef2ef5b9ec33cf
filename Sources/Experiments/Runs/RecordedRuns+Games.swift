import Agent
import Foundation
import HouseholdWorld

extension RecordedRuns {
  /// An episode of an evaluation, and the run whose agent played it.
  public struct EvaluatedEpisode: Sendable {
    /// What the run is of.
    public let specification: RunSpecification
    /// How the episode went.
    public let transcript: Transcript
  }

  /// Every recorded evaluation of one game, by method, categories and seed; none where nobody played it.
  ///
  /// Splits number their games alike, and so do generators of other seeds: the room and the task must be
  /// the same too.
  ///
  /// - Throws: `RunError` where a file is corrupt or differs from its seal.
  public func episodes(of game: Game) throws -> [EvaluatedEpisode] {
    struct Name: Decodable { var gameID: String }
    let opening = openingText(of: Environment(game: game))
    return try verifiedRuns().flatMap { run, specification in
      // Names first: to read whole transcripts takes longer, and most files hold other games.
      try SealedEvaluation.all(in: run).map(\.evaluation.file).filter { file in
        try run.lines(Name.self, of: file).contains { $0.gameID == game.id }
      }.flatMap { try run.lines(Transcript.self, of: $0) }
        .filter { $0.gameID == game.id && $0.opening == opening }
        .map { EvaluatedEpisode(specification: specification, transcript: $0) }
    }
  }
}
