import Agent
import ChapterSupport
import Experiments
import Methods
import Notebook
import Statistics

extension Repetition {
  /// A row for every number the paper's first claim rests on.
  func claims(_ chapter: Chapter) throws -> [ClaimResult] {
    let splits = EvaluationSplit.ofThePaper
    return holmAdjusted(
      [try improvement(chapter)] + (try splits.map { try amount(chapter, $0) })
        + (try splits.map { try againstSFT(chapter, $0) }))
  }

  private func improvement(_ chapter: Chapter) throws -> ClaimResult {
    let measured = chapter.measurements
    let (grpo, grpoStart) = (measured.methods.grpo, measured.methods.grpoStart)
    let split = EvaluationSplit.unseenCategories
    let paper = PaperNumbers.value(.success, .grpo, split) ?? .nan
    let start = try measured.rates(.success, grpoStart, split)
    return ClaimResult(
      id: "grpo-succeeds",
      statement:
        "Success on \(split.inWords): GRPO wins more games than the policy it started from.",
      paper: PaperStatement(
        words: "improves performance over vanilla models", source: "Figure 1, Table 1",
        numbers: [
          "GRPO on L2": paper, "untrained, ReAct on L2": PaperNumbers.untrainedSuccess[2],
        ], value: paper - PaperNumbers.untrainedSuccess[2]),
      measured: measured.finding(
        try measured.difference(.success, grpo, minus: grpoStart, on: split), as: .points,
        on: split),
      rule: .difference(paper: paper - PaperNumbers.untrainedSuccess[2]),
      guards: measured.guards([try measured.rates(.success, grpo, split), start])
        + [.headroom(start.rate)],
      command: chapter.command)
  }

  private func amount(_ chapter: Chapter, _ split: EvaluationSplit) throws -> ClaimResult {
    try chapter.measurements.repetitionClaim(
      "grpo-repeats-\(split.rawValue)", of: chapter.measurements.methods.grpo, on: split,
      command: chapter.command)
  }

  private func againstSFT(_ chapter: Chapter, _ split: EvaluationSplit) throws -> ClaimResult {
    let paper = PaperNumbers.difference(.repetitive, .grpo, minus: .supervised, on: split)
    return try chapter.measurements.differenceClaim(
      "grpo-against-sft-\(split.rawValue)",
      "Against SFT on \(split.inWords): GRPO repeats itself \(paper > 0 ? "more" : "less").",
      .repetitive, chapter.measurements.methods.grpo, minus: .supervised, on: split,
      words: "inefficient exploration",
      source: "Figure 3", command: chapter.command)
  }
}
