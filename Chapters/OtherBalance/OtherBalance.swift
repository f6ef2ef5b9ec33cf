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
struct OtherBalance: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "OtherBalance",
    abstract: "Do a lighter reward, or the released program's rules, win more games?",
    discussion:
      "Trains RLVMR whose tags weigh half as much beside the outcome, and RLVMR by the released program's rules, by its "
      + "rewards alone and by another reading of the paper's, and measures them beside RLVMR and beside GRPO (tags) at the same learning rate. No part of the report; "
      + "`make balance` runs it on the released games, which suggested none of them. Writes OUTPUT/OtherBalance."
  )

  @OptionGroup var options: ChapterOptions

  /// RLVMR without any pay for reasoning, at its learning rate.
  static let unpaid = Method.grpoTaggedFast

  /// RLVMR by another balance or other rules of its reward.
  struct Arm {
    var method: Method
    /// Its name in a figure.
    var name: String
    /// The opening of its answer.
    var title: String
    /// What it is, in a sentence.
    var words: String
    /// Whether it was asked here of repeats, not of games won: told in this chapter alone, whose question is won
    /// games.
    var isOfRepeats = false
  }

  static let arms = [
    Arm(
      method: .lighter, name: "α = 0.75", title: "A lighter reward",
      words: "With α = 0.75 in place of 0.5 the tags' reward weighs half as much."),
    Arm(
      method: .released, name: "released", title: "The released program's rules",
      words:
        "What the authors' program pays for differs from the paper's text, and is compared within a game."
    ),
    Arm(
      method: .releasedRewards, name: "its rewards", title: "The released rewards alone",
      words: "Paid as by the authors' program, and compared as in the paper.", isOfRepeats: true),
    Arm(
      method: .anyCorrection, name: "any correction",
      title: "Reflection paid for any other command",
      words:
        "The paper's “corrective action” after failures is read as possible in this report, here as any other.",
      isOfRepeats: true),
  ]

  static let compared: [Method] = [.coldStartTagged, unpaid] + arms.map(\.method) + [.rlvmr]

  func run() throws {
    Interruption.handleSignals()
    let chapter = try Chapter(
      "OtherBalance", options,
      needs: options.experiment.profile.needs(Self.compared, on: EvaluationSplit.ofThePaper),
      trainedOn: .seenCategories)
    let answers = try Self.arms.map { try answer($0, chapter.measurements) }
    try chapter.write(document(chapter, answers), claims: [], answer: answers)
  }

  /// What came out of an arm, in a paragraph.
  private func answer(_ arm: Arm, _ measured: Measurements) throws -> String {
    func differences(_ other: Method) throws -> [Estimate] {
      try ratesInWords.map {
        try measured.difference($0, arm.method, minus: other, on: .unseenCategories)
      }
    }
    func won(minus other: Method, _ split: EvaluationSplit) throws -> String {
      NumberFormat.points.string(
        try measured.difference(.success, arm.method, minus: other, on: split).interval)
    }
    let (unpaid, asWritten) = (try differences(Self.unpaid), try differences(.rlvmr))
    let seeds = measured.seeds.count
    let title =
      whetherItWinsMoreHereToo(arm.title, unpaid[0].interval, seeds: seeds)
      + (seeds == 1
        ? ""
        : " \(whatItDoesToRepeats(possible: unpaid[2].interval, all: unpaid[3].interval))")
    let mark = arm.isOfRepeats ? "*" : "**"
    return
      "\(mark)\(title)\(mark) \(arm.words) Beside GRPO (tags) at the same learning rate, which is not paid for reasoning at all, on "
      + "L2: \(besideInWords(unpaid)). Games won differ by \(try won(minus: Self.unpaid, .seen)) on L0 and by "
      + "\(try won(minus: Self.unpaid, .unseen)) on L1.\(whatFewSeedsLeave(of: unpaid)) Beside RLVMR as this report has it, on L2: "
      + "\(besideInWords(asWritten)); games won differ by \(try won(minus: .rlvmr, .seen)) on L0 and by "
      + "\(try won(minus: .rlvmr, .unseen)) on L1."
  }

  private func document(_ chapter: Chapter, _ answers: [String]) throws -> Document {
    let measured = chapter.measurements
    let scale = try measured.scale()
    return try Document(
      title: "Do a lighter reward, or the released program's rules, win more games?",
      subtitle: "What won more games or repeated less elsewhere, where it was not found"
    ) {
      Block.heading(
        1, "Do a lighter reward, or the released program's rules, win more games?",
        label: "sec:balance")
      """
      In the paper an advantage is one half the outcome's and one half the tags' (\(math: "\\alpha = 0.5") in equation \
      4). Where other weights were tried, on generated games (`OtherWeights`), one quarter for the tags won more games \
      than a half; where other rules were (`OtherMethods`), those of the authors' released program won more than those of \
      the paper's text. Each was the best of several by the games that it was then seen to win, so it looks \
      better there than it is. There, too, it was what the program *pays* for that made the agent repeat itself less, not what \
      it compares, and of its pay one word: whether the action that corrects failures must be possible. Here all four are tried on games that suggested none, by questions and rules written before these runs \
      (`LOG.md`, 2026-11-28, 13:02, 16:50 and 18:55, with what was added at 19:38). Ours: \(scale).
      """
      answers.map { Block.paragraph(Prose($0)) }
      try chapter.figure(
        figure(measured),
        caption:
          "RLVMR minus GRPO (tags) at the same learning rate: with the tags' reward at half the weight (α = 0.75), by the released program's rules, by its rewards alone, with reflection paid for any other command, and as in this report. L0: seen rooms and categories; L1: unseen rooms; L2: unseen rooms and categories. Above zero is better in the first panel, below zero in the others. Ours: \(scale), \(measured.spread).",
        label: "fig:balance-differences")
      Block.heading(2, "All numbers")
      for split in EvaluationSplit.ofThePaper {
        Block.table(
          try measured.differencesTable(
            "\(split.rawValue)", Self.differences, in: Self.columns(split),
            caption: "Differences on the same games of \(split.inWords). Ours: \(scale).",
            label: "tbl:balance-differences-\(split.rawValue)"))
      }
      for split in EvaluationSplit.ofThePaper {
        Block.table(
          try measured.ratesTable(
            of: Self.compared, in: Self.columns(split),
            caption: "Every agent of this chapter on \(split.inWords). Ours: \(scale).",
            label: "tbl:balance-rates-\(split.rawValue)"))
      }
      Block.list([
        "What a lighter reward and the released rules do to repeats was put into their answers after these numbers were seen; only games won were asked beforehand. Of the other two repeats were asked first.",
        "All learn at RLVMR's rate, chosen by trials of RLVMR as this report has it, and so does GRPO (tags) here; at its own rate it stands in the report.",
        "No weight and no rule was chosen by what is read here, and no others were tried on these games.",
        "Everything that the released program does otherwise stands in `Sources/MetaReasoning/Rewards/Variant.swift`.",
      ])
      measured.provenance()
    }
  }

  private static func columns(_ split: EvaluationSplit) -> [RateColumn] {
    ratesInPanels.map { RateColumn($0.title, $0.rate, split) }
  }

  private static var differences: [(name: Prose, first: Method, second: Method)] {
    (arms.map(\.method) + [.rlvmr]).map { ("\($0.title) minus GRPO (tags)", $0, unpaid) }
      + arms.map { ("\($0.method.title) minus RLVMR", $0.method, .rlvmr) }
  }

  private func figure(_ measured: Measurements) throws -> Figure {
    let splits = EvaluationSplit.ofThePaper
    let shown = Self.arms.map { ($0.name, $0.method) } + [("as in this report", .rlvmr)]
    return Figure(
      "balance-differences", title: "RLVMR minus GRPO (tags) at one rate, in percentage points",
      alternativeText:
        "Differences of RLVMR with a lighter reward, by the released program's rules, by its rewards alone, with reflection paid for any other command and as in this report and GRPO (tags) "
        + "in games won, refused commands and repeats of possible and of all actions on L0, L1 and L2, with 95% intervals "
        + "around zero.",
      panels: try ratesInPanels.map { rate, title in
        Panel(
          title, x: .categories(splits.map(\.rawValue)),
          y: Axis("difference", unit: "points", scale: 100),
          layers: [.referenceLine("no difference", y: 0)]
            + (try shown.enumerated().map { place, arm in
              .points(
                arm.0,
                try splits.enumerated().map { index, split in
                  let interval = try measured.difference(
                    rate, arm.1, minus: Self.unpaid, on: split
                  ).interval
                  return DataPoint(
                    x: Double(index) + 0.15 * (Double(place) - Double(shown.count - 1) / 2),
                    y: interval.value,
                    low: interval.low, high: interval.high)
                })
            }))
      }, width: 1080)
  }
}
