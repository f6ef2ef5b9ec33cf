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
struct OtherPrompts: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "OtherPrompts",
    abstract: "What if the possible commands stood in every prompt?",
    discussion:
      "Trains SFT, GRPO and RLVMR with all admissible commands behind every observation, as the paper does, and "
      + "measures them beside the same without. No part of the report, as it takes an hour and a half more; "
      + "`make prompts` runs it. Writes OUTPUT/OtherPrompts.")

  @OptionGroup var options: ChapterOptions

  /// What is trained in both ways.
  static let plain: [Method] = [
    .coldStartThink, .coldStartTagged, .supervised, .grpo, .grpoTagged, .rlvmr,
  ]

  /// A method with the possible commands in its prompt.
  static func shown(_ method: Method) -> Method { method.under(.commandsShown) }

  func validate() throws {
    if options.experiment.shownCommands != nil {
      throw ValidationError(
        "--shown-commands: this chapter trains with commands shown and without; leave it out")
    }
  }

  func run() throws {
    Interruption.handleSignals()
    let chapter = try Chapter(
      "OtherPrompts", options,
      needs: options.experiment.profile.needs(
        Self.plain + Self.plain.map(Self.shown), on: EvaluationSplit.ofThePaper),
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
      title: "What if the possible commands stood in every prompt?",
      subtitle: "SFT, GRPO and RLVMR as the paper prompts them"
    ) {
      Block.heading(1, "What if the possible commands stood in every prompt?", label: "sec:prompts")
      """
      In the paper every prompt lists the admissible commands, so that an agent need not know which are possible, \
      and in that regime it counted repetition. The agents of the report see observations alone. Here each is \
      trained and measured once more with all possible commands behind every observation, from its cold start on. \
      Ours: \(scale); the paper's agents have 1.5 and 7 billion parameters.
      """
      Block.paragraph(Prose(answer))
      try chapter.figure(
        figure(measured),
        caption:
          "Every method without the list and with it, on L2 (unseen rooms and categories); *think* and *tags* are GRPO (think) and GRPO (tags). Ours: \(scale), \(measured.spread). Diamonds: the paper's numbers, which are of prompts with the list; of GRPO (tags) it gives none here.",
        label: "fig:prompts-methods")
      Block.heading(2, "The claims, with the list in everybody's prompt")
      """
      The rules are those of the report. Claims and expectations stand in `LOG.md` (2026-11-28), written before \
      these runs.
      """
      claims.map { Block.claim($0) }
      Block.heading(2, "What the list does to each")
      Block.table(
        try measured.differencesTable(
          "agent", Self.plain.map { ("\($0.title)", Self.shown($0), $0) }, in: RateColumn.usual,
          caption:
            "Each agent with the list minus the same without, on the same games. Ours: \(scale).",
          label: "tbl:prompts-differences"))
      Block.table(
        try measured.ratesTable(
          of: Self.plain + Self.plain.map(Self.shown),
          in: RateColumn.usual + [RateColumn("malformed, L2", .malformed, .unseenCategories)],
          caption: "Every agent of this chapter. Ours: \(scale).", label: "tbl:prompts-rates"))
      Block.list([
        "The base models never read such a list: the \(measured.store.settings.coldStart.episodes) episodes of a cold start, and those of SFT, are all that teaches it. This disfavours the agents that have it, all alike.",
        "No learning rate was tried with the list. Every method has the rate that its trials without it gave.",
        "The list holds every possible command but `help`; the paper's prompts leave that out too.",
      ])
      measured.provenance()
    }
  }

  private func figure(_ measured: Measurements) throws -> Figure {
    let split = EvaluationSplit.unseenCategories
    let methods: [(method: Method, name: String)] = [
      (.supervised, "SFT"), (.grpo, "think"), (.grpoTagged, "tags"),
      (.rlvmr, "RLVMR"),
    ]
    return Figure(
      "prompts-methods", title: "L2, without and with the possible commands in the prompt",
      alternativeText:
        "Games won, refused commands and repeats of possible and of all actions on L2 for SFT, GRPO (think), GRPO "
        + "(tags) and RLVMR, each without and with the possible commands in its prompt, with 95% intervals and the "
        + "paper's numbers.",
      panels: try ratesInPanels.map { rate, title in
        func points(_ change: (Method) -> Method, _ offset: Double) throws -> [DataPoint] {
          try methods.enumerated().map { place, each in
            let interval = try measured.interval(rate, change(each.method), split)
            return DataPoint(
              x: Double(place) + offset, y: interval.value, low: interval.low, high: interval.high)
          }
        }
        // The paper does not say which of the two readings of repetition is its own.
        let paper = methods.enumerated().compactMap { place, each in
          measured.paperNumber(rate == .allRepeats ? .repetitive : rate, each.method, split)
            .map { DataPoint(x: Double(place) + 0.3, y: $0) }
        }
        return Panel(
          title, x: .categories(methods.map(\.name)),
          y: .percent(rate == .success ? "games" : "share of steps"),
          layers: [
            .points("without the list", try points({ $0 }, -0.1)),
            .points("with the list", try points(Self.shown, 0.1)),
            .reference("paper", beside: nil, paper),
          ])
      }, width: 1080)
  }
}
