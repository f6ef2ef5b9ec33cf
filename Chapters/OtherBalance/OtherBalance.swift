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
    abstract: "Does a lighter reward for reasoning win more games?",
    discussion:
      "Trains RLVMR whose tags weigh half as much beside the outcome, and measures it beside RLVMR and beside GRPO (tags) "
      + "at the same learning rate. No part of the report; `make balance` runs it on the released games, which did not "
      + "suggest that weight. Writes OUTPUT/OtherBalance.")

  @OptionGroup var options: ChapterOptions

  /// RLVMR without any pay for reasoning, at its learning rate.
  static let unpaid = Method.grpoTaggedFast

  static let compared: [Method] = [.coldStartTagged, unpaid, .lighter, .rlvmr]

  func run() throws {
    Interruption.handleSignals()
    let chapter = try Chapter(
      "OtherBalance", options,
      needs: options.experiment.profile.needs(Self.compared, on: EvaluationSplit.ofThePaper),
      trainedOn: .seenCategories)
    let answer = try answer(chapter.measurements)
    try chapter.write(document(chapter, answer), claims: [], answer: [answer])
  }

  /// What came out, in a paragraph.
  private func answer(_ measured: Measurements) throws -> String {
    func differences(_ other: Method) throws -> [Estimate] {
      try ratesInWords.map {
        try measured.difference($0, .lighter, minus: other, on: .unseenCategories)
      }
    }
    func won(_ split: EvaluationSplit) throws -> String {
      NumberFormat.points.string(
        try measured.difference(.success, .lighter, minus: Self.unpaid, on: split).interval)
    }
    let unpaid = try differences(Self.unpaid)
    let asWritten = try differences(.rlvmr)
    return
      "**\(whetherALighterRewardWinsMore(unpaid[0].interval, seeds: measured.seeds.count))** With α = 0.75 in place of 0.5 "
      + "the tags' reward weighs half as much. Beside GRPO (tags) at the same learning rate, which is not paid for "
      + "reasoning at all, on L2: \(besideInWords(unpaid)). Games won differ by \(try won(.seen)) on L0 and by \(try won(.unseen)) on L1.\(whatFewSeedsLeave(of: unpaid)) "
      + "Beside RLVMR at α = 0.5, on L2: \(besideInWords(asWritten))."
  }

  private func document(_ chapter: Chapter, _ answer: String) throws -> Document {
    let measured = chapter.measurements
    let scale = try measured.scale()
    return try Document(
      title: "Does a lighter reward for reasoning win more games?",
      subtitle: "RLVMR whose tags weigh half as much, where that weight was not found"
    ) {
      Block.heading(1, "Does a lighter reward for reasoning win more games?", label: "sec:balance")
      """
      In the paper an advantage is one half the outcome's and one half the tags' (\(math: "\\alpha = 0.5") in equation \
      4). Where other weights were tried, on generated games (`OtherWeights`), one quarter for the tags won more games \
      than a half. It was the best of several by the games that it was then seen to win, so it looks \
      better there than it is. Here it is tried on games that did not suggest it, by a question and a rule written \
      before these runs (`LOG.md`, 2026-11-28, 13:02). Ours: \(scale).
      """
      Block.paragraph(Prose(answer))
      try chapter.figure(
        figure(measured),
        caption:
          "RLVMR minus GRPO (tags) at the same learning rate, with the tags' reward at half the weight (α = 0.75) and as in the paper (0.5). L0: seen rooms and categories; L1: unseen rooms; L2: unseen rooms and categories. Above zero is better in the first panel, below zero in the others. Ours: \(scale), \(measured.spread).",
        label: "fig:balance-differences")
      Block.heading(2, "All numbers")
      Block.table(try differences(measured, scale))
      Block.table(try rates(measured, scale))
      Block.list([
        "Both weights learn at RLVMR's rate, chosen by trials of RLVMR at 0.5, and so does GRPO (tags) here; at its own rate it stands in the report.",
        "No weight was chosen by what is read here, and no other was tried on these games.",
      ])
      measured.provenance()
    }
  }

  private static let panels: [(title: String, rate: Rate)] = [
    ("games won", .success), ("refused", .invalid), ("repeats, possible actions", .repetitive),
    ("repeats, refused ones too", .allRepeats),
  ]

  private static let pairs: [(title: String, first: Method, second: Method)] = [
    ("α = 0.75 minus GRPO (tags)", .lighter, unpaid),
    ("α = 0.5 minus GRPO (tags)", .rlvmr, unpaid),
    ("α = 0.75 minus 0.5", .lighter, .rlvmr),
  ]

  private func differences(_ measured: Measurements, _ scale: Prose) throws -> Table {
    Table(
      caption: "Differences on the same games. Ours: \(scale).", label: "tbl:balance-differences",
      columns: [.init("split"), .init("")] + Self.panels.map { .init(Prose($0.title), .right) },
      rows: try EvaluationSplit.ofThePaper.flatMap { split in
        try Self.pairs.map { pair in
          ["\(split.rawValue)", Prose(pair.title)]
            + (try Self.panels.map {
              "\(try measured.difference($0.rate, pair.first, minus: pair.second, on: split).interval, as: .points)"
            })
        }
      })
  }

  private func rates(_ measured: Measurements, _ scale: Prose) throws -> Table {
    Table(
      caption: "Every agent of this chapter. Ours: \(scale).", label: "tbl:balance-rates",
      columns: [.init("split"), .init("agent")]
        + Self.panels.map { .init(Prose($0.title), .right) },
      rows: try EvaluationSplit.ofThePaper.flatMap { split in
        try Self.compared.map { method in
          ["\(split.rawValue)", "\(method.title)"]
            + (try Self.panels.map { "\(try measured.interval($0.rate, method, split))" })
        }
      })
  }

  private func figure(_ measured: Measurements) throws -> Figure {
    let splits = EvaluationSplit.ofThePaper
    func points(_ method: Method, _ offset: Double, _ rate: Rate) throws -> [DataPoint] {
      try splits.enumerated().map { place, split in
        let interval = try measured.difference(rate, method, minus: Self.unpaid, on: split).interval
        return DataPoint(
          x: Double(place) + offset, y: interval.value, low: interval.low, high: interval.high)
      }
    }
    return Figure(
      "balance-differences", title: "RLVMR minus GRPO (tags) at one rate, in percentage points",
      alternativeText:
        "Differences of RLVMR at two weights of its tags' reward and GRPO (tags) in games won, refused commands and "
        + "repeats of possible and of all actions on L0, L1 and L2, with 95% intervals around zero.",
      panels: try Self.panels.map { title, rate in
        Panel(
          title, x: .categories(splits.map(\.rawValue)),
          y: Axis("difference", unit: "points", scale: 100),
          layers: [
            .referenceLine("no difference", y: 0),
            .points("α = 0.75", try points(.lighter, -0.12, rate)),
            .points("α = 0.5", try points(.rlvmr, 0.12, rate)),
          ])
      }, width: 1080)
  }
}
