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

  func run() throws {
    Interruption.handleSignals()
    let chapter = try Chapter(
      "OtherStarts", options,
      needs: options.experiment.profile.needs(
        Self.trained + Self.starts, on: EvaluationSplit.ofThePaper),
      trainedOn: .seenCategories)
    let answer = try answer(chapter.measurements)
    try chapter.write(document(chapter, answer), claims: [], answer: [answer])
  }

  /// What came out, in a paragraph.
  func answer(_ measured: Measurements) throws -> String {
    func won(_ first: Method, minus second: Method) throws -> Estimate {
      try measured.difference(.success, first, minus: second, on: .unseenCategories)
    }
    func points(_ estimate: Estimate) -> String { NumberFormat.points.string(estimate.interval) }
    let (slow, fast) = (Self.pairs[0], Self.pairs[1])
    let own = try won(slow.tagged, minus: fast.think)
    let same = try Self.pairs.map { try won($0.tagged, minus: $0.think) }
    let think = points(try won(slow.think, minus: fast.think))
    let tagged = points(try won(slow.tagged, minus: fast.tagged))
    let title = whetherItIsTheTags(same.map(\.interval), seeds: measured.seeds.count)
    let numbers =
      "from starts at their own rates \(points(own)); both from starts at \(slow.name) \(points(same[0])); "
      + "both from starts at \(fast.name) \(points(same[1]))."
    return
      "**\(title)** Tagged cold starts learned at \(slow.name), those with `<think>` at \(fast.name). GRPO with tags "
      + "minus GRPO without, games won on L2: \(numbers)\(whatFewSeedsLeave(of: [own] + same)) A start at \(slow.name) "
      + "in place of \(fast.name) changes games won by \(think) without tags and by \(tagged) with them."
  }

  private func document(_ chapter: Chapter, _ answer: String) throws -> Document {
    let measured = chapter.measurements
    let scale = try measured.scale()
    return try Document(
      title: "Is it the tags, or the rate of their start?",
      subtitle: "GRPO with tags and without, from cold starts at both learning rates"
    ) {
      Block.heading(1, "Is it the tags, or the rate of their start?", label: "sec:starts")
      """
      A cold start learns at the rate that did best in its own trials, and the two forms of an answer differ in it: \
      tags at \(Self.pairs[0].name), `<think>` at \(Self.pairs[1].name). What is said of tags is said of both together. \
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
      Block.table(try differences(measured, scale))
      Block.table(try rates(measured, scale))
      Block.list([
        "Whatever is read here was not used to choose: the report keeps the starts it had.",
        "Rates of reinforcement learning are the report's: \("\(Method.grpo.learningRate)") for GRPO (think), \("\(Method.grpoTagged.learningRate)") for GRPO (tags), each chosen by trials from a start at its own rate.",
      ])
      measured.provenance()
    }
  }

  private static let cells: [(title: String, rate: Rate, split: EvaluationSplit)] = [
    ("won, L0", .success, .seen), ("won, L1", .success, .unseen),
    ("won, L2", .success, .unseenCategories), ("refused, L2", .invalid, .unseenCategories),
    ("repeats of possible actions, L2", .repetitive, .unseenCategories),
    ("all repeats, L2", .allRepeats, .unseenCategories),
  ]

  private func differences(_ measured: Measurements, _ scale: Prose) throws -> Table {
    func row(_ name: Prose, _ tagged: Method, _ think: Method) throws -> [Prose] {
      [name]
        + (try Self.cells.map {
          "\(try measured.difference($0.rate, tagged, minus: think, on: $0.split).interval, as: .points)"
        })
    }
    return Table(
      caption: "With tags minus without, on the same games. Ours: \(scale).",
      label: "tbl:starts-differences",
      columns: [.init("")] + Self.cells.map { .init(Prose($0.title), .right) },
      rows: [try row("GRPO, each start at its own rate", .grpoTagged, .grpo)]
        + (try Self.pairs.map { try row("GRPO, both starts at \($0.name)", $0.tagged, $0.think) })
        + (try Self.pairs.map { pair in
          guard let tagged = pair.tagged.predecessor, let think = pair.think.predecessor else {
            return []
          }
          return try row("the starts themselves, both at \(pair.name)", tagged, think)
        }))
  }

  private func rates(_ measured: Measurements, _ scale: Prose) throws -> Table {
    Table(
      caption: "Every agent of this chapter. Ours: \(scale).", label: "tbl:starts-rates",
      columns: [.init("agent")] + Self.cells.map { .init(Prose($0.title), .right) },
      rows: try (Self.starts + Self.trained).map { method in
        ["\(method.title)"]
          + (try Self.cells.map { "\(try measured.interval($0.rate, method, $0.split))" })
      })
  }

  private func figure(_ measured: Measurements) throws -> Figure {
    let split = EvaluationSplit.unseenCategories
    func points(_ methods: [Method], _ offset: Double) throws -> [DataPoint] {
      try methods.enumerated().map { place, method in
        let interval = try measured.interval(.success, method, split)
        return DataPoint(
          x: Double(place) + offset, y: interval.value, low: interval.low, high: interval.high)
      }
    }
    let kinds =
      [("the starts", Self.pairs.map { ($0.tagged.predecessor, $0.think.predecessor) })] + [
        ("after GRPO", Self.pairs.map { ($0.tagged as Method?, $0.think as Method?) })
      ]
    return Figure(
      "starts-won", title: "Games of L2 won, by form and by the learning rate of the cold start",
      alternativeText:
        "Games of L2 won without tags and with them, by the learning rate of the cold start, for the starts and after "
        + "GRPO, with 95% intervals.",
      panels: try kinds.map { title, methods in
        Panel(
          title, x: .categories(Self.pairs.map { $0.name }), y: .percent("games"),
          layers: [
            .points("<think>", try points(methods.compactMap(\.1), -0.1)),
            .points("tags", try points(methods.compactMap(\.0), 0.1)),
          ])
      }, width: 1080)
  }
}
