import Agent
import ChapterSupport
import Experiments
import Gnuplot
import MetaReasoning
import Methods
import Statistics

extension ClosingTheGap {
  /// RLVMR minus GRPO, and minus the same agent without the reward for its reasoning.
  func answerFigure(_ measured: Measurements) throws -> Figure {
    let panels: [(Rate, String)] = [
      (.success, "games won"), (.repetitive, "repeats, possible actions"),
      (.allRepeats, "repeats, refused ones too"),
      (.invalid, measured.holdsForm ? "refused" : "refused or malformed"),
    ]
    let splits = EvaluationSplit.ofThePaper
    let others = options.methods.outcomeOnly + (options.methods.atOneRate.map { [$0] } ?? [])
    return Figure(
      "gap-answer", title: "RLVMR minus …, in percentage points",
      alternativeText:
        "Differences of RLVMR and \(others.map(\.title).joined(separator: ", and of RLVMR and ")), "
        + "in games won, repeats of possible and of all actions, and invalid actions on L0, L1 and L2, with 95% intervals around zero and the "
        + "paper's differences as diamonds.",
      panels: try panels.map { rate, title in
        let ours = try others.enumerated().map { place, other -> Layer in
          let offset = (Double(place) - Double(others.count - 1) / 2) * 0.24
          return .points(
            other.title,
            try splits.enumerated().map { index, split in
              let interval = try measured.difference(rate, .rlvmr, minus: other, on: split).interval
              return DataPoint(
                x: Double(index) + offset, y: interval.value, low: interval.low, high: interval.high
              )
            })
        }
        let paper = splits.enumerated().map { index, split in
          DataPoint(
            x: Double(index),
            // Which repeats it counts, the paper does not say.
            y: PaperNumbers.difference(
              rate == .allRepeats ? .repetitive : rate, .rlvmr, minus: .grpo, on: split))
        }
        return Panel(
          title, x: .categories(splits.map(\.rawValue)),
          y: Axis("difference", unit: "points", scale: 100),
          layers: [.referenceLine("no difference", y: 0)] + ours
            + [.reference("paper", beside: nil, paper)])
      }, width: 1080)
  }

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
