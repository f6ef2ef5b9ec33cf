import Agent
import ChapterSupport
import Experiments
import Methods
import Notebook
import Statistics

extension OtherPairs {
  /// The paper's claims about unseen categories, each over all pairs. GRPO here is GRPO (tags).
  func claims(_ pairs: PairsOfCategories, command: String) throws -> [ClaimResult] {
    let paper = PaperNumbers.self
    let l2 = EvaluationSplit.unseenCategories
    let ablations = paper.ablations
    let brittleness =
      (paper.value(.success, .supervised, .seen) ?? .nan)
      - (paper.value(.success, .supervised, l2) ?? .nan)
    return holmAdjusted([
      ClaimResult(
        id: "pairs-sft-is-brittle",
        statement: "From L0 to L2: SFT wins fewer games of unseen categories than of seen ones.",
        paper: PaperStatement(
          words: "these policies are often brittle and fail to generalize to novel situations",
          source: "section 1, Table 1", value: brittleness),
        measured: try pairs.finding(pairs.loss(.success, .supervised), of: .success),
        rule: .difference(paper: brittleness), guards: try pairs.guards([.supervised]),
        command: command),
      try claim(
        "pairs-grpo-generalises-better",
        "Against SFT on unseen categories (L2): GRPO (tags) wins more games.", .success,
        .grpoTagged, minus: .supervised, of: pairs,
        words: "can lead to better generalization", source: "section 1, Table 1",
        paper: paper.difference(.success, .grpo, minus: .supervised, on: l2), command),
      try claim(
        "pairs-meta-reasoning-advantage-helps",
        "The meta-reasoning advantage itself: RLVMR wins more games of unseen categories (L2) than GRPO (tags).",
        .success, .rlvmr, minus: .grpoTagged, of: pairs,
        words: "process-centric rewards are combined with the final outcome signal",
        source: "abstract, Table 3 (1.5B)",
        paper: ablations.full - ablations.withoutMetaReasoning, command),
      try claim(
        "pairs-rlvmr-repeats-less",
        "Repetition on unseen categories (L2): RLVMR repeats itself less than GRPO (tags).",
        .repetitive, .rlvmr, minus: .grpoTagged, of: pairs,
        words: "significant reductions in redundant actions", source: "abstract, Figure 5",
        paper: paper.difference(.repetitive, .rlvmr, minus: .grpo, on: l2), command),
      try claim(
        "pairs-rlvmr-errs-less",
        "Invalid actions on unseen categories (L2): RLVMR makes fewer than GRPO (tags).", .invalid,
        .rlvmr, minus: .grpoTagged, of: pairs,
        words: "enhanced error recovery", source: "abstract, Figure 5",
        paper: paper.difference(.invalid, .rlvmr, minus: .grpo, on: l2), command),
      try claim(
        "pairs-rlvmr-is-shorter",
        "Steps on unseen categories (L2): RLVMR's episodes are shorter than those of GRPO (tags).",
        .steps, .rlvmr, minus: .grpoTagged, of: pairs,
        words: "more robust, efficient, and interpretable agents", source: "abstract, Table 2",
        paper: paper.difference(.steps, .rlvmr, minus: .grpo, on: l2), command),
    ])
  }

  /// The claim that two methods differ in a rate on the unseen categories, over all pairs.
  private func claim(
    _ id: String, _ statement: String, _ rate: Rate, _ first: Method, minus second: Method,
    of pairs: PairsOfCategories, words: String, source: String, paper: Double, _ command: String
  ) throws -> ClaimResult {
    let estimate = try pairs.difference(rate, first, minus: second)
    let always = try pairs.guards([first, second])
    // Steps are no share and have no bound; one more or less in thirty is as little as three points of a share.
    let room: [Guard] =
      rate == .steps
      ? []
      : [
        .room(
          paper: paper, besides: try pairs.rate(rate, second), measured: estimate.interval)
      ]
    let rule = VerdictRule.difference(paper: paper, margin: rate.margin)
    let claim = ClaimResult(
      id: id, statement: statement,
      paper: PaperStatement(words: words, source: source, value: paper),
      measured: try pairs.finding(estimate, of: rate), rule: rule, guards: always + room,
      command: command)
    if rate != .repetitive { return claim }
    let all = try pairs.difference(.allRepeats, first, minus: second)
    return claim.beside(
      pairs.each[0].allRepeats(
        try pairs.finding(all, of: .allRepeats), rule: rule, guards: always))
  }

  /// What came out over all pairs and whether any single one differs, in a paragraph.
  func answer(_ pairs: PairsOfCategories) throws -> String {
    func sides(_ rate: Rate) throws -> [Interval] {
      try pairs.each.map {
        try $0.difference(rate, .rlvmr, minus: .grpoTagged, on: .unseenCategories).interval
      }
    }
    func over(_ rate: Rate) throws -> Estimate {
      try pairs.difference(rate, .rlvmr, minus: .grpoTagged)
    }
    let estimates = try ratesInWords.map(over)
    let seeds = pairs.each[0].seeds.count
    let title = whetherPairsAgree(
      over: estimates.map(\.interval), each: try ratesInWords.map(sides), seeds: seeds)
    return
      "**\(title)** Three pairs of categories were held out in turn, \(pairs.each.map(\.heldOutInWords).joined(separator: "; ")), "
      + "with base models that lack their acts. On the unseen categories, over all three and beside GRPO (tags): "
      + besideInWords(estimates) + ".\(whatFewSeedsLeave(of: estimates))"
      + (try atOneRate(pairs, atOwnRates: estimates))
  }

  /// Whether it is the reward or the rate, as sentences with a space before; empty where all learn at one rate.
  private func atOneRate(
    _ pairs: PairsOfCategories, atOwnRates own: [Estimate]
  ) throws -> String {
    guard let other = pairs.each[0].methods.atOneRate, pairs.each[0].seeds.count > 1 else {
      return ""
    }
    let one = try ratesInWords.map { try pairs.difference($0, .rlvmr, minus: other) }
    let lighter = try ratesInWords.map { try pairs.others.difference($0, .lighter, minus: other) }
    let released = try ratesInWords.map { try pairs.others.difference($0, .released, minus: other) }
    return
      " RLVMR learned at \(Method.rlvmr.learningRate), GRPO (tags) at \(Method.grpoTagged.learningRate); beside GRPO (tags) at RLVMR's rate: "
      + besideInWords(one)
      + ". \(whetherItIsTheReward(atOwnRates: own.map(\.interval), atOneRate: one.map(\.interval)))"
      + whatFewSeedsLeave(of: one)
      + " Where its tags weigh half as much (α = 0.75), over the two pairs that did not suggest it and beside the same: "
      + besideInWords(lighter) + ".\(whatFewSeedsLeave(of: lighter))"
      + " By the released program's rules, over these two pairs and beside the same start and rate: "
      + besideInWords(released) + ".\(whatFewSeedsLeave(of: released))"
  }
}
