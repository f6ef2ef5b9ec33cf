import Agent
import ArgumentParser
import ChapterSupport
import Experiments
import Foundation
import Gnuplot
import MetaReasoning
import Methods
import Notebook
import Statistics

@main
struct OtherRewards: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "OtherRewards",
    abstract: "Can the reward be beaten, and what is each part of RLVMR worth?",
    discussion:
      "Trains RLVMR with two rewards of ours that cannot be farmed, and without one part each, and measures them "
      + "beside RLVMR. No part of the report, as it takes twenty minutes more; `make rewards` runs it. Writes "
      + "OUTPUT/OtherRewards.")

  @OptionGroup var options: ChapterOptions

  /// Rewards of ours in place of the paper's for reflection.
  static let ours: [Method] = [.charged, .novel]

  /// RLVMR without one part.
  static let parts: [Method] = [.formOnly, .withoutOutcome, .rlvmrFromBase]

  /// All that is measured, the start and the baseline among them.
  static let compared: [Method] = [.coldStartTagged, .grpoTagged, .rlvmr] + ours + parts

  func run() throws {
    Interruption.handleSignals()
    let chapter = try Chapter(
      "OtherRewards", options,
      needs: options.experiment.profile.needs(Self.compared, on: EvaluationSplit.ofThePaper),
      trainedOn: .seenCategories)
    let claims = try claims(chapter)
    let answer = try answer(chapter.measurements)
    try chapter.write(document(chapter, claims, answer), claims: claims, answer: [answer])
  }

  private func document(
    _ chapter: Chapter, _ claims: [ClaimResult], _ answer: String
  ) throws -> Document {
    let measured = chapter.measurements
    let scale = try measured.scale()
    return try Document(
      title: "Can the reward be beaten?",
      subtitle: "Two rewards that cannot be farmed, and RLVMR without one part each"
    ) {
      Block.heading(1, "Can the reward be beaten?", label: "sec:rewards")
      """
      RLVMR pays reflection for ending a run of failures, so a failure made on purpose can earn a reward. Two rewards \
      of ours take that away. **Charged**: every refused step costs \
      \(RewardRules().failureCharge, as: .decimal(1)), so that two failures cost more than \
      their correction earns. **Novel**: a correction is paid only where the failures before it told something new. \
      Three more agents lack one part of RLVMR each: the reward of every tag (*form only*), the outcome's, and the cold start. Each differs from \
      RLVMR in this alone. Ours: \(scale); the paper's Table 3, of which two rows are asked here, is of 1.5 billion \
      parameters.
      """
      Block.paragraph(Prose(answer))
      try chapter.figure(
        figure(measured),
        caption:
          "Each arm minus RLVMR, in percentage points, on L0 (seen rooms and categories), L1 (unseen rooms) and L2 (unseen rooms and categories). Above zero is better in the first panel, below zero in the others. Ours: \(scale), \(measured.spread).",
        label: "fig:rewards-arms")
      Block.heading(2, "Ours beside the paper's")
      """
      One of ours *beats* RLVMR where on L2 its commands are refused less often (the interval lies below zero) and it wins no fewer games: the \
      interval for games won lies above −3 points, the margin of all claims. The rule stands in `LOG.md` (2026-11-28), \
      written before these runs.
      """
      Block.list(try Self.ours.map { Prose(try judged($0, measured).asSentence) })
      Block.table(try streaks(measured, scale))
      Block.heading(2, "What each part is worth")
      claims.map { Block.claim($0) }
      """
      RLVMR itself wins \(try measured.interval(.success, .rlvmr, .unseenCategories)) of L2 here, so that no difference could be \
      larger than that; on L0 it wins \
      \(try measured.difference(.success, .rlvmr, minus: .withoutOutcome, on: .seen).interval, as: .points) more than without \
      the outcome's advantage, and \(try measured.difference(.success, .rlvmr, minus: .rlvmrFromBase, on: .seen).interval, as: .points) \
      more than without a cold start.
      """
      """
      Form only keeps the tags, their start and the learning rate, and pays no tag: \
      \(inWords(try difference(.success, .formOnly, measured), "it wins", ("more", "fewer"), "games of L2 than RLVMR")); \
      \(inWords(try difference(.invalid, .formOnly, measured), "its commands are refused", ("more", "less"), "often")); \
      \(inWords(try difference(.repetitive, .formOnly, measured), "it repeats possible actions", ("more", "less"), "often")). It is a \
      control, and no claim of the paper.
      """
      Block.heading(2, "All numbers")
      Block.table(
        try measured.differencesTable(
          "arm", (Self.ours + Self.parts).map { ("\($0.title)", $0, .rlvmr) },
          in: RateColumn.usual,
          caption: "Each arm minus RLVMR, on the same games. Ours: \(scale).",
          label: "tbl:rewards-differences"))
      Block.table(
        try measured.ratesTable(
          of: Self.compared, in: Self.columns,
          caption: "Every agent of this chapter. Ours: \(scale).", label: "tbl:rewards-rates"))
      measured.provenance()
    }
  }

  /// An arm minus RLVMR on L2.
  func difference(_ rate: Rate, _ arm: Method, _ measured: Measurements) throws -> Interval {
    try measured.difference(rate, arm, minus: .rlvmr, on: .unseenCategories).interval
  }

  private static let columns = {
    let l2 = EvaluationSplit.unseenCategories
    let cells: [(rate: Rate, split: EvaluationSplit)] = [
      (.success, .seen), (.success, .unseen), (.success, l2), (.invalid, l2), (.repetitive, l2),
      (.allRepeats, l2), (.steps, l2),
    ]
    return cells.map { RateColumn("\($0.rate.title), \($0.split.rawValue)", $0.rate, $0.split) }
  }()

  /// How failures end: where they are made to be paid for, streaks of two stand out.
  private func streaks(_ measured: Measurements, _ scale: Prose) throws -> Table {
    Table(
      caption:
        "Streaks of failed steps that a possible one ends, an episode of L0, L1 and L2, and the share of exactly two, the least that RLVMR pays for ending. Ours: \(scale).",
      label: "tbl:rewards-streaks",
      columns: [
        .init("agent"), .init("of one", .right), .init("of two", .right),
        .init("of three or more", .right), .init("exactly two, of all", .right),
      ],
      rows: try ([.grpoTagged, .rlvmr] + Self.ours).map { method in
        let (streaks, episodes) = try measured.failureStreaks(method, EvaluationSplit.ofThePaper)
        func each(_ count: Int) -> Prose { "\(Double(count) / Double(episodes), as: .decimal(2))" }
        return [
          "\(method.title)", each(streaks.single), each(streaks.double), each(streaks.longer),
          "\(percent: streaks.doubleShare)",
        ]
      })
  }

  private func figure(_ measured: Measurements) throws -> Figure {
    let splits = EvaluationSplit.ofThePaper
    let arms = Self.ours + Self.parts
    return Figure(
      "rewards-arms", title: "… minus RLVMR, in percentage points",
      alternativeText:
        "Differences of \(arms.map(\.title).joined(separator: ", ")) from RLVMR in games won, refused commands and "
        + "repeats of possible and of all actions on L0, L1 and L2, with 95% intervals around zero.",
      panels: try ratesInPanels.map { rate, title in
        Panel(
          title, x: .categories(splits.map(\.rawValue)),
          y: Axis("difference", unit: "points", scale: 100),
          layers: [.referenceLine("no difference", y: 0)]
            + (try arms.enumerated().map { place, arm in
              let offset = (Double(place) - Double(arms.count - 1) / 2) * 0.15
              return .points(
                arm.title,
                try splits.enumerated().map { index, split in
                  let interval = try measured.difference(rate, arm, minus: .rlvmr, on: split)
                    .interval
                  return DataPoint(
                    x: Double(index) + offset, y: interval.value, low: interval.low,
                    high: interval.high)
                })
            }))
      }, width: 1080)
  }
}
