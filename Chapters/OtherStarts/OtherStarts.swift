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
struct OtherStarts: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "OtherStarts",
    abstract: "Is it the tags, or the learning rate of their cold start?",
    discussion:
      "Trains GRPO without tags from a cold start at the tagged start's learning rate too, and measures it beside GRPO "
      + "with tags. No part of the report; `make starts` runs it. Writes OUTPUT/OtherStarts.")

  @OptionGroup var options: ChapterOptions

  /// GRPO without tags from a start at its own rate and at the tagged start's, and with tags.
  static let trained: [Method] = [.grpo, .grpoSlowStart, .grpoTagged]

  /// What these start from.
  static let starts = trained.compactMap(\.predecessor)

  /// The question is about unseen categories.
  static let split = EvaluationSplit.unseenCategories

  func run() throws {
    Interruption.handleSignals()
    let chapter = try Chapter(
      "OtherStarts", options,
      needs: options.experiment.profile.needs(Self.trained + Self.starts, on: [Self.split]),
      trainedOn: .seenCategories)
    let answer = try answer(chapter.measurements)
    try chapter.write(document(chapter, answer), claims: [], answer: [answer])
  }

  /// What came out, in a paragraph.
  private func answer(_ measured: Measurements) throws -> String {
    func won(_ first: Method, minus second: Method) throws -> Estimate {
      try measured.difference(.success, first, minus: second, on: Self.split)
    }
    func points(_ estimate: Estimate) -> String { NumberFormat.points.string(estimate.interval) }
    let own = try won(.grpoTagged, minus: .grpo)
    let same = try won(.grpoTagged, minus: .grpoSlowStart)
    let slower = try won(.grpoSlowStart, minus: .grpo)
    return
      "**\(whetherItIsTheTags(same.interval, seeds: measured.seeds.count))** Tagged cold starts learned at \(Self.slow), those "
      + "with `<think>` at \(Self.fast). GRPO with tags minus GRPO without, games won on L2: from starts at their own "
      + "rates \(points(own)); both from starts at \(Self.slow) \(points(same)).\(whatFewSeedsLeave(of: [own, same])) "
      + "The slower start alone changes games won without tags by \(points(slower))."
  }

  /// The learning rates of the two starts, as they are written.
  private static let slow = "\(Method.coldStartTagged.learningRate)"
  private static let fast = "\(Method.coldStartThink.learningRate)"

  private func document(_ chapter: Chapter, _ answer: String) throws -> Document {
    let measured = chapter.measurements
    let scale = try measured.scale()
    return try Document(
      title: "Is it the tags, or the rate of their start?",
      subtitle: "GRPO with tags and without, from cold starts at one learning rate"
    ) {
      Block.heading(1, "Is it the tags, or the rate of their start?", label: "sec:starts")
      """
      A cold start learns at the rate that did best in its own trials, and the two forms of an answer differ in it: \
      tags at \(Self.slow), `<think>` at \(Self.fast). So what the report says of tags is said of tags and a slower \
      start together. Here `<think>` has a start at the tags' rate as well; reinforcement learning pays for the \
      outcome alone in all of them. Ours: \(scale). The paper has no such comparison: its GRPO has no cold start.
      """
      Block.paragraph(Prose(answer))
      try chapter.figure(
        figure(measured),
        caption:
          "Games of L2 (unseen rooms and categories) won by the cold starts and after GRPO. Ours: \(scale), \(measured.spread).",
        label: "fig:starts-won")
      Block.heading(2, "All numbers")
      """
      The question, what would count as which answer and what was expected stand in `LOG.md` (2026-11-28), written \
      before these runs.
      """
      Block.table(try differences(measured, scale))
      Block.table(try rates(measured, scale))
      Block.list([
        "Nothing is chosen by what is read here: the report keeps the starts it had.",
        "Rates of reinforcement learning are the report's: \("\(Method.grpo.learningRate)") for GRPO (think), \("\(Method.grpoTagged.learningRate)") for GRPO (tags), each chosen by trials from a start at its own rate. GRPO (think) has no trials from the slower start, which disfavours it there.",
        "The other way round, tags from a start at \(Self.fast), was planned too and has not been run.",
      ])
      measured.provenance()
    }
  }

  private static let rates: [(title: String, rate: Rate)] = [
    ("won", .success), ("refused", .invalid), ("repeats of possible actions", .repetitive),
    ("all repeats", .allRepeats),
  ]

  private func differences(_ measured: Measurements, _ scale: Prose) throws -> Table {
    func row(_ name: Prose, _ first: Method, minus second: Method) throws -> [Prose] {
      [name]
        + (try Self.rates.map {
          "\(try measured.difference($0.rate, first, minus: second, on: Self.split).interval, as: .points)"
        })
    }
    return Table(
      caption: "Differences on the same games of L2. Ours: \(scale).",
      label: "tbl:starts-differences",
      columns: [.init("")] + Self.rates.map { .init(Prose($0.title), .right) },
      rows: [
        try row("tags minus `<think>`, starts at their own rates", .grpoTagged, minus: .grpo),
        try row(
          "tags minus `<think>`, both starts at \(Self.slow)", .grpoTagged, minus: .grpoSlowStart),
        try row(
          "`<think>`, start at \(Self.slow) minus at \(Self.fast)", .grpoSlowStart, minus: .grpo),
      ])
  }

  private func rates(_ measured: Measurements, _ scale: Prose) throws -> Table {
    Table(
      caption: "Every agent of this chapter, on L2. Ours: \(scale).", label: "tbl:starts-rates",
      columns: [.init("agent")] + Self.rates.map { .init(Prose($0.title), .right) },
      rows: try (Self.starts + Self.trained).map { method in
        ["\(method.title)"]
          + (try Self.rates.map { "\(try measured.interval($0.rate, method, Self.split))" })
      })
  }

  private func figure(_ measured: Measurements) throws -> Figure {
    func points(_ methods: [Method], _ offset: Double) throws -> [DataPoint] {
      try methods.enumerated().map { place, method in
        let interval = try measured.interval(.success, method, Self.split)
        return DataPoint(
          x: Double(place) + offset, y: interval.value, low: interval.low, high: interval.high)
      }
    }
    return Figure(
      "starts-won", title: "Games of L2 won, by form and by the learning rate of the cold start",
      alternativeText:
        "Games of L2 won without tags from starts at two learning rates and with tags, by the starts and after GRPO, "
        + "with 95% intervals.",
      panels: [
        Panel(
          "",
          x: .categories([
            "<think>, start at \(Self.fast)", "<think>, start at \(Self.slow)",
            "tags, start at \(Self.slow)",
          ]), y: .percent("games"),
          layers: [
            .points("the start", try points(Self.starts, -0.1)),
            .points("after GRPO", try points(Self.trained, 0.1)),
          ])
      ])
  }
}
