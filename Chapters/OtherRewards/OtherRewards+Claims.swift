import Agent
import ChapterSupport
import Experiments
import Methods
import Notebook
import Statistics

extension OtherRewards {
  /// Two rows of the paper's Table 3, of which the third is a claim of the report.
  func claims(_ chapter: Chapter) throws -> [ClaimResult] {
    let paper = PaperNumbers.ablations
    return holmAdjusted([
      try partClaim(
        chapter, "outcome-advantage-helps",
        "The outcome's advantage: RLVMR wins more games of unseen categories (L2) than without it.",
        without: .withoutOutcome, paper: paper.withoutOutcome),
      try partClaim(
        chapter, "cold-start-helps",
        "The cold start: RLVMR wins more games of unseen categories (L2) than without one.",
        without: .rlvmrFromBase, paper: paper.withoutColdStart),
    ])
  }

  private func partClaim(
    _ chapter: Chapter, _ id: String, _ statement: String, without arm: Method, paper: Double
  ) throws -> ClaimResult {
    let measured = chapter.measurements
    let split = EvaluationSplit.unseenCategories
    let difference = PaperNumbers.ablations.full - paper
    let estimate = try measured.difference(.success, .rlvmr, minus: arm, on: split)
    let whole = try measured.rates(.success, .rlvmr, split)
    let lacking = try measured.rates(.success, arm, split)
    return ClaimResult(
      id: id, statement: statement,
      paper: PaperStatement(
        words: "process-centric rewards are combined with the final outcome signal",
        source: "abstract, Table 3 (1.5B)",
        numbers: ["RLVMR on L2": PaperNumbers.ablations.full, "\(arm.title) on L2": paper],
        value: difference),
      measured: measured.finding(estimate, as: .points, on: split),
      rule: .difference(paper: difference),
      guards: measured.guards([whole, lacking])
        + [.room(paper: difference, besides: lacking.rate, measured: estimate.interval)],
      command: chapter.command)
  }

  /// Whether a reward of ours beats the paper's, by the rule written before the runs, in a clause.
  func judged(_ arm: Method, _ measured: Measurements) throws -> String {
    whetherItBeats(
      arm.title, "RLVMR", refused: try difference(.invalid, arm, measured),
      won: try difference(.success, arm, measured), seeds: measured.seeds.count)
  }

  /// What came out, in a paragraph.
  func answer(_ measured: Measurements) throws -> String {
    let l2 = EvaluationSplit.unseenCategories
    let judgements = try Self.ours.map { try judged($0, measured) }
    let parts: [(method: Method, words: String)] = [
      (.withoutOutcome, "without the outcome's reward"), (.rlvmrFromBase, "without a cold start"),
      (.formOnly, "without the reward of any tag"),
    ]
    let without = try parts.map { method, words in
      inWords(
        try measured.difference(.success, .rlvmr, minus: method, on: l2).interval, "it wins",
        ("more", "fewer"), "games of L2 than \(words)")
    }
    return
      "**\(measured.seeds.count == 1 ? "Can the reward be beaten? One training of each cannot say." : "Can the reward be beaten?")** Two rewards of ours leave nothing to earn by failing. "
      + judgements.map(\.asSentence).joined(separator: " ") + " As for RLVMR's parts: "
      + without.joined(separator: "; ") + "."
  }
}
