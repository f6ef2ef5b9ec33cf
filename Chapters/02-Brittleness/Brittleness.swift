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
struct Brittleness: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "Brittleness",
    abstract: "Claim 2: SFT is efficient, but brittle.",
    discussion: "Trains SFT and GRPO where no finished run is found, measures them, and writes "
      + "OUTPUT/Brittleness/chapter.md, results.json and figures.")

  @OptionGroup var options: ChapterOptions

  /// All that is measured.
  private var needs: [Need] {
    let profile = options.experiment.profile
    let usual = profile.needs(
      [options.methods.grpoStart, .supervised, options.methods.grpo], on: EvaluationSplit.ofThePaper
    )
    guard options.methods.matchesGames else { return usual }
    let matched: [Method] =
      profile.isOfMainMethods ? [.supervised] : methodsOnMatchedGames
    return usual + profile.needs(matched, on: [.gamesOfL2, .unseenCategories])
  }

  /// The methods whose cost of not training on two categories is measured, in profiles of the main methods
  /// of SFT alone.
  private var methodsOnMatchedGames: [Method] {
    [.coldStartThink, .coldStartTagged, .supervised, .grpo, .rlvmr]
  }

  func run() throws {
    Interruption.handleSignals()
    let chapter = try Chapter("Brittleness", options, needs: needs)
    let claims = holmAdjusted(
      try chapter.measurements.brittlenessClaims(
        onMatchedGames: options.methods.matchesGames, command: chapter.command))
    try chapter.write(document(chapter, claims), claims: claims)
  }

  private func document(_ chapter: Chapter, _ claims: [ClaimResult]) throws -> Document {
    let measured = chapter.measurements
    let seen = try measured.interval(.success, .supervised, .seen)
    let unseen = try measured.interval(.success, .supervised, .unseenCategories)
    let loss = try measured.difference(
      .success, .supervised, on: .seen, minus: .unseenCategories
    ).interval
    let (grpo, grpoStart) = (measured.methods.grpo, measured.methods.grpoStart)
    let overSFT = try measured.difference(
      .success, grpo, minus: .supervised, on: .unseenCategories
    ).interval
    let startOverSFT = try measured.difference(
      .success, grpoStart, minus: .supervised, on: .unseenCategories
    ).interval
    let paperSeen = PaperNumbers.value(.success, .supervised, .seen) ?? .nan
    let paperUnseen = PaperNumbers.value(.success, .supervised, .unseenCategories) ?? .nan
    let title = "Claim 2: SFT is efficient, but brittle"
    let scale = try measured.scale()

    return try Document(
      title: title,
      subtitle: try measured.oneTraining + brittlenessInWords(measured, loss).asSentence + " "
        + inWords(
          overSFT, "GRPO wins", ("more", "fewer"), "games of unseen categories than SFT"
        ).asSentence + " "
        + inWords(
          try measured.difference(.invalid, .supervised, minus: grpo, on: .seen).interval,
          "SFT's commands are refused", ("more", "less"), "often than GRPO's in seen rooms"
        ).asSentence
    ) {
      Block.heading(1, "\(title)", label: "sec:brittleness")
      """
      Supervised fine-tuning copies an expert. The paper's second claim is that this is efficient on tasks of the kinds \
      it has seen, and breaks on kinds it has not: at 7 billion parameters \
      it solves \(percent: paperSeen) of the games with seen rooms and categories (L0), \
      \(percent: paperUnseen) of those with unseen ones (L2).
      """
      """
      SFT wins \(seen) of L0 and \(unseen) of L2: L0 minus L2 is \(loss, as: .points); \
      L0 minus L1, where rooms alone are new, is \
      \(try measured.difference(.success, .supervised, on: .seen, minus: .unseen).interval, as: .points). \
      \(try onMatchedGames(measured)) Is that SFT's own? \(Prose(grpo.title)) loses \
      \(try measured.difference(.success, grpo, on: .seen, minus: .unseenCategories).interval, as: .points) from L0 to \
      L2, its start \
      \(try measured.difference(.success, grpoStart, on: .seen, minus: .unseenCategories).interval, as: .points). \
      Ours: \(scale); the paper's are of Qwen2.5-7B.\(measured.whichGRPO)
      """
      try chapter.figure(
        successFigure(measured),
        caption:
          "Games won. Whiskers: \(measured.spread). Diamonds: the paper, 7B.",
        label: "fig:brittleness-success")
      if measured.methods.matchesGames && !measured.profile.isOfMainMethods {
        Block.table(try matchedTable(measured))
      }
      """
      Does reinforcement learning generalise better, or does its start? On L2 \
      \(inWords(overSFT, "GRPO wins", ("more", "fewer"), "games than SFT")); before any reinforcement learning, \
      \(inWords(startOverSFT, "its cold start wins", ("more", "fewer"), "games than SFT")). \
      What the second difference explains, reinforcement learning did not do.
      """
      try chapter.figure(
        efficiencyFigure(measured),
        caption:
          "How economically they act. Whiskers: \(measured.spread). Diamonds: the paper, 7B (steps: model size not stated there).",
        label: "fig:brittleness-efficiency")
      """
      A fair reading needs the amounts: SFT saw \(measured.store.settings.supervised.episodes) expert \
      episodes, \(measured.store.settings.supervised.epochs) times each; GRPO saw \
      \(measured.store.settings.coldStart.episodes) of them in its cold start, \
      \(measured.store.settings.coldStart.epochs) times each, and then played \
      \(measured.store.settings.reinforcement.iterations * measured.store.settings.reinforcement.games * measured.store.settings.reinforcement.rollouts) \
      episodes of its own. The paper does not say how many episodes its SFT saw.
      """
      Block.heading(2, "The claims, judged")
      claims.map { Block.claim($0) }
      Block.heading(2, "Seen and unseen")
      """
      Three splits, as in the paper. L0: seen rooms, seen categories. L1: unseen rooms, seen \
      categories. L2: unseen rooms and two categories that no method trained on, and of which the \
      \(measured.store.isPretrained ? "agent" : "base model") never saw a complete demonstration: cool-and-place and pick-two. \(trained(measured))
      """
      """
      L0 and L2 are different games, and the games of L2 may simply be harder. \
      \(measured.methods.matchesGames ? "So we also train SFT on all six categories and let it play the games of L2: the difference between these two agents, on the same games, is what not having trained on their categories costs." : "The full profile trains SFT on all six categories as well and lets it play the same games; here that is left out (the quick profile of a pretrained agent has two hours), so this chapter cannot tell harder games from unseen ones.")
      """
      Block.heading(2, "What SFT minimises")
      """
      SFT's loss is the mean cross-entropy of the expert's words; everything the world says is read, \
      not learned:
      """
      Block.equation(
        "L = -\\frac{1}{|T|}\\sum_{t \\in T} \\log \\pi_\\theta(x_t \\mid x_{<t})",
        label: "eq:cross-entropy")
      Block.code(try chapter.snippets.excerpt("supervised-loss"))
      Block.exercise(
        "More data for SFT",
        [
          .paragraph(
            "Would SFT's loss shrink with more data? Double the episodes of the profile and measure on a *validation* split first."
          )
        ],
        solution: [
          .paragraph(
            "`SupervisedSettings.episodes` in `Profile.swift`; then `rlvmr evaluate sft --split validation-unseen-category --train-on development-without-heat`. More episodes of the same categories help with rooms; whether they help with categories is the question the L2 column answers, once, at the end."
          )
        ])
      measured.provenance()
    }
  }

  /// What SFT's loss is, on the same games where these were played.
  private func brittlenessInWords(_ measured: Measurements, _ loss: Interval) throws -> String {
    guard measured.methods.matchesGames else {
      return inWords(
        loss, "SFT wins", ("more", "fewer"), "games of seen categories than of unseen ones")
    }
    return inWords(
      try measured.costOfNotTraining(.success, .supervised).interval, "SFT wins", ("more", "fewer"),
      "of the same games where it trained on their categories than where it did not")
  }

  /// What not having trained on two categories costs SFT; empty where that is not measured.
  private func onMatchedGames(_ measured: Measurements) throws -> Prose {
    guard measured.methods.matchesGames else { return "" }
    let cost = try measured.costOfNotTraining(.success, .supervised).interval
    return
      "On the games of L2 the agent trained on all six categories wins \(try measured.interval(.success, .supervised, .gamesOfL2)): not having trained on two of them costs \(cost, as: .points)."
  }

  /// What the agents of each split were trained on.
  private func trained(_ measured: Measurements) -> String {
    measured.trainingSet(for: .seen) == measured.trainingSet(for: .unseenCategories)
      ? "In the \(measured.profile.rawValue) profile all three are played by the same agents, trained on "
        + "the four seen categories, and L0 and L1 hold games of these four."
      : "As in the paper, L0 and L1 are played by agents trained on all six categories, L2 by agents "
        + "trained on four."
  }

  private func successFigure(_ measured: Measurements) throws -> Figure {
    Figure(
      "brittleness-success", title: "Success by split",
      alternativeText: "Bars of the success rate of the cold start, SFT and GRPO on L0, L1 and L2 "
        + "with 95% intervals and the paper's numbers as diamonds.",
      panels: [
        try measured.bars(
          .success, of: [measured.methods.grpoStart, .supervised, measured.methods.grpo],
          on: EvaluationSplit.ofThePaper,
          panel: "")
      ])
  }

  private func efficiencyFigure(_ measured: Measurements) throws -> Figure {
    let (methods, splits) = (
      [Method.supervised, measured.methods.grpo], EvaluationSplit.ofThePaper
    )
    return Figure(
      "brittleness-efficiency", title: "Efficiency by split",
      alternativeText: "Bars of the invalid action rate and of the mean steps an episode of SFT "
        + "and GRPO on L0, L1 and L2 with 95% intervals and the paper's numbers as diamonds.",
      panels: [
        try measured.bars(.invalid, of: methods, on: splits, panel: "invalid actions"),
        try measured.bars(.steps, of: methods, on: splits, panel: "steps an episode"),
      ])
  }

  /// What not having trained on two categories costs each method.
  private func matchedTable(_ measured: Measurements) throws -> Table {
    Table(
      caption:
        "The games of L2, played by agents trained on all six categories and by agents trained on four, and the difference on the same games. Ours: \(try measured.scale()).",
      label: "tbl:brittleness-matched",
      columns: [
        .init("method"), .init("trained on six", .right), .init("trained on four", .right),
        .init("cost of not training on them", .right),
      ],
      rows: try methodsOnMatchedGames.map { method in
        [
          "\(method.title)", "\(try measured.interval(.success, method, .gamesOfL2))",
          "\(try measured.interval(.success, method, .unseenCategories))",
          "\(try measured.costOfNotTraining(.success, method).interval, as: .points)",
        ]
      })
  }
}
