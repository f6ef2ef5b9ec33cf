import Agent
import ChapterSupport
import Experiments
import Gnuplot
import Methods

extension Repetition {
  func ratesFigure(_ measured: Measurements) throws -> Figure {
    let methods: [Method] = [.supervised, measured.methods.grpo]
    return Figure(
      "repetition-rates", title: "Repetitive actions by method and split",
      alternativeText: "Bars of the share of steps of SFT and GRPO on L0, L1 and L2 that repeat a "
        + "possible action (left, with the paper's numbers as diamonds) and that repeat any action "
        + "(right), with 95% intervals.",
      panels: [
        try measured.bars(
          .repetitive, of: methods, on: EvaluationSplit.ofThePaper,
          panel: "repeats of possible actions"),
        try measured.bars(
          .allRepeats, of: methods, on: EvaluationSplit.ofThePaper, panel: "all repeats"),
      ])
  }

  func learningFigure(_ measured: Measurements) throws -> Figure {
    let (grpo, split) = (measured.methods.grpo, EvaluationSplit.unseenCategories)
    return Figure(
      "repetition-learning", title: "GRPO while it learns (training games)",
      alternativeText: "Success, repetitive and invalid steps of GRPO's rollouts and the groups "
        + "without a signal over training iterations, mean and range over seeds.",
      x: Axis("iteration"), y: .percent("share"),
      layers: [
        .line("success", try measured.curve(grpo, for: split) { $0.rollouts.successRate }),
        .line(
          "repetitive steps",
          try measured.curve(grpo, for: split) { $0.rollouts.repetitiveActionRate }),
        .line(
          "invalid steps",
          try measured.curve(grpo, for: split) { $0.rollouts.invalidActionRate }),
        .line(
          "groups without outcome signal",
          try measured.curve(grpo, for: split) { $0.groupsWithoutOutcomeSignal }),
      ]
        // Held form leaves no penalty to tell them apart: one line would hide the other.
        + (measured.holdsForm
          ? []
          : [
            .line(
              "groups without any signal",
              try measured.curve(grpo, for: split) { $0.groupsWithoutSignal })
          ]))
  }
}
