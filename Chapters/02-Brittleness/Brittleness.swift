import ArgumentParser
import ChapterSupport
import Gnuplot
import Notebook
import Statistics
import Training

@main
struct Brittleness: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "Brittleness",
    abstract: "Claim 2: SFT is efficient, but brittle.",
    discussion: "Trains SFT and GRPO where no finished run is found, measures them, and writes "
      + "OUTPUT/Brittleness/chapter.md, results.json and figures.")

  @OptionGroup var options: ChapterOptions

  func run() throws {
    Interruption.handleSignals()
    let chapter = try Chapter("Brittleness", options)
    let study = chapter.study
    let splits: [EvaluationSplit] = [.seen, .unseen, .unseenCategories]

    let seen = try study.interval(.success, .supervised, .seen)
    let unseen = try study.interval(.success, .supervised, .unseenCategories)
    let drop = try study.difference(
      .success, .supervised, on: .unseenCategories, minus: .seen)
    let roomDrop = try study.difference(.success, .supervised, on: .unseen, minus: .seen)
    let overSFT = try study.difference(
      .success, .grpo, minus: .supervised, on: .unseenCategories)
    let invalid = try study.difference(.invalid, .supervised, minus: .grpo, on: .seen)
    func paper(_ rate: Rate, _ method: Method, _ split: EvaluationSplit) -> Double {
      PaperNumbers.value(rate, method, split) ?? .nan
    }
    let paperSeen = paper(.success, .supervised, .seen)
    let paperUnseen = paper(.success, .supervised, .unseenCategories)
    let paperDrop = paperUnseen - paperSeen
    let paperGain = PaperNumbers.difference(
      .success, .grpo, minus: .supervised, on: .unseenCategories)
    let paperInvalid = PaperNumbers.difference(.invalid, .supervised, minus: .grpo, on: .seen)
    let guards = study.guards([
      try study.rates(.success, .supervised, .seen),
      try study.rates(.success, .grpo, .unseenCategories),
    ])

    let claims = [
      ClaimResult(
        id: "sft-is-brittle",
        statement: "SFT wins far fewer games of unseen categories (L2) than of seen ones (L0).",
        paper: PaperStatement(
          words: "these policies are often brittle and fail to generalize to novel situations",
          source: "section 1, Table 1",
          numbers: ["L0": paperSeen, "L2": paperUnseen], value: paperDrop),
        measured: study.measurement(drop, as: .points, on: .seen, .unseenCategories),
        rule: .difference(paper: paperDrop),
        guards: guards, command: chapter.command),
      ClaimResult(
        id: "grpo-generalises-better",
        statement: "On unseen categories GRPO wins more games than SFT.",
        paper: PaperStatement(
          words: "can lead to better generalization", source: "section 1, Table 1",
          numbers: [
            "GRPO on L2": paper(.success, .grpo, .unseenCategories), "SFT on L2": paperUnseen,
          ], value: paperGain),
        measured: study.measurement(overSFT, as: .points, on: .unseenCategories),
        rule: .difference(paper: paperGain),
        guards: guards, command: chapter.command),
      ClaimResult(
        id: "sft-is-efficient",
        statement: "On seen tasks SFT makes fewer invalid actions than GRPO.",
        paper: PaperStatement(
          words: "can teach agents efficient behaviors", source: "section 1, Figure 5",
          numbers: [
            "SFT on L0": paper(.invalid, .supervised, .seen),
            "GRPO on L0": paper(.invalid, .grpo, .seen),
          ], value: paperInvalid),
        measured: study.measurement(invalid, as: .points, on: .seen),
        rule: .difference(paper: paperInvalid),
        guards: guards, command: chapter.command),
    ]

    let success = Figure(
      "brittleness-success", title: "Success by split",
      alternativeText: "Bars of the success rate of the cold start, SFT and GRPO on L0, L1 and L2 "
        + "with 95% intervals and the paper's numbers as diamonds.",
      panels: [
        try study.bars(
          .success, of: [.coldStartThink, .supervised, .grpo], on: splits, panel: "")
      ])
    let steps = Figure(
      "brittleness-efficiency", title: "Efficiency by split",
      alternativeText: "Bars of the invalid action rate and of the mean steps an episode of SFT "
        + "and GRPO on L0, L1 and L2 with 95% intervals and the paper's numbers as diamonds.",
      panels: [
        try study.bars(.invalid, of: [.supervised, .grpo], on: splits, panel: "invalid actions"),
        try study.bars(.steps, of: [.supervised, .grpo], on: splits, panel: "steps an episode"),
      ])

    let document = try Document(title: "Claim 2: SFT is efficient, but brittle") {
      Block.heading(1, "Claim 2: SFT is efficient, but brittle", label: "sec:brittleness")
      """
      Supervised fine-tuning copies an expert. On tasks of the kinds it has seen that is hard to \
      beat; the paper's second claim is that it breaks on kinds it has not: at 7 billion parameters \
      \(percent: paperSeen) of the seen tasks are solved (L0), \(percent: paperUnseen) of the \
      unseen (L2).
      """
      Block.heading(2, "Seen and unseen")
      """
      Three splits, as in the paper. L0: seen rooms, seen categories. L1: unseen rooms, seen \
      categories. L2: unseen rooms and two categories that no method trained on, and of which the \
      base model never saw a complete demonstration: cool-and-place and pick-two. In this profile \
      (\(study.profile.rawValue)) the numbers of L0 and L1 come from agents trained on \
      \(study.trainingSet(for: .seen).categories.count) categories, those of L2 from agents trained \
      on \(study.trainingSet(for: .unseenCategories).categories.count).
      """
      """
      SFT's loss is the mean cross-entropy of the expert's words; everything the world says is read, \
      not learned:
      """
      Block.equation(
        "L = -\\frac{1}{|T|}\\sum_{t \\in T} \\log \\pi_\\theta(x_t \\mid x_{<t})",
        label: "eq:cross-entropy")
      Block.code(try chapter.snippets.excerpt("supervised-loss"))
      Block.heading(2, "What came out")
      """
      SFT wins \(seen) of the seen tasks and \(unseen) of the unseen: \(drop, as: .points). New rooms \
      alone cost \(roomDrop, as: .points). GRPO, from the same base and the same 200 episodes, differs \
      from SFT by \(overSFT, as: .points) on unseen categories. Ours: \(study.scale); the paper's are \
      of Qwen2.5-7B.
      """
      try chapter.figure(
        success,
        caption:
          "Games won. Bars: \(study.scale), whiskers: 95% bootstrap over seeds and games. Diamonds: the paper, 7B.",
        label: "fig:brittleness-success")
      try study.table(
        of: [.coldStartThink, .supervised, .grpo], on: splits, label: "tbl:brittleness",
        caption: "SFT beside GRPO and the cold start.")
      try chapter.figure(
        steps,
        caption:
          "How economically they act. Ours: \(study.scale). Diamonds: the paper, 7B (steps: model size not stated there).",
        label: "fig:brittleness-efficiency")
      """
      A fair reading needs the amounts: SFT saw \(study.laboratory.settings.supervised.episodes) expert \
      episodes, \(study.laboratory.settings.supervised.epochs) times each; GRPO saw 200 of them in its \
      cold start and then played \
      \(study.laboratory.settings.reinforcement.iterations * study.laboratory.settings.reinforcement.games * study.laboratory.settings.reinforcement.rollouts) \
      episodes of its own. The paper does not say how many episodes its SFT saw.
      """
      Block.heading(2, "The claims, judged")
      claims.map { Block.claim($0) }
      Block.exercise(
        "More data for SFT",
        [
          .paragraph(
            "Would SFT's drop shrink with more data? Double the episodes of the profile and measure on a *validation* split first."
          )
        ],
        solution: [
          .paragraph(
            "`SupervisedSettings.episodes` in `Profile.swift`; then `rlvmr evaluate sft --split validation-unseen-rooms --set four`. More episodes of the same categories help with rooms; whether they help with categories is the question the L2 column answers, once, at the end."
          )
        ])
      study.provenance()
    }
    try chapter.write(document, claims: claims)
  }
}
