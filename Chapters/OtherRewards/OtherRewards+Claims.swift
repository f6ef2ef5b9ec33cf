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
      name(arm), "RLVMR", refused: try difference(.invalid, arm, measured),
      won: try difference(.success, arm, measured), seeds: measured.seeds.count)
  }

  /// A reward of ours as the text calls it.
  private func name(_ arm: Method) -> String {
    arm.name == Method.charged.name ? "*charged*" : "*novel*"
  }

  /// What came out, in a paragraph.
  func answer(_ measured: Measurements) throws -> String {
    let l2 = EvaluationSplit.unseenCategories
    let beaten = try Self.ours.contains {
      beats(
        refused: try difference(.invalid, $0, measured),
        won: try difference(.success, $0, measured))
    }
    let title =
      measured.seeds.count == 1
      ? "Can the reward be beaten? One training of each cannot say."
      : beaten
        ? "A reward that cannot be farmed beats it."
        : "Two rewards that cannot be farmed do not beat it."
    let seen = try Self.ours.map { arm in
      let won = try measured.difference(.success, arm, minus: .rlvmr, on: .seen).interval
      return "\(name(arm)) by \(NumberFormat.points.string(won))"
    }
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
      "**\(title)** *Charged* makes every refused step cost, *novel* pays a correction only where failures told something new. "
      + (try Self.ours.map { try judged($0, measured).asSentence }).joined(separator: " ")
      + " On L0, games won differ for \(seen.joined(separator: " and for ")). As for RLVMR's parts: "
      + without.joined(separator: "; ") + "."
  }
}
