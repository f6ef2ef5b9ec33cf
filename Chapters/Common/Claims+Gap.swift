import Agent
import Experiments
import Gnuplot
import Methods
import Notebook
import Statistics

extension Measurements {
  /// A row for every number the paper's third claim rests on: all cells of its comparison of RLVMR with
  /// GRPO, how soon each has learned, and the meta-reasoning advantage itself.
  ///
  /// - Throws: Errors of training and evaluation.
  public func gapClaims(command: String) throws -> [ClaimResult] {
    let cells = try [Rate.success, .repetitive, .invalid, .steps].flatMap { rate in
      try EvaluationSplit.ofThePaper.map { try againstGRPO(rate, $0, command: command) }
    }
    // Where GRPO has tags too, the advantage itself is the first of the cells already.
    let itself =
      methods.comparesForms
      ? [
        try advantageItselfClaim(
          "meta-reasoning-advantage-helps", of: .rlvmr, minus: .grpoTagged, command: command)
      ] : []
    return cells + [try learnsSoonerClaim(command: command)] + itself
  }

  private func againstGRPO(
    _ rate: Rate, _ split: EvaluationSplit, command: String
  ) throws -> ClaimResult {
    let (name, statement, words, source) =
      switch rate {
      case .success:
        (
          "wins", "Success on \(split.inWords): RLVMR wins more games than GRPO.",
          split == .unseenCategories
            ? "an 83.6% success rate on the most difficult unseen task split"
            : "achieves new state-of-the-art results", "abstract, Table 1"
        )
      case .invalid:
        (
          "errs-less", "Invalid actions on \(split.inWords): RLVMR makes fewer than GRPO.",
          "enhanced error recovery", "abstract, Figure 5"
        )
      case .steps:
        (
          "is-shorter", "Steps on \(split.inWords): RLVMR's episodes are shorter than GRPO's.",
          "more robust, efficient, and interpretable agents", "abstract, Table 2"
        )
      default:
        (
          "repeats-less", "Repetition on \(split.inWords): RLVMR repeats itself less than GRPO.",
          "significant reductions in redundant actions", "abstract, Figure 5"
        )
      }
    return try differenceClaim(
      "rlvmr-\(name)-\(split.rawValue)", statement, rate, .rlvmr, minus: methods.grpo, on: split,
      words: words, source: source, command: command)
  }

  private func learnsSoonerClaim(command: String) throws -> ClaimResult {
    let (grpo, split) = (methods.grpo, EvaluationSplit.unseenCategories)
    let difference = try bootstrap.meanDifference(
      sharesUntilLearned(.rlvmr, for: split), sharesUntilLearned(grpo, for: split))
    let starts = try [.rlvmr, grpo].compactMap {
      try curve($0, for: split) { $0.rollouts.successRate }.first?.y
    }
    let paper = PaperNumbers.shareUntilLearned
    return ClaimResult(
      id: "rlvmr-learns-sooner",
      statement:
        "Sooner: RLVMR needs a smaller share of its iterations than GRPO to win 90% of what "
        + "it finally wins of its rollouts.",
      paper: PaperStatement(
        words: "more robust, efficient, and interpretable agents",
        source: "abstract; curves of Figure 6, read by eye",
        numbers: ["RLVMR, of 100": paper.rlvmr, "GRPO, of 150": paper.grpo],
        value: paper.rlvmr - paper.grpo),
      measured: finding(difference, as: .points, on: split),
      rule: .difference(paper: paper.rlvmr - paper.grpo),
      guards: guards([
        try rates(.success, .rlvmr, split), try rates(.success, grpo, split),
      ]) + [.headroom(starts.max() ?? 1)],
      command: command)
  }
}
