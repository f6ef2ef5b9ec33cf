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
      "Trains GRPO with tags and without from cold starts at the other's learning rate, and measures them beside the "
      + "ones at their own. No part of the report; `make starts` runs it. Writes OUTPUT/OtherStarts."
  )

  @OptionGroup var options: ChapterOptions

  /// GRPO with tags and without, from starts at one learning rate.
  struct Pair {
    /// The rate as it is written.
    var name: String
    var tagged: Method
    var think: Method
  }

  /// The tagged start's own rate, then the other start's own.
  static let pairs = [
    Pair(
      name: "\(Method.coldStartTagged.learningRate)", tagged: .grpoTagged, think: .grpoSlowStart),
    Pair(
      name: "\(Method.coldStartThink.learningRate)", tagged: .grpoTaggedFastStart, think: .grpo),
  ]

  /// GRPO in both forms from starts at both rates, without tags first.
  static let trained: [Method] = [.grpo, .grpoSlowStart, .grpoTagged, .grpoTaggedFastStart]

  /// What these start from.
  static let starts = trained.compactMap(\.predecessor)

  /// All that is measured: GRPO with tags at the learning rate of GRPO without, too, so that nothing but tags differs.
  static let compared = starts + trained + [.grpoTaggedFast]

  /// That rate as it is written.
  private static let oneRate = "\(Method.grpo.learningRate)"

  /// The question is about unseen categories.
  static let split = EvaluationSplit.unseenCategories

  func run() throws {
    Interruption.handleSignals()
    let chapter = try Chapter(
      "OtherStarts", options,
      needs: options.experiment.profile.needs(Self.compared, on: [Self.split]),
      trainedOn: .seenCategories)
    let answer = try answer(chapter.measurements)
    try chapter.write(document(chapter, answer), claims: [], answer: [answer])
  }

  /// What came out, in a paragraph.
  func answer(_ measured: Measurements) throws -> String {
    func won(_ first: Method, minus second: Method) throws -> Estimate {
      try measured.difference(.success, first, minus: second, on: Self.split)
    }
    func points(_ estimate: Estimate) -> String { NumberFormat.points.string(estimate.interval) }
    let (slow, fast) = (Self.pairs[0], Self.pairs[1])
    let own = try won(slow.tagged, minus: fast.think)
    let same = try Self.pairs.map { try won($0.tagged, minus: $0.think) }
    let rate = try won(.grpoTaggedFast, minus: slow.think)
    let slower = [
      try won(slow.think, minus: fast.think), try won(slow.tagged, minus: fast.tagged),
    ]
    let title = whetherItIsTheTags(same.map(\.interval), seeds: measured.seeds.count)
    let numbers =
      "from starts at their own rates \(points(own)); both from starts at \(slow.name) \(points(same[0])); "
      + "both from starts at \(fast.name) \(points(same[1]))."
    return
      "**\(title)** Tagged cold starts learned at \(slow.name), those with `<think>` at \(fast.name). GRPO with tags "
      + "minus GRPO without, games won on L2: \(numbers) With GRPO at one rate as well (\(Self.oneRate)), both from "
      + "starts at \(slow.name), \(points(rate)). A start at \(slow.name) in place of \(fast.name) changes games won by "
      + "\(points(slower[0])) without tags and by \(points(slower[1])) with them."
      + whatFewSeedsLeave(of: [own] + same + [rate] + slower)
  }

  private func document(_ chapter: Chapter, _ answer: String) throws -> Document {
    let measured = chapter.measurements
    let scale = try measured.scale()
    return try Document(
      title: "Is it the tags that win more games, or the rate of their start?",
      subtitle: "GRPO with tags and without, from cold starts at both learning rates"
    ) {
      Block.heading(1, "Is it the tags, or the rate of their start?", label: "sec:starts")
      """
      A cold start learns at the rate that did best in its own trials, which were made from an earlier and stronger base \
      model (`LOG.md`), and the two forms of an answer differ in it: tags at \(Self.pairs[0].name), `<think>` at \(Self.pairs[1].name). What is said of tags is said of both together. \
      Here each form starts from the other's rate as well; reinforcement learning pays for the outcome alone in all \
      four. Ours: \(scale). The paper has no such comparison: its GRPO has no cold start.
      """
      Block.paragraph(Prose(answer))
      try chapter.figure(
        figure(measured),
        caption:
          "GRPO without tags and with them, by the learning rate of the cold start, on L2 (unseen rooms and categories). Ours: \(scale), \(measured.spread).",
        label: "fig:starts-won")
      Block.heading(2, "All numbers")
      """
      The question, what would count as which answer and what was expected stand in `LOG.md` (2026-11-28), written \
      before these runs.
      """
      Block.table(
        try measured.differencesTable(
          "", Self.differences, in: Self.columns,
          caption: "Differences after GRPO, on the same games of L2. Ours: \(scale).",
          label: "tbl:starts-differences"))
      Block.table(
        try measured.ratesTable(
          of: Self.compared, in: Self.columns,
          caption: "Every agent of this chapter, on L2. Ours: \(scale).",
          label: "tbl:starts-rates"))
      Block.list([
        "Trials on validation from the bases of these runs were made afterwards (`LOG.md`, 2026-11-28, 14:15). They choose \(Self.pairs[0].name) for both forms: what the report says of tags beside `<think>` was owed to a choice that favoured tags.",
        "The report keeps the starts it had: its rules were fixed before its runs, and these trials came after the test games had been seen.",
        "Rates of reinforcement learning are the report's: \("\(Method.grpo.learningRate)") for GRPO (think), \("\(Method.grpoTagged.learningRate)") for GRPO (tags), each chosen by trials from a start at its own rate. Neither has trials from the other start, which disfavours it there.",
        "The comparison with GRPO at one rate as well was added while these runs went on, before any of their numbers was read.",
      ])
      measured.provenance()
    }
  }

  private static let columns = [
    RateColumn("won", .success, split), RateColumn("refused", .invalid, split),
    RateColumn("repeats of possible actions", .repetitive, split),
    RateColumn("all repeats", .allRepeats, split),
  ]

  private static var differences: [(name: Prose, first: Method, second: Method)] {
    let (slow, fast) = (pairs[0], pairs[1])
    return [
      ("tags minus `<think>`, starts at their own rates", slow.tagged, fast.think),
      ("the same, both starts at \(slow.name)", slow.tagged, slow.think),
      ("the same, both starts at \(fast.name)", fast.tagged, fast.think),
      (
        "the same, both starts at \(slow.name), both GRPO at \(oneRate)", .grpoTaggedFast,
        slow.think
      ),
      ("`<think>`, start at \(slow.name) minus at \(fast.name)", slow.think, fast.think),
      ("tags, start at \(slow.name) minus at \(fast.name)", slow.tagged, fast.tagged),
    ]
  }

  private func figure(_ measured: Measurements) throws -> Figure {
    func points(_ methods: [Method], _ offset: Double) throws -> [DataPoint] {
      try methods.enumerated().map { place, method in
        let interval = try measured.interval(.success, method, Self.split)
        return DataPoint(
          x: Double(place) + offset, y: interval.value, low: interval.low, high: interval.high)
      }
    }
    let panels: [(title: String, think: [Method], tagged: [Method])] = [
      (
        "the starts", Self.pairs.compactMap(\.think.predecessor),
        Self.pairs.compactMap(\.tagged.predecessor)
      ),
      ("after GRPO", Self.pairs.map(\.think), Self.pairs.map(\.tagged)),
    ]
    return Figure(
      "starts-won", title: "Games of L2 won, by form and by the learning rate of the cold start",
      alternativeText:
        "Games of L2 won without tags and with them, by the learning rate of the cold start, for the starts and after "
        + "GRPO, with 95% intervals.",
      panels: try panels.map { title, think, tagged in
        Panel(
          title, x: .categories(Self.pairs.map(\.name)), y: .percent("games"),
          layers: [
            .points("<think>", try points(think, -0.1)),
            .points("tags", try points(tagged, 0.1)),
          ])
      }, width: 1080)
  }
}
