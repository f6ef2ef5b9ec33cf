import Agent
import ArgumentParser
import ChapterSupport
import Experiments
import Foundation
import HouseholdWorld
import Methods
import Notebook
import Statistics

@main
struct OtherPairs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "OtherPairs",
    abstract: "Would other unseen categories say the same?",
    discussion:
      "Holds out two more pairs of categories than the paper's, with base models of their own, and judges the "
      + "claims about unseen categories over all three. No part of the report, as it takes half an hour "
      + "more; `make pairs` runs it. Writes OUTPUT/OtherPairs.")

  @OptionGroup var options: ChapterOptions

  /// What is trained for each pair.
  static let compared: [Method] = [.coldStartTagged, .supervised, .grpoTagged, .rlvmr]

  /// What was added after the first results: GRPO (tags) at RLVMR's rate where its own is another, and beside it
  /// RLVMR with a lighter reward and by the released program's rules.
  static func added(_ methods: ComparedMethods) -> [Method] {
    methods.atOneRate.map { [$0, .lighter, .released] } ?? []
  }

  func validate() throws {
    if options.experiment.base != nil {
      throw ValidationError(
        "--base: every pair of held-out categories has base models of its own; leave it out")
    }
  }

  func run() throws {
    Interruption.handleSignals()
    if !options.needs { try makeBases() }
    let chapter = try Chapter(
      "OtherPairs", options, needs: [],
      needsByPair: options.experiment.profile.needs(
        Self.compared + Self.added(options.methods),
        on: EvaluationSplit.ofThePaper))
    let pairs = PairsOfCategories(chapter.measurementsByPair)
    let claims = try claims(pairs, command: chapter.command)
    let answer = try answer(pairs)
    try chapter.write(document(chapter, pairs, claims, answer), claims: claims, answer: [answer])
  }

  private func document(
    _ chapter: Chapter, _ pairs: PairsOfCategories, _ claims: [ClaimResult], _ answer: String
  ) throws -> Document {
    let measured = chapter.measurements
    let scale = try measured.scale()
    return try Document(
      title: "Would other unseen categories say the same?",
      subtitle: "Two more pairs of held-out categories beside the paper's"
    ) {
      Block.heading(1, "Would other unseen categories say the same?", label: "sec:pairs")
      """
      The paper's claims are about categories of tasks that an agent was never trained on, and it holds out one pair, \
      cool-and-place and pick-two. Whether a method carries over may depend on which. So two more \
      pairs were held out, each like the paper's a task that prepares a thing and a task of another kind, and \
      the same methods were trained on the other four categories at the same rates. Ours: \(scale); the paper's agents \
      have 1.5 and 7 billion parameters, and its claims are of one pair.
      """
      Block.paragraph(Prose(answer))
      try chapter.figure(
        differencesFigure(pairs),
        caption:
          "RLVMR minus GRPO (tags), the same start without the reward for reasoning, on the unseen categories of each pair, named by its task that prepares a thing, and over all three. Above zero is better in the first panel, below zero in the others. Ours: \(scale), \(measured.spread). Diamonds: the paper's RLVMR minus its GRPO at 7B, but for games won, where they are its Table 3 (1.5B), the same comparison as ours.",
        label: "fig:pairs-differences")
      Block.heading(2, "The claims, over all pairs")
      """
      A claim's number is the mean over the three pairs. Its interval draws seeds once for all pairs, since seed 1 is the same \
      chance in each, and tasks once for all, since pick-two is held out in two of them; pairs are not drawn, \
      so nothing is said of pairs that were not run. Rules, claims and expectations stand in `LOG.md` \
      (2026-11-28), written before these runs.
      """
      claims.map { Block.claim($0) }
      Block.heading(2, "Pair by pair")
      Block.table(
        try differencesTable(
          pairs, minus: .grpoTagged, over: ("all three", pairs),
          caption:
            "RLVMR minus GRPO (tags) on the unseen categories (L2), pair by pair and over all. Ours: \(scale).",
          label: "tbl:pairs-differences"))
      if let other = measured.methods.atOneRate { try added(pairs, beside: other, scale) }
      Block.table(try ratesTable(pairs, scale))
      Block.heading(2, "What each agent has seen", label: "sec:pairs-seen")
      """
      An agent of a pair is trained, from its cold start on, on the four other categories. \(measured.store.isPretrained ? "What the pretrained model itself has read, nobody here decided; the other instructions it learns from show no complete task of a pair." : "Its base model, one a seed, was pretrained like the shipped ones but for the acts of its own pair, of which it has the words: a base for heat-and-place has heated things and put down others, one for look-at-in-light has turned on lamps with empty hands. The paper's pair has the shipped bases.")
      """
      Block.list([
        "No learning rate was chosen for a pair. Those of the report were chosen with heat-and-place held out as a stand-in for the unseen categories (`LOG.md`), and heat-and-place is half of one of these pairs.",
        "Pick-two stands in two pairs. There are three tasks that prepare a thing, one for each pair, and only two of another kind: pick-and-place is never held out, as it is part of most others.",
        "GRPO with `<think>` was not trained here. GRPO (tags) is RLVMR without its reward\(measured.methods.atOneRate == nil ? "" : "; it learns at \(Method.grpoTagged.learningRate) and RLVMR at \(Method.rlvmr.learningRate), each by trials of its own").",
      ])
      measured.provenance(with: chapter.furtherMeasurements)
    }
  }

  /// What was asked after the first results.
  @BlockBuilder
  private func added(
    _ pairs: PairsOfCategories, beside other: Method, _ scale: Prose
  ) throws -> [Block] {
    """
    At one learning rate, RLVMR's, the differences are those of \(ref: "tbl:pairs-one-rate"). They were added after \
    the results above, by a rule written before them (`LOG.md`, 2026-11-28, 12:30); no claim rests on them.
    """
    Block.table(
      try differencesTable(
        pairs, minus: other, over: ("all three", pairs),
        caption: "The same at one learning rate: RLVMR minus \(other.title). Ours: \(scale).",
        label: "tbl:pairs-one-rate"))
    """
    With α at 0.75 in place of 0.5 the tags' reward weighs half as much. That it wins more games was first seen for \
    the paper's pair (`OtherWeights`), which can therefore not test it; the two other pairs can \
    (\(ref: "tbl:pairs-lighter"), by a rule of 13:02).
    """
    Block.table(
      try differencesTable(
        pairs, .lighter, minus: other, over: ("the two others", pairs.others),
        caption: "A lighter reward: \(Method.lighter.title) minus \(other.title). Ours: \(scale).",
        label: "tbl:pairs-lighter"))
    """
    By the rules of the authors' released program RLVMR won more games for the paper's pair (`OtherMethods`), which can \
    as little test that (\(ref: "tbl:pairs-released"), by a rule of 16:50).
    """
    Block.table(
      try differencesTable(
        pairs, .released, minus: other, over: ("the two others", pairs.others),
        caption:
          "The released program's rules: \(Method.released.title) minus \(other.title). Ours: \(scale).",
        label: "tbl:pairs-released"))
  }

  private static let differences: [(rate: Rate, title: String)] = [
    (.success, "games won"), (.repetitive, "repeats, possible actions"),
    (.allRepeats, "repeats, refused ones too"), (.invalid, "refused"), (.steps, "steps"),
  ]

  /// One method minus another on the unseen categories, pair by pair and over some of the pairs.
  private func differencesTable(
    _ pairs: PairsOfCategories, _ first: Method = .rlvmr, minus second: Method,
    over some: (name: String, pairs: PairsOfCategories), caption: Prose, label: String
  ) throws -> Table {
    let last = try Self.differences.map {
      $0.rate.differenceFormat.string(
        try some.pairs.difference($0.rate, first, minus: second).interval)
    }
    return Table(
      caption: caption, label: label,
      columns: [.init("held out")] + Self.differences.map { .init(Prose($0.title), .right) },
      rows: try pairs.each.map { measured in
        ["\(measured.heldOutInWords)"]
          + (try Self.differences.map { rate, _ in
            Prose(
              rate.differenceFormat.string(
                try measured.difference(rate, first, minus: second, on: .unseenCategories)
                  .interval))
          })
      } + [["**\(some.name)**"] + last.map { Prose($0) }])
  }

  private func ratesTable(_ pairs: PairsOfCategories, _ scale: Prose) throws -> Table {
    let columns: [(rate: Rate, split: EvaluationSplit)] = [
      (.success, .seen), (.success, .unseen), (.success, .unseenCategories),
      (.repetitive, .unseenCategories), (.allRepeats, .unseenCategories),
      (.invalid, .unseenCategories),
    ]
    return Table(
      caption:
        "Every method of every pair. L0: seen rooms and categories; L1: unseen rooms; L2: unseen rooms and the held-out categories. Ours: \(scale).",
      label: "tbl:pairs-rates",
      columns: [.init("held out"), .init("method")]
        + columns.map { .init("\($0.rate.title), \($0.split.rawValue)", .right) },
      rows: try pairs.each.flatMap { measured in
        try (Self.compared + Self.added(measured.methods)).map { method in
          ["\(measured.heldOutInWords)", "\(method.title)"]
            + (try columns.map { "\(try measured.interval($0.rate, method, $0.split))" })
        }
      })
  }
}
