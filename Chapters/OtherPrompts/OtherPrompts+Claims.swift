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
      try measured.brittlenessClaim("shown-sft-is-brittle", of: sft, command: chapter.command),
      try measured.repetitionClaim(
        "shown-grpo-repeats", of: grpo, on: l2, command: chapter.command),
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
      try measured.advantageItselfClaim(
        "shown-meta-reasoning-advantage-helps", of: rlvmr, minus: Self.shown(.grpoTagged),
        command: chapter.command),
    ])
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
