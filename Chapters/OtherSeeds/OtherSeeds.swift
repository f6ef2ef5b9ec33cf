import Agent
import ArgumentParser
import ChapterSupport
import Experiments
import Foundation
import Gnuplot
import Methods
import Notebook
import Statistics

@main
struct OtherSeeds: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "OtherSeeds",
    abstract: "Do the claims hold with starts at one rate and new base models?",
    discussion:
      "Judges the report's claims once more with base models of new seeds and with GRPO from a cold start at the tagged "
      + "start's learning rate, beside the runs of the report. No part of the report; `make seeds` runs it. Writes "
      + "OUTPUT/OtherSeeds.")

  @OptionGroup var options: ChapterOptions

  static let l2 = EvaluationSplit.unseenCategories

  /// The claim that the learning rate of the start decided before.
  static let watched = "rlvmr-wins-L2"

  /// GRPO from the start at the tagged start's rate, as it stands beside all new seeds.
  private var atOneRate: ComparedMethods { options.methods.fromStartsAtOneRate }

  /// All that is measured with the report's seeds: what its claims are of, and the slower start beside it.
  private var needs: [Need] {
    let (profile, methods) = (options.experiment.profile, options.methods)
    return profile.needs(
      [.supervised, methods.grpo, .rlvmr], on: EvaluationSplit.ofThePaper)
      + profile.needs([methods.grpoStart, .grpoTagged, atOneRate.grpo], on: [Self.l2])
  }

  /// Every agent of the new seeds.
  private var onNewBases: [Method] {
    [atOneRate.grpoStart, .coldStartTagged, .supervised, atOneRate.grpo, .grpoTagged, .rlvmr]
  }

  func validate() throws {
    if options.experiment.base != nil {
      throw ValidationError(
        "--base: this chapter makes base models of its own beside the shipped ones; leave it out")
    }
  }

  func run() throws {
    Interruption.handleSignals()
    if !options.needs {
      try options.pretrainMissingBases(of: options.experimentOnNewBases, family: .shipped)
    }
    let profile = options.experiment.profile
    let chapter = try Chapter(
      "OtherSeeds", options, needs: needs, trainedOn: .seenCategories,
      needsOnNewBases: profile.needs(onNewBases, on: EvaluationSplit.ofThePaper),
      methodsOnNewBases: atOneRate)
    guard let new = chapter.measurementsOnNewBases else { return }
    let both = BothSeeds(recorded: chapter.measurements, new: new)
    let (before, now) = (
      try both.recorded.judged(command: chapter.command), try new.judged(command: chapter.command)
    )
    let answer = try answer(both, before: before, now: now)
    try chapter.write(
      document(chapter, both, before, now, answer), claims: now, answer: answer)
  }

  /// What came out: whether verdicts hold, and what the new seeds say of how RLVMR plays.
  private func answer(
    _ both: BothSeeds, before: [ClaimResult], now: [ClaimResult]
  ) throws -> [String] {
    func points(_ estimate: Estimate) -> String { NumberFormat.points.string(estimate.interval) }
    func new(minus other: Method) throws -> [Estimate] {
      try ratesInWords.map { try both.new.difference($0, .rlvmr, minus: other, on: Self.l2) }
    }
    func old(minus other: Method) throws -> Estimate {
      try both.recorded.difference(.success, .rlvmr, minus: other, on: Self.l2)
    }
    let slow = both.new.methods.grpo
    let (untagged, tagged) = (try new(minus: slow), try new(minus: .grpoTagged))
    let title = whetherVerdictsHold(
      "RLVMR wins more games of L2 than GRPO", Self.watched, before: before, now: now,
      seeds: both.new.seeds.count)
    return [
      "**\(title)** RLVMR minus GRPO, games won on L2: \(points(try old(minus: both.recorded.methods.grpo))) as recorded, "
        + "GRPO's cold start at \(Method.coldStartThink.learningRate); \(points(try old(minus: slow))) with the same seeds "
        + "where that start learned at the tags' rate, \(Method.coldStartTagged.learningRate); \(points(untagged[0])) with "
        + "\(both.new.seeds.count) new base models and that rate; \(points(try both.difference(.success, minus: slow))) over "
        + "all. RLVMR minus GRPO (tags): \(points(tagged[0])) with new base models, "
        + "\(points(try both.difference(.success, minus: .grpoTagged))) over all.",
      "How it plays with new base models, on L2 and beside GRPO: \(besideInWords(untagged)).\(whatFewSeedsLeave(of: untagged)) "
        + "Beside GRPO (tags): \(besideInWords(tagged)).\(whatFewSeedsLeave(of: tagged))",
    ]
  }

  private func document(
    _ chapter: Chapter, _ both: BothSeeds, _ before: [ClaimResult], _ now: [ClaimResult],
    _ answer: [String]
  ) throws -> Document {
    let (recorded, new) = (both.recorded, both.new)
    let scale = try recorded.scale()
    let changed = whatChanged(before: before, now: now)
    return try Document(
      title: "Do the claims hold with starts at one rate and new base models?",
      subtitle: "The report's claims once more, without the choice that favoured one side"
    ) {
      Block.heading(
        1, "Do the claims hold with starts at one rate and new base models?", label: "sec:seeds")
      """
      In the report the cold start of GRPO with `<think>` learned at \(code: "\(Method.coldStartThink.learningRate)") and \
      the tagged one at \(code: "\(Method.coldStartTagged.learningRate)"), each by trials from an earlier base model, and on the \
      released games that choice decides whether RLVMR wins more than GRPO (`OtherStarts`). Here both starts learn at \
      \(code: "\(Method.coldStartTagged.learningRate)"), with base models that nothing was chosen by (seeds \
      \(new.seeds.map(String.init).joined(separator: ", "))). Claims, rules and games are the report's. Ours: \
      \(scale), of the report's seeds and of the new ones each; the paper's agents have 1.5 and 7 billion parameters.
      """
      answer.map { Block.paragraph(Prose($0)) }
      try chapter.figure(
        figure(both),
        caption:
          "RLVMR minus GRPO (think) and minus GRPO (tags) on L2 (unseen rooms and categories): as recorded in the *report*; the same seeds with GRPO (think) from the *slower* start; *new* seeds with that start; and *all* seeds with it. Above zero is better in the first panel, below zero in the others. Ours: \(scale), \(recorded.spread). Diamonds: the paper's RLVMR minus its GRPO, 7B; which repeats it counts it does not say.",
        label: "fig:seeds-differences")
      Block.heading(2, "The claims, judged again")
      """
      What the new seeds say stands under *Here*, what the report's seeds and its faster start said in the last \
      column. The question, what was expected and what would change our mind stand in `LOG.md` (2026-11-28, 14:30), \
      written before these runs. Left out is SFT on matched games, which takes a second training.
      """
      Block.ledger(
        now, beside: [LedgerColumn(title: "as recorded, faster start", claims: before)])
      if !changed.isEmpty {
        "These get another verdict than they had:"
        Block.list(changed.map { Prose($0) })
      }
      Block.heading(2, "All numbers of the new seeds")
      Block.table(
        try new.differencesTable(
          "", differences(new.methods.grpo), in: RateColumn.usual,
          caption: "Differences on the same games, new seeds. Ours: \(scale).",
          label: "tbl:seeds-differences"))
      Block.table(
        try new.ratesTable(
          of: onNewBases, in: RateColumn.usual,
          caption: "Every agent of the new seeds. Ours: \(scale).", label: "tbl:seeds-rates"))
      Block.list([
        "Numbers over all seeds include those of the report, which had been seen when these runs were planned; they judge nothing.",
        "The rates of reinforcement learning are the report's. GRPO (think) has one from trials from its faster start and none from this one, which disfavours it.",
        "The base model of a new seed is made by `rlvmr pretrain --seed 6 --output Report/bases/new/6` and so on; the chapter makes those that are missing.",
        "RLVMR learns at \("\(Method.rlvmr.learningRate)"), GRPO (think) at \("\(Method.grpo.learningRate)") and GRPO (tags) at \("\(Method.grpoTagged.learningRate)").",
      ])
      recorded.provenance(with: [new])
    }
  }

  private func differences(
    _ grpo: Method
  ) -> [(name: Prose, first: Method, second: Method)] {
    [
      ("RLVMR minus \(grpo.title)", .rlvmr, grpo),
      ("RLVMR minus \(Method.grpoTagged.title)", .rlvmr, .grpoTagged),
      ("\(Method.grpoTagged.title) minus \(grpo.title)", .grpoTagged, grpo),
      ("\(grpo.title) minus SFT", grpo, .supervised),
      ("RLVMR minus its start", .rlvmr, .coldStartTagged),
    ]
  }

  private func figure(_ both: BothSeeds) throws -> Figure {
    let (grpo, slow) = (both.recorded.methods.grpo, both.new.methods.grpo)
    func point(_ x: Double, _ estimate: Estimate) -> DataPoint {
      let interval = estimate.interval
      return DataPoint(x: x, y: interval.value, low: interval.low, high: interval.high)
    }
    return Figure(
      "seeds-differences", title: "L2: RLVMR minus GRPO, in percentage points",
      alternativeText:
        "Differences of RLVMR and GRPO without and with tags on L2 in games won, refused commands and repeats of "
        + "possible and of all actions, as recorded, with GRPO from the slower start, with new seeds and over all seeds, "
        + "with 95% intervals around zero and the paper's difference.",
      panels: try ratesInPanels.map { rate, title in
        func of(_ measured: Measurements, _ other: Method) throws -> Estimate {
          try measured.difference(rate, .rlvmr, minus: other, on: Self.l2)
        }
        let paper = PaperNumbers.difference(
          rate == .allRepeats ? .repetitive : rate, .rlvmr, minus: .grpo, on: Self.l2)
        return Panel(
          title, x: .categories(["report", "slower", "new", "all"]),
          y: Axis("difference", unit: "points", scale: 100),
          layers: [
            .referenceLine("no difference", y: 0),
            .points(
              "minus GRPO (think)",
              [
                point(-0.1, try of(both.recorded, grpo)), point(0.9, try of(both.recorded, slow)),
                point(1.9, try of(both.new, slow)),
                point(2.9, try both.difference(rate, minus: slow)),
              ]),
            .points(
              "minus GRPO (tags)",
              [
                point(0.1, try of(both.recorded, .grpoTagged)),
                point(2.1, try of(both.new, .grpoTagged)),
                point(3.1, try both.difference(rate, minus: .grpoTagged)),
              ]),
            .reference(
              "paper", beside: nil, (0..<4).map { DataPoint(x: Double($0) + 0.3, y: paper) }),
          ])
      }, width: 1080)
  }
}

/// The same comparison with the seeds of the report and with new ones.
struct BothSeeds {
  /// With the report's seeds and its starts.
  let recorded: Measurements
  /// With new seeds, both starts at one rate.
  let new: Measurements

  /// RLVMR minus another method on L2, over the seeds of both.
  ///
  /// - Throws: Errors of training and evaluation.
  func difference(_ rate: Rate, minus other: Method) throws -> Estimate {
    try recorded.difference(
      rate, .rlvmr, minus: other, on: .unseenCategories, withSeedsOf: new)
  }
}

extension Measurements {
  /// The claims of the report's chapters but for that on matched games, corrected chapter by chapter as there.
  ///
  /// - Throws: Errors of training and evaluation.
  func judged(command: String) throws -> [ClaimResult] {
    holmAdjusted(try repetitionClaims(command: command))
      + holmAdjusted(try brittlenessClaims(onMatchedGames: false, command: command))
      + holmAdjusted(try gapClaims(command: command))
  }
}
