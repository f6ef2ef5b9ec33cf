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
struct OtherWeights: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "OtherWeights",
    abstract: "Which tag's reward leads to fewer refused commands, and does more of it do more?",
    discussion:
      "Trains RLVMR that does not pay a tag or does not have it, and with other weights of the tags' reward beside the "
      + "outcome's, and measures them beside RLVMR. No part of the report; `make weights` runs it. Writes OUTPUT/OtherWeights."
  )

  @OptionGroup var options: ChapterOptions

  /// RLVMR with less of one tag.
  struct Tag {
    /// The tag's name.
    var name: String
    /// RLVMR that does not pay it; nil for monitor, which nothing pays.
    var unpaid: Method?
    /// RLVMR that does not have it.
    var leftOut: Method
    /// What that starts from, which does not have it either.
    var start: Method
  }

  static let tags = zip(ResponseGrammar.tagged.tags, Method.leftOut).compactMap { tag, arm in
    arm.predecessor.map { start in
      Tag(
        name: tag.rawValue,
        unpaid: Method.unpaid.first { $0.name == "rlvmr-unpaid-\(tag.rawValue)" },
        leftOut: arm, start: start)
    }
  }

  /// RLVMR by how much its tags weigh in the advantage, 1 − α in equation 4, from nothing to everything.
  static let weights: [(tags: Double, method: Method)] =
    (Method.alphas + [.rlvmr]).compactMap { method in
      method.reinforcement?.constants["alpha"].map { (1 - $0, method) }
    }.sorted { $0.tags < $1.tags }

  /// Refusals are asked about on L2 and games won on L0, where there are some to be lost.
  static let splits: [EvaluationSplit] = [.seen, .unseenCategories]

  static let arms = tags.compactMap(\.unpaid) + tags.map(\.leftOut)

  static let compared =
    [.coldStartTagged] + tags.map(\.start) + arms + weights.map(\.method)

  func run() throws {
    Interruption.handleSignals()
    let chapter = try Chapter(
      "OtherWeights", options,
      needs: options.experiment.profile.needs(Self.compared, on: Self.splits),
      trainedOn: .seenCategories)
    let answer = try answer(chapter.measurements)
    try chapter.write(document(chapter, answer), claims: [], answer: [answer])
  }

  private func document(_ chapter: Chapter, _ answer: String) throws -> Document {
    let measured = chapter.measurements
    let scale = try measured.scale()
    return try Document(
      title: "Which tag's reward leads to fewer refused commands, and does more of it do more?",
      subtitle:
        "RLVMR that does not pay a tag or does not have it, and other weights of their reward"
    ) {
      Block.heading(
        1, "Which tag's reward does it, and does more of it do more?", label: "sec:weights")
      """
      What RLVMR's reward does to how an agent plays may be the work of one tag or of all, and a little of it may do as \
      much as more. Three agents are not paid for one of the tags that RLVMR pays; monitor is never paid. Four lack a \
      tag altogether, in their answers, in the demonstrations of their cold start and in their rewards. Four more \
      weigh the tags' reward otherwise beside the outcome's, from not at all to nothing else (\(math: "1 - \\alpha") in \
      equation 4; RLVMR has a half). Ours: \(scale). The paper leaves out no single tag; a later version is said to do \
      so, and to find \(math: "\\alpha = 0.5") best, in numbers that we know at second hand and judge nothing by.
      """
      Block.paragraph(Prose(answer))
      try chapter.figure(
        tagsFigure(measured),
        caption:
          "RLVMR (dashed), and agents that are not paid for one tag or do not have it. L0: seen rooms and categories; L2: unseen rooms and categories. Ours: \(scale), \(measured.spread).",
        label: "fig:weights-tags")
      try chapter.figure(
        weightsFigure(measured),
        caption:
          "RLVMR by the weight of its tags' reward in the advantage, that of the outcome being the rest. Ours: \(scale), \(measured.spread).",
        label: "fig:weights-weights")
      Block.heading(2, "All numbers")
      """
      The question, what would count as which answer and what was expected stand in `LOG.md` (2026-11-28), written \
      before these runs.
      """
      Block.table(
        try measured.differencesTable(
          "arm",
          (Self.arms + Self.weights.map(\.method)).filter { $0.name != Method.rlvmr.name }
            .map { ("\($0.title)", $0, .rlvmr) }, in: Self.columns,
          caption: "Each arm minus RLVMR, on the same games. Ours: \(scale).",
          label: "tbl:weights-differences"))
      Block.table(
        try measured.ratesTable(
          of: Self.compared, in: Self.columns,
          caption: "Every agent of this chapter. Ours: \(scale).", label: "tbl:weights-rates"))
      Block.list([
        "A tag that is left out is missing from the demonstrations too, so these agents' cold starts differ; the first figure shows them. An agent that is not paid for a tag differs from RLVMR in that reward alone.",
        "What the teacher would have tagged with the missing tag it tags *monitor*, or *explore* where monitor itself is missing.",
        "Where the tags weigh everything, the outcome still pays planning, which earns something in games that are won alone; and an answer's form is not credited, since that is part of the outcome's side.",
        "All learn at RLVMR's rate, chosen by trials of RLVMR: that favours RLVMR as it is.",
      ])
      measured.provenance()
    }
  }

  private static let columns = [
    RateColumn("games won, L0", .success, .seen),
    RateColumn("games won, L2", .success, .unseenCategories),
    RateColumn("refused, L2", .invalid, .unseenCategories),
    RateColumn("repeats of possible actions, L2", .repetitive, .unseenCategories),
    RateColumn("all repeats, L2", .allRepeats, .unseenCategories),
  ]
}
