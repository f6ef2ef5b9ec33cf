import Agent
import Experiments
import HouseholdWorld
import Methods
import Notebook
import Statistics

extension Measurements {
  /// A measured number for a claim, and on how many games of the splits it compares it rests.
  public func finding(
    _ estimate: Estimate?, as format: NumberFormat, on splits: EvaluationSplit...
  ) -> Finding {
    let games = evaluated.filter { splits.contains($0.cell.split) }.flatMap(\.rows).map(\.count)
    return Finding(estimate, format: format, runs: seeds.count, games: games.min() ?? 0)
  }

  /// What must hold before a claim may be judged: real numbers, two seeds, and somebody who wins.
  ///
  /// - Parameter successes: The success rates of what is compared.
  public func guards(_ successes: [PooledRates]) -> [Guard] {
    [
      .isMeaningful(profile != .smoke, because: "the smoke profile only exercises the code"),
      .runs(seeds.count, atLeast: 2), .someSuccess(successes.map(\.rate)),
    ]
  }

  /// The claim that two methods differ in a rate on a split, as the paper's numbers do.
  ///
  /// - Parameters:
  ///   - statement: What the paper's two numbers say, with their sign.
  /// - Throws: Errors of training and evaluation.
  public func differenceClaim(
    _ id: String, _ statement: String, _ rate: Rate, _ first: Method, minus second: Method,
    on split: EvaluationSplit, words: String, source: String,
    guards extra: [Guard] = [], command: String
  ) throws -> ClaimResult {
    let ofFirst = paperNumber(rate, first, split) ?? .nan
    let ofSecond = paperNumber(rate, second, split) ?? .nan
    let paper = ofFirst - ofSecond
    let estimate = try difference(rate, first, minus: second, on: split)
    // Steps are no share: they have no bound of this kind.
    let room: [Guard] =
      rate == .steps
      ? []
      : [
        .room(
          paper: paper, besides: try rates(rate, second, split).rate, measured: estimate.interval)
      ]
    let always = guards([
      try rates(.success, first, split), try rates(.success, second, split),
    ])
    let rule = VerdictRule.difference(paper: paper, margin: rate.margin)
    let claim = ClaimResult(
      id: id, statement: statement,
      paper: PaperStatement(
        words: words, source: source,
        numbers: [
          "\(methods.paperMethod(of: first).title) on \(split.rawValue)": ofFirst,
          "\(methods.paperMethod(of: second).title) on \(split.rawValue)": ofSecond,
        ], value: paper),
      measured: finding(estimate, as: rate.differenceFormat, on: split), rule: rule,
      guards: always + room + extra, command: command)
    if rate != .repetitive { return claim }
    let all = try difference(.allRepeats, first, minus: second, on: split)
    return claim.beside(
      allRepeats(finding(all, as: rate.differenceFormat, on: split), rule: rule, guards: always))
  }

  /// The claim that SFT wins fewer games of unseen categories than of seen ones.
  ///
  /// - Parameter method: SFT, as it is prompted.
  /// - Throws: Errors of training and evaluation.
  public func brittlenessClaim(
    _ id: String, of method: Method, command: String
  ) throws -> ClaimResult {
    let seen = paperNumber(.success, method, .seen) ?? .nan
    let unseen = paperNumber(.success, method, .unseenCategories) ?? .nan
    return ClaimResult(
      id: id,
      statement: "From L0 to L2: SFT wins fewer games of unseen categories than of seen ones.",
      paper: PaperStatement(
        words: "these policies are often brittle and fail to generalize to novel situations",
        source: "section 1, Table 1", numbers: ["SFT on L0": seen, "SFT on L2": unseen],
        value: seen - unseen),
      measured: finding(
        try difference(.success, method, on: .seen, minus: .unseenCategories), as: .points,
        on: .seen, .unseenCategories),
      rule: .difference(paper: seen - unseen),
      guards: guards([try rates(.success, method, .seen)]), command: command)
  }

  /// The claim that GRPO repeats at least half as much on a split as the paper's, in both readings.
  ///
  /// - Parameter method: GRPO, as it is prompted.
  /// - Throws: Errors of training and evaluation.
  public func repetitionClaim(
    _ id: String, of method: Method, on split: EvaluationSplit, command: String
  ) throws -> ClaimResult {
    let paper = paperNumber(.repetitive, method, split) ?? .nan
    func share(_ rate: Rate) throws -> Finding {
      finding(bootstrap.estimate(of: try rates(rate, method, split)), as: .percent, on: split)
    }
    let guards = guards([try rates(.success, method, split)])
    return ClaimResult(
      id: id,
      statement: "How much GRPO repeats on \(split.inWords): at least half of the paper's share of "
        + "its steps.",
      paper: PaperStatement(
        words: "high rates of repetitive actions", source: "Figure 3",
        numbers: ["GRPO on \(split.rawValue)": paper], value: paper),
      measured: try share(.repetitive), rule: .atLeast(paper / 2), guards: guards, command: command
    ).beside(allRepeats(try share(.allRepeats), rule: .atLeast(paper / 2), guards: guards))
  }

  /// The claim that the reward for reasoning itself wins games of unseen categories (Table 3).
  ///
  /// - Parameters:
  ///   - rlvmr: RLVMR, as it is prompted.
  ///   - other: The same start without that reward.
  /// - Throws: Errors of training and evaluation.
  public func advantageItselfClaim(
    _ id: String, of rlvmr: Method, minus other: Method, command: String
  ) throws -> ClaimResult {
    let split = EvaluationSplit.unseenCategories
    let paper = PaperNumbers.ablations
    let effect = paper.full - paper.withoutMetaReasoning
    return ClaimResult(
      id: id,
      statement:
        "The meta-reasoning advantage itself: on \(split.inWords) RLVMR wins more games than "
        + "GRPO from the same tagged cold start.",
      paper: PaperStatement(
        words: "process-centric rewards are combined with the final outcome signal",
        source: "abstract, Table 3 (1.5B)",
        numbers: ["full": paper.full, "without": paper.withoutMetaReasoning], value: effect),
      measured: finding(
        try difference(.success, rlvmr, minus: other, on: split), as: .points, on: split),
      rule: .difference(paper: effect),
      guards: guards([
        try rates(.success, rlvmr, split), try rates(.success, other, split),
      ]), command: command)
  }

  /// A claim about repetition where repeats of refused commands count too. Which of the two the paper
  /// counted it does not say.
  public func allRepeats(_ finding: Finding, rule: VerdictRule, guards: [Guard]) -> ClaimPart {
    ClaimPart("repeats of refused commands counted too", finding, rule: rule, guards: guards)
  }

  /// Everything evaluated so far, one row a method, split and seed, for `results.json`.
  func runResults() -> [RunResult] {
    evaluated.flatMap { cell, rows in
      zip(seeds, rows).map { seed, episodes in
        let summary = EvaluationSummary(episodes)
        return RunResult(
          method: cell.method, seed: Int(seed), split: cell.split.rawValue,
          episodes: summary.episodes, successRate: summary.successRate,
          repetitiveActionRate: summary.repetitiveActionRate,
          invalidActionRate: summary.invalidActionRate, meanSteps: summary.meanSteps,
          repetitiveActionRateAllSteps: summary.repetitiveActionRateAllSteps,
          repetitiveActionRateWellFormed: summary.repetitiveActionRateWellFormed,
          malformedRate: summary.malformedRate, tagShares: summary.tagShares,
          successByCategory: Dictionary(grouping: episodes) { $0.category?.rawValue ?? "other" }
            .mapValues { EvaluationSummary($0).successRate },
          trainingSet: cell.trainingSet.rawValue, outOfContext: summary.outOfContext)
      }
    }
  }
}
