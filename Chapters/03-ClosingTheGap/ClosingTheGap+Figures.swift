import Agent
import ChapterSupport
import Experiments
import Gnuplot
import MetaReasoning
import Methods

extension ClosingTheGap {
  func outcomeFigure(_ measured: Measurements) throws -> Figure {
    Figure(
      "gap-success", title: "Success by method and split",
      alternativeText: "Bars of the success rate of SFT, GRPO and RLVMR on L0, L1 and L2 with 95% "
        + "intervals and the paper's numbers as diamonds.",
      panels: [
        try measured.bars(.success, of: methods, on: EvaluationSplit.ofThePaper, panel: "")
      ])
  }

  func behaviourFigure(_ measured: Measurements) throws -> Figure {
    let panels: [(Rate, String)] = [
      (.repetitive, "repetitive actions"), (.invalid, "invalid actions"),
      (.steps, "steps an episode"),
    ]
    return Figure(
      "gap-behaviour", title: "How they behave, by split",
      alternativeText: "Repetitive actions, invalid actions and steps an episode of SFT, GRPO and "
        + "RLVMR on L0, L1 and L2 with 95% intervals and the paper's numbers as diamonds.",
      panels: try panels.map { rate, title in
        try measured.bars(rate, of: methods, on: EvaluationSplit.ofThePaper, panel: title)
      }, width: 1080)
  }

  func learningFigure(_ measured: Measurements) throws -> Figure {
    let panels: [(String, (ReinforcementMetrics) -> Double)] = [
      ("success", { $0.rollouts.successRate }),
      ("repetitive steps", { $0.rollouts.repetitiveActionRate }),
    ]
    return Figure(
      "gap-learning", title: "While they learn (training games)",
      alternativeText:
        "Success and repetitive steps of the rollouts of GRPO, GRPO (tags) and RLVMR "
        + "over training iterations, mean and range over seeds.",
      panels: try panels.map { title, value in
        Panel(
          title, x: Axis("iteration"), y: .percent("share"),
          layers: try (options.methods.outcomeOnly + [.rlvmr]).map { method in
            .line(
              method.title, try measured.curve(method, for: .unseenCategories, value: value))
          })
      }, width: 860)
  }

  func tagFigure(_ measured: Measurements) throws -> Figure {
    func lines(_ value: @escaping (ReinforcementMetrics, String) -> Double) throws -> [Layer] {
      try ResponseGrammar.tagged.tags.map { tag in
        .line(
          tag.rawValue,
          try measured.curve(.rlvmr, for: .unseenCategories) { value($0, tag.rawValue) })
      }
    }
    return Figure(
      "gap-tags", title: "Tags over training: their share and their mean reward",
      alternativeText: "Share of the four tags among RLVMR's steps, and mean step reward of each "
        + "tag, over training iterations, mean and range over seeds.",
      panels: [
        Panel(
          "share of tagged steps", x: Axis("iteration"), y: .percent("share"),
          layers: try lines { $0.rollouts.tagShares[$1] ?? 0 }),
        Panel(
          "mean step reward", x: Axis("iteration"), y: Axis("reward"),
          layers: try lines { $0.tagRewards[$1] ?? 0 }),
      ], width: 860)
  }
}
