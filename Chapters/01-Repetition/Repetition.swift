import ArgumentParser
import ChapterSupport
import Gnuplot
import Notebook
import Statistics
import Training

@main
struct Repetition: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "Repetition",
    abstract: "Claim 1: outcome-only GRPO succeeds, but repeats itself.",
    discussion: "Trains GRPO and SFT where no finished run is found, measures them, and writes "
      + "OUTPUT/Repetition/chapter.md, results.json and figures.")

  @OptionGroup var options: ChapterOptions

  func run() throws {
    Interruption.handleSignals()
    let chapter = try Chapter("Repetition", options)
    let study = chapter.study
    let splits: [EvaluationSplit] = [.seen, .unseen, .unseenCategories]

    // What is compared, before anything is written about it.
    let success = try study.interval(.success, .grpo, .unseenCategories)
    let gain = try study.difference(
      .success, .grpo, minus: .coldStartThink, on: .unseenCategories)
    let repetition = try study.interval(.repetitive, .grpo, .unseenCategories)
    let repetitionValid = try study.interval(.repetitiveValid, .grpo, .unseenCategories)
    let excess = try study.difference(
      .repetitive, .grpo, minus: .supervised, on: .unseenCategories)
    let excessValid = try study.difference(
      .repetitiveValid, .grpo, minus: .supervised, on: .unseenCategories)
    let refused = try study.refusedShareOfRepetition(.grpo, .unseenCategories)
    let inWon = try study.rate(.repetitive, .grpo, .unseenCategories, won: true)
    let inLost = try study.rate(.repetitive, .grpo, .unseenCategories, won: false)
    let firstSuccess = try study.curve(.grpo, for: .unseenCategories) { $0.successRate }.first?.y
    let firstZero = try study.curve(.grpo, for: .unseenCategories) { $0.zeroVarianceGroups }
      .first?.y
    let paper = PaperNumbers.value(.repetitive, .grpo, .unseenCategories) ?? .nan
    let paperSuccess = PaperNumbers.value(.success, .grpo, .unseenCategories) ?? .nan
    let paperGain = paperSuccess - PaperNumbers.untrainedSuccess[2]
    let guards = study.guards([
      try study.rates(.success, .grpo, .unseenCategories),
      try study.rates(.success, .coldStartThink, .unseenCategories),
    ])

    let claims = [
      ClaimResult(
        id: "grpo-succeeds",
        statement: "Outcome-only GRPO wins more games of unseen categories than the policy it "
          + "started from.",
        paper: PaperStatement(
          words: "improves performance over vanilla models", source: "Figure 1, Table 1",
          numbers: [
            "GRPO on L2": paperSuccess,
            "untrained, ReAct on L2": PaperNumbers.untrainedSuccess[2],
          ], value: paperGain),
        measured: study.measurement(gain, as: .points, on: .unseenCategories),
        rule: .difference(paper: paperGain),
        guards: guards, command: chapter.command),
      ClaimResult(
        id: "grpo-repeats",
        statement: "GRPO repeats itself: at least half the paper's share of its steps on unseen "
          + "categories is repetitive.",
        paper: PaperStatement(
          words: "high rates of repetitive actions", source: "Figure 3",
          numbers: ["GRPO on L2": paper], value: paper),
        measured: study.measurement(repetition, as: .percent, on: .unseenCategories),
        rule: .atLeast(paper / 2),
        guards: guards, command: chapter.command),
      ClaimResult(
        id: "grpo-repeats-more-than-sft",
        statement: "On unseen categories GRPO repeats itself more than SFT does.",
        paper: PaperStatement(
          words: "inefficient exploration", source: "Figure 3",
          numbers: [
            "GRPO on L2": paper,
            "SFT on L2": PaperNumbers.value(.repetitive, .supervised, .unseenCategories) ?? .nan,
          ],
          value: PaperNumbers.difference(
            .repetitive, .grpo, minus: .supervised, on: .unseenCategories)),
        measured: study.measurement(excess, as: .points, on: .unseenCategories),
        rule: .difference(
          paper: PaperNumbers.difference(
            .repetitive, .grpo, minus: .supervised, on: .unseenCategories)),
        guards: guards, command: chapter.command),
    ]

    let rates = Figure(
      "repetition-rates", title: "Repetitive actions by method and split",
      alternativeText: "Bars of the repetitive action rate of SFT and GRPO on L0, L1 and L2, under "
        + "the strict definition and among valid steps only, with 95% intervals and the paper's "
        + "numbers as diamonds.",
      panels: [
        try study.bars(
          .repetitive, of: [.supervised, .grpo], on: splits, panel: "repetitive, of all steps"),
        try study.bars(
          .repetitiveValid, of: [.supervised, .grpo], on: splits,
          panel: "repetitive, of the valid steps"),
      ])
    let learning = Figure(
      "repetition-learning", title: "GRPO while it learns (training games)",
      alternativeText: "Success, repetitive and invalid rates of GRPO's rollouts over training "
        + "iterations, mean and range over seeds.",
      x: Axis("iteration"), y: .percent("share"),
      layers: [
        .line("success", try study.curve(.grpo, for: .unseenCategories) { $0.successRate }),
        .line(
          "repetitive steps",
          try study.curve(.grpo, for: .unseenCategories) { $0.repetitiveActionRate }),
        .line(
          "invalid steps",
          try study.curve(.grpo, for: .unseenCategories) { $0.invalidActionRate }),
        .line(
          "groups without variance",
          try study.curve(.grpo, for: .unseenCategories) { $0.zeroVarianceGroups }),
      ])

    let title = "Claim 1: outcome-only GRPO succeeds, but repeats itself"
    let document = try Document(title: title) {
      Block.heading(1, "\(title)", label: "sec:repetition")
      """
      GRPO rewards an agent for one thing: whether the episode was won. The paper's first claim is \
      that this works, and that it also teaches the agent to wander: on task categories it never \
      trained on, \(percent: paper) of a 7-billion-parameter GRPO agent's steps repeat an earlier \
      step to no effect. Here we train GRPO, count the same thing, and ask what the number is made of.
      """
      Block.heading(2, "The algorithm")
      """
      For every game a group of rollouts is played. A rollout's advantage is its outcome, compared \
      with the group:
      """
      Block.equation(
        "A^{\\mathrm{traj}}_k = \\frac{R(\\tau_k) - \\mu_R}{\\sigma_R}", label: "eq:trajectory")
      """
      All agent tokens of the episode share it (\(ref: "eq:trajectory")); tokens of the world carry \
      no loss. This is the compiled code:
      """
      Block.code(try chapter.snippets.excerpt("grpo-advantages"))
      """
      The update minimises the clipped loss with a penalty for leaving the cold-started policy \
      \(math: "\\pi_{\\mathrm{ref}}"), averaged over agent tokens (\(ref: "eq:loss")). The ratio \
      \(math: "\\rho") is taken at the temperature the rollouts were sampled at.
      """
      Block.equation(
        "L = -\\min(\\rho A,\\ \\mathrm{clip}(\\rho, 1-\\epsilon, 1+\\epsilon) A) + \\lambda_{KL}\\, k_3(\\pi \\,\\|\\, \\pi_{\\mathrm{ref}})",
        label: "eq:loss")
      Block.code(try chapter.snippets.excerpt("policy-loss"))
      Block.heading(2, "What is a repetitive action?")
      """
      The paper gives no formula, so ours stands here as code. A step repeats if an earlier step of \
      the episode gave the same command and got the same observation while the world was in the same \
      state, wherever the agent stands. The second reading leaves inadmissible commands out, because \
      in a weak model most repetition is the same refused command over and over; we report both.
      """
      Block.code(try chapter.snippets.excerpt("repetitive-steps"))
      Block.heading(2, "What came out")
      """
      On unseen categories (L2) GRPO wins \(success) of the games, \(gain, as: .points) against the \
      cold start it began from. \(repetition) of its steps are repetitive; among its valid steps \
      alone it is \(repetitionValid). The paper reports \(percent: paper) at 7 billion parameters; we \
      used \(study.scale).
      """
      try study.table(
        of: [.coldStartThink, .supervised, .grpo], on: splits, label: "tbl:repetition",
        caption: "GRPO, what it started from, and SFT.")
      try chapter.figure(
        rates,
        caption:
          "Repetitive actions of SFT and GRPO, strict (left) and among valid steps (right). Bars: \(study.scale), whiskers: 95% bootstrap over seeds and games. Diamonds: the paper, 7B.",
        label: "fig:repetition-rates")
      try chapter.figure(
        learning,
        caption:
          "GRPO on its training games. Bands: range over seeds. A group whose rollouts all end alike has no variance and teaches nothing. Ours: \(study.scale).",
        label: "fig:repetition-learning")
      """
      What is this repetition made of? \(percent: refused) of GRPO's strictly repetitive steps on L2 are \
      commands the world refused before and refuses again. In episodes it won \(percent: inWon) of the \
      steps repeat, in episodes it lost \(percent: inLost). The further the second lies above the first, \
      the more repetition is simply how losing looks, and the more a method that wins oftener repeats less \
      for that reason alone.
      """
      """
      And what did GRPO have to learn from? At its first iteration it won \(percent: firstSuccess) of its \
      rollouts on training games, and in \(percent: firstZero) of the groups all rollouts ended alike, so \
      that their advantages are zero (\(ref: "fig:repetition-learning")). The closer this share is to 100%, \
      the less an outcome-only method can change.
      """
      """
      Against SFT on the same games, GRPO's repetition differs by \(excess, as: .points) (strict) and \
      \(excessValid, as: .points) (valid steps only). Where the two disagree in sign, the headline \
      depends on the definition and not on the method (\(ref: "fig:repetition-rates")).
      """
      Block.heading(2, "The claims, judged")
      claims.map { Block.claim($0) }
      Block.exercise(
        "Change the definition",
        [
          .paragraph(
            "Count only steps that repeat the step *directly* before them. Does GRPO still repeat more than SFT? Edit \(code: "repetitiveSteps") and run \(code: chapter.command) again."
          )
        ],
        solution: [
          .paragraph(
            "Keep the last deed instead of a set of deeds. Walking back and forth between two places then no longer counts, so the rate falls for agents that wander and stays for agents that insist; the run folders are made anew, because the sources changed."
          )
        ])
      study.provenance()
    }
    try chapter.write(document, claims: claims)
  }
}
