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
