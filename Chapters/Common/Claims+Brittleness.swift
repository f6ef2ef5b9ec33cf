import Agent
import Experiments
import Methods
import Notebook

extension Measurements {
  /// A row for every number the paper's second claim rests on.
  ///
  /// - Parameter onMatchedGames: Whether SFT trained on all categories stands beside it on the games of L2.
  /// - Throws: Errors of training and evaluation.
  public func brittlenessClaims(
    onMatchedGames: Bool, command: String
  ) throws -> [ClaimResult] {
    let brittle = try brittlenessClaim("sft-is-brittle", of: .supervised, command: command)
    return [brittle]
      + (onMatchedGames ? [try onMatchedGamesClaim(brittle.paper, command: command)] : [])
      + [
        try differenceClaim(
          "grpo-generalises-better",
          "Against SFT on \(EvaluationSplit.unseenCategories.inWords): GRPO wins more games.",
          .success, methods.grpo, minus: .supervised, on: .unseenCategories,
          words: "can lead to better generalization", source: "section 1, Table 1",
          command: command)
      ] + (try EvaluationSplit.ofThePaper.map { try efficiencyClaim($0, command: command) })
  }

  private func onMatchedGamesClaim(
    _ loss: PaperStatement, command: String
  ) throws -> ClaimResult {
    var matched = loss
    matched.source =
      "section 1, Table 1; no number of the paper's is of matched games, so its loss from L0 to L2 "
      + "stands here"
    return ClaimResult(
      id: "sft-is-brittle-on-matched-games",
      statement: "On the very same games: SFT wins fewer where it was not trained on their "
        + "two categories than where it was.",
      paper: matched,
      measured: finding(
        try costOfNotTraining(.success, .supervised), as: .points, on: .gamesOfL2,
        .unseenCategories),
      rule: .difference(paper: loss.value ?? .nan),
      guards: guards([try rates(.success, .supervised, .gamesOfL2)]), command: command)
  }

  private func efficiencyClaim(
    _ split: EvaluationSplit, command: String
  ) throws -> ClaimResult {
    try differenceClaim(
      "sft-is-efficient-\(split.rawValue)",
      "Refused commands on \(split.inWords): SFT makes fewer invalid actions than GRPO.",
      .invalid, .supervised, minus: methods.grpo, on: split,
      words: "can teach agents efficient behaviors", source: "section 1, Figure 5",
      command: command)
  }
}
