import Agent
import ChapterSupport
import Experiments
import Gnuplot
import Methods
import Notebook

// Are the rewards earned as they were meant to be?
extension IsItReal {
  @BlockBuilder
  func gaming(_ chapter: Chapter) throws -> [Block] {
    let measured = chapter.measurements
    let l2 = EvaluationSplit.unseenCategories
    let splits = EvaluationSplit.ofThePaper
    Block.heading(2, "Is the explore reward gamed?")
    """
    Explore pays for naming something new, whether it helps or not. An agent that learned to wander \
    would need more steps where it wins. Steps of won episodes on L2: \(try wonSteps(measured, l2)). A \
    rising mean reward is no evidence either way unless the share of explore steps holds: from the first to \
    the last tenth of RLVMR's iterations the reward goes from \
    \(try change(measured, .rlvmr, l2, as: .decimal(2)) { $0.tagRewards["explore"] ?? 0 }), the share from \
    \(try change(measured, .rlvmr, l2, as: .percent) { $0.rollouts.tagShares["explore"] ?? 0 }) \
    (\(ref: "fig:real-explore")).
    """
    try chapter.figure(
      exploreFigure(measured),
      caption:
        "Explore in rollouts on training games.\(measured.bands)",
      label: "fig:real-explore")
    Block.heading(2, "Is the reflection reward gamed?")
    """
    Reflection is paid for a possible, different action after at least two failures in a row (our reading of "a \
    sequence of failures"; a single failure, corrected at once, pays nothing). Nothing in it asks who caused \
    the failures. An agent that fails twice on purpose, under monitor, where failing costs no step \
    advantage, and then does what it could have done at once, is paid. It would show in streaks of exactly \
    two failures, the shortest that is paid, and in refused steps within games it wins.
    """
    Block.table(
      try streakTable(
        measured, [.coldStartTagged] + compared + gamingArms(measured.profile), splits))
    """
    Of the streaks of failures that an admissible step ends, the share that is exactly two long differs between \
    RLVMR and GRPO (tags) by \
    \(try measured.differenceOfDoubleShares(.rlvmr, minus: .grpoTagged, on: splits), as: .points). In games it won \
    on L0, \(percent: try measured.rate(.invalid, .rlvmr, .seen, won: true)) of RLVMR's \
    steps fail, \(percent: try measured.rate(.invalid, .grpoTagged, .seen, won: true)) of those of GRPO (tags).
    """
    if let gamed = try measured.wonAfterTwoFailures(.rlvmr, splits) {
      "A game that RLVMR won, with two failures in a row on the way (at most twelve steps are shown):"
      gamed
    }
    Block.exercise(
      "Pay after one failure",
      [
        .paragraph(
          "Is it the reward, or a habit of a small model? Let reflection be paid after one failure and count the streaks again."
        )
      ],
      solution: [
        .paragraph(
          "Set `failureSequence` of `RewardRules` to 1 in a method of your own, train it with `--train-on seen --seeds 1`, and read the run's `episodes.jsonl`. If the reward is what is learned, streaks of one take the place of streaks of two."
        )
      ])
    Block.heading(2, "Do tags flee to monitor?")
    """
    Monitor is never paid, so its step advantage is exactly zero: a refuge from tags that can fail. If that \
    draws tags, monitor's share should rise in RLVMR, and more than in GRPO (tags), where no tag is paid. A refused \
    command is mostly followed by reflection, so fewer refusals alone raise the shares of all other tags; what \
    counts is monitor's share of the steps that are not reflections. From the first to the last tenth of the \
    iterations: \(try monitorShares(measured, l2)) (\(ref: "fig:real-monitor")). \
    \(try monitorInWords(measured, l2))
    """
    try chapter.figure(
      monitorFigure(measured),
      caption:
        "GRPO (tags) has no step reward at all.\(measured.bands)",
      label: "fig:real-monitor")
  }

  /// The arms that change what can be gamed; the full profile's.
  func gamingArms(_ profile: Profile) -> [Method] {
    profile == .full ? [.charged, .novel, .monitorPaid] : []
  }

  /// Whose tags are followed over training.
  private func tagged(_ measured: Measurements) -> [Method] {
    [.grpoTagged, .rlvmr] + gamingArms(measured.profile)
  }

  private func wonSteps(_ measured: Measurements, _ split: EvaluationSplit) throws -> Prose {
    let parts = try compared.map { method in
      "\(method.title) "
        + NumberFormat.decimal(1).string(try measured.rate(.steps, method, split, won: true))
    }
    return Prose(parts.joined(separator: ", "))
  }

  private func monitorShares(_ measured: Measurements, _ split: EvaluationSplit) throws -> Prose {
    let parts = try tagged(measured).map { method in
      let shares = try change(measured, method, split, as: .percent, value: Self.monitorShare)
      return "\(method.title) \(shares)"
    }
    return Prose(parts.joined(separator: ", "))
  }

  /// Monitor's share of the tagged steps that are not reflections.
  private static func monitorShare(_ metrics: ReinforcementMetrics) -> Double {
    let shares = metrics.rollouts.tagShares
    let others = 1 - (shares["reflection"] ?? 0)
    return others > 0 ? (shares["monitor"] ?? 0) / others : 0
  }

  /// Whether monitor's share rose more where it is a refuge.
  private func monitorInWords(_ measured: Measurements, _ split: EvaluationSplit) throws -> String {
    func rise(_ method: Method) throws -> Double {
      let change = try measured.change(method, for: split, value: Self.monitorShare)
      return (change?.to ?? 0) - (change?.from ?? 0)
    }
    return try whetherTagsFled(risePaid: rise(.rlvmr), riseUnpaid: rise(.grpoTagged))
  }

  private func monitorFigure(_ measured: Measurements) throws -> Figure {
    Figure(
      "real-monitor", title: "The share of monitor steps over training",
      alternativeText:
        "Share of monitor among the tagged steps of rollouts that are not reflections, over iterations, a "
        + "line a method.",
      x: Axis("iteration"), y: .percent("share of steps without reflections"),
      layers: try tagged(measured).map { method in
        .line(
          method.title,
          try measured.curve(method, for: .unseenCategories, value: Self.monitorShare))
      })
  }

  private func exploreFigure(_ measured: Measurements) throws -> Figure {
    let methods: [Method] = [.grpoTagged, .rlvmr]
    func layers(_ value: (ReinforcementMetrics) -> Double) throws -> [Layer] {
      try methods.map {
        .line($0.title, try measured.curve($0, for: .unseenCategories, value: value))
      }
    }
    return Figure(
      "real-explore", title: "Explore steps over training: their share and what they would earn",
      alternativeText: "Share of explore among tagged steps and mean explore reward over "
        + "iterations for GRPO (tags), which is not paid it, and RLVMR, mean and range over seeds.",
      panels: [
        Panel(
          "share of tagged steps", x: Axis("iteration"), y: .percent("share"),
          layers: try layers { $0.rollouts.tagShares["explore"] ?? 0 }),
        Panel(
          "mean reward by the rule", x: Axis("iteration"), y: Axis("reward"),
          layers: try layers { $0.tagRewards["explore"] ?? 0 }),
      ], width: 860)
  }
}
