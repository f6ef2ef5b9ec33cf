import Agent
import Experiments
import Methods
import Notebook
import Statistics

extension Measurements {
  /// A row for every number the paper's first claim rests on.
  ///
  /// - Throws: Errors of training and evaluation.
  public func repetitionClaims(command: String) throws -> [ClaimResult] {
    let splits = EvaluationSplit.ofThePaper
    return [try improvementClaim(command: command)]
      + (try splits.map {
        try repetitionClaim(
          "grpo-repeats-\($0.rawValue)", of: methods.grpo, on: $0, command: command)
      }) + (try splits.map { try repetitionAgainstSFT($0, command: command) })
  }

  private func improvementClaim(command: String) throws -> ClaimResult {
    let split = EvaluationSplit.unseenCategories
    let paper = PaperNumbers.value(.success, .grpo, split) ?? .nan
    let start = try rates(.success, methods.grpoStart, split)
    return ClaimResult(
      id: "grpo-succeeds",
      statement:
        "Success on \(split.inWords): GRPO wins more games than the policy it started from.",
      paper: PaperStatement(
        words: "improves performance over vanilla models", source: "Figure 1, Table 1",
        numbers: [
          "GRPO on L2": paper, "untrained, ReAct on L2": PaperNumbers.untrainedSuccess[2],
        ], value: paper - PaperNumbers.untrainedSuccess[2]),
      measured: finding(
        try difference(.success, methods.grpo, minus: methods.grpoStart, on: split), as: .points,
        on: split),
      rule: .difference(paper: paper - PaperNumbers.untrainedSuccess[2]),
      guards: guards([try rates(.success, methods.grpo, split), start])
        + [.headroom(start.rate)],
      command: command)
  }

  private func repetitionAgainstSFT(
    _ split: EvaluationSplit, command: String
  ) throws -> ClaimResult {
    let paper = PaperNumbers.difference(.repetitive, .grpo, minus: .supervised, on: split)
    return try differenceClaim(
      "grpo-against-sft-\(split.rawValue)",
      "Against SFT on \(split.inWords): GRPO repeats itself \(paper > 0 ? "more" : "less").",
      .repetitive, methods.grpo, minus: .supervised, on: split,
      words: "inefficient exploration",
      source: "Figure 3", command: command)
  }
}
