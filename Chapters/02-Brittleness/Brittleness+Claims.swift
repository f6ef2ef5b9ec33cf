import Agent
import ChapterSupport
import Experiments
import Methods
import Notebook

extension Brittleness {
  /// A row for every number the paper's second claim rests on.
  func claims(_ chapter: Chapter) throws -> [ClaimResult] {
    let measured = chapter.measurements
    let brittle = try measured.brittlenessClaim(
      "sft-is-brittle", of: .supervised, command: chapter.command)
    return holmAdjusted(
      [brittle]
        + (measured.methods.matchesGames ? [try onMatchedGames(chapter, brittle.paper)] : [])
        + [
          try measured.differenceClaim(
            "grpo-generalises-better",
            "Against SFT on \(EvaluationSplit.unseenCategories.inWords): GRPO wins more games.",
            .success, measured.methods.grpo, minus: .supervised, on: .unseenCategories,
            words: "can lead to better generalization", source: "section 1, Table 1",
            command: chapter.command)
        ] + (try EvaluationSplit.ofThePaper.map { try efficiency(chapter, $0) }))
  }

  private func onMatchedGames(
    _ chapter: Chapter, _ loss: PaperStatement
  ) throws -> ClaimResult {
    let measured = chapter.measurements
    var matched = loss
    matched.source =
      "section 1, Table 1; no number of the paper's is of matched games, so its loss from L0 to L2 "
      + "stands here"
    return ClaimResult(
      id: "sft-is-brittle-on-matched-games",
      statement: "On the very same games: SFT wins fewer where it was not trained on their "
        + "two categories than where it was.",
      paper: matched,
      measured: measured.finding(
        try measured.costOfNotTraining(.success, .supervised), as: .points, on: .gamesOfL2,
        .unseenCategories),
      rule: .difference(paper: loss.value ?? .nan),
      guards: measured.guards([try measured.rates(.success, .supervised, .gamesOfL2)]),
      command: chapter.command)
  }

  private func efficiency(_ chapter: Chapter, _ split: EvaluationSplit) throws -> ClaimResult {
    try chapter.measurements.differenceClaim(
      "sft-is-efficient-\(split.rawValue)",
      "Refused commands on \(split.inWords): SFT makes fewer invalid actions than GRPO.",
      .invalid, .supervised, minus: chapter.measurements.methods.grpo, on: split,
      words: "can teach agents efficient behaviors", source: "section 1, Figure 5",
      command: chapter.command)
  }
}
