import Agent
import ChapterSupport
import Experiments
import Methods
import Notebook
import Statistics

extension OtherPrompts {
  /// The paper's claims about unseen categories, everybody with the possible commands in the prompt.
  func claims(_ chapter: Chapter) throws -> [ClaimResult] {
    let measured = chapter.measurements
    let l2 = EvaluationSplit.unseenCategories
    let (sft, grpo) = (Self.shown(.supervised), Self.shown(.grpo))
    let rlvmr = Self.shown(.rlvmr)
    func claim(
      _ id: String, _ statement: String, _ rate: Rate, _ first: Method, minus second: Method,
      words: String, source: String
    ) throws -> ClaimResult {
      try measured.differenceClaim(
        id, statement, rate, first, minus: second, on: l2, words: words, source: source,
        command: chapter.command)
    }
    return holmAdjusted([
      try brittleness(chapter),
      try amount(chapter),
      try claim(
        "shown-grpo-against-sft",
        "Against SFT on unseen categories (L2): GRPO repeats itself more.",
        .repetitive, grpo, minus: sft, words: "inefficient exploration", source: "Figure 3"),
      try claim(
        "shown-grpo-generalises-better",
        "Against SFT on unseen categories (L2): GRPO wins more games.", .success, grpo, minus: sft,
        words: "can lead to better generalization", source: "section 1, Table 1"),
      try claim(
        "shown-rlvmr-wins", "Success on unseen categories (L2): RLVMR wins more games than GRPO.",
        .success, rlvmr, minus: grpo,
        words: "an 83.6% success rate on the most difficult unseen task split",
        source: "abstract, Table 1"),
      try claim(
        "shown-rlvmr-repeats-less",
        "Repetition on unseen categories (L2): RLVMR repeats itself less than GRPO.", .repetitive,
        rlvmr, minus: grpo, words: "significant reductions in redundant actions",
        source: "abstract, Figure 5"),
      try claim(
        "shown-rlvmr-errs-less",
        "Invalid actions on unseen categories (L2): RLVMR makes fewer than GRPO.", .invalid, rlvmr,
        minus: grpo, words: "enhanced error recovery", source: "abstract, Figure 5"),
      try advantageItself(chapter),
    ])
  }

  private func brittleness(_ chapter: Chapter) throws -> ClaimResult {
    let measured = chapter.measurements
    let sft = Self.shown(.supervised)
    let seen = measured.paperNumber(.success, sft, .seen) ?? .nan
    let unseen = measured.paperNumber(.success, sft, .unseenCategories) ?? .nan
    return ClaimResult(
      id: "shown-sft-is-brittle",
      statement: "From L0 to L2: SFT wins fewer games of unseen categories than of seen ones.",
      paper: PaperStatement(
        words: "these policies are often brittle and fail to generalize to novel situations",
        source: "section 1, Table 1", numbers: ["SFT on L0": seen, "SFT on L2": unseen],
        value: seen - unseen),
      measured: measured.finding(
        try measured.difference(.success, sft, on: .seen, minus: .unseenCategories), as: .points,
        on: .seen, .unseenCategories),
      rule: .difference(paper: seen - unseen),
      guards: measured.guards([try measured.rates(.success, sft, .seen)]), command: chapter.command)
  }

  private func amount(_ chapter: Chapter) throws -> ClaimResult {
    let measured = chapter.measurements
    let (grpo, l2) = (Self.shown(.grpo), EvaluationSplit.unseenCategories)
    let paper = measured.paperNumber(.repetitive, grpo, l2) ?? .nan
    func share(_ rate: Rate) throws -> Finding {
      measured.finding(
        measured.bootstrap.estimate(of: try measured.rates(rate, grpo, l2)), as: .percent, on: l2)
    }
    let guards = measured.guards([try measured.rates(.success, grpo, l2)])
    return ClaimResult(
      id: "shown-grpo-repeats",
      statement:
        "How much GRPO repeats on unseen categories (L2): at least half of the paper's share of its steps.",
      paper: PaperStatement(
        words: "high rates of repetitive actions", source: "Figure 3",
        numbers: ["GRPO on L2": paper], value: paper),
      measured: try share(.repetitive), rule: .atLeast(paper / 2), guards: guards,
      command: chapter.command
    ).beside(
      measured.allRepeats(try share(.allRepeats), rule: .atLeast(paper / 2), guards: guards))
  }

  private func advantageItself(_ chapter: Chapter) throws -> ClaimResult {
    let measured = chapter.measurements
    let (rlvmr, tagged) = (Self.shown(.rlvmr), Self.shown(.grpoTagged))
    let l2 = EvaluationSplit.unseenCategories
    let paper = PaperNumbers.ablations
    let effect = paper.full - paper.withoutMetaReasoning
    return ClaimResult(
      id: "shown-meta-reasoning-advantage-helps",
      statement:
        "The meta-reasoning advantage itself: RLVMR wins more games of unseen categories (L2) than GRPO from the same tagged cold start.",
      paper: PaperStatement(
        words: "process-centric rewards are combined with the final outcome signal",
        source: "abstract, Table 3 (1.5B)",
        numbers: ["full": paper.full, "without": paper.withoutMetaReasoning], value: effect),
      measured: measured.finding(
        try measured.difference(.success, rlvmr, minus: tagged, on: l2), as: .points, on: l2),
      rule: .difference(paper: effect),
      guards: measured.guards([
        try measured.rates(.success, rlvmr, l2), try measured.rates(.success, tagged, l2),
      ]), command: chapter.command)
  }

  /// What came out, in a paragraph.
  func answer(_ measured: Measurements) throws -> String {
    let l2 = EvaluationSplit.unseenCategories
    let (rlvmr, tagged) = (Self.shown(.rlvmr), Self.shown(.grpoTagged))
    let estimates = try ratesInWords.map {
      try measured.difference($0, rlvmr, minus: tagged, on: l2)
    }
    func withAndWithout(_ rate: Rate) throws -> String {
      let shares = try [Self.shown(.grpo), Method.grpo].map {
        NumberFormat.percent.string(try measured.interval(rate, $0, l2))
      }
      return "\(shares[0]) with it and \(shares[1]) without"
    }
    let most = try [rlvmr, tagged].map { try measured.interval(.success, $0, l2).value }.max() ?? 0
    let wins = try [Method.grpo, .grpoTagged, .rlvmr].map { method in
      let more = try measured.difference(.success, Self.shown(method), minus: method, on: l2)
      return "\(method.title) \(NumberFormat.points.string(more.interval))"
    }
    let title = whetherThePromptMatters(
      won: estimates[0].interval, most: most, seeds: measured.seeds.count)
    return
      "**\(title)** With the list, on L2 and beside GRPO (tags): " + besideInWords(estimates)
      + "." + whatFewSeedsLeave(of: estimates)
      + " With the list instead of without, games won change: \(wins.joined(separator: ", ")). Of the commands of GRPO "
      + "(think), \(try withAndWithout(.invalid)) are refused; an agent that read the list would hardly be refused at all. It repeats "
      + "\(try withAndWithout(.repetitive)); the paper has \(NumberFormat.percent.string(measured.paperNumber(.repetitive, .grpo, l2)))."
  }
}
