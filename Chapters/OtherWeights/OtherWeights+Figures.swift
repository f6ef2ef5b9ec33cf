import Agent
import ChapterSupport
import Experiments
import Gnuplot
import Methods
import Statistics

extension OtherWeights {
  private static let panels: [(title: String, rate: Rate, split: EvaluationSplit)] = [
    ("games won, L0", .success, .seen), ("games won, L2", .success, .unseenCategories),
    ("refused, L2", .invalid, .unseenCategories),
    ("repeats, possible actions, L2", .repetitive, .unseenCategories),
  ]

  private static let everything =
    "games won on L0 and L2, refused commands and repeats of possible actions on L2"

  /// Tags whose names an axis has no room for.
  private static let inShort = ["planning": "plan", "reflection": "reflect"]

  func tagsFigure(_ measured: Measurements) throws -> Figure {
    func points(
      _ agent: (Tag) -> Method?, _ offset: Double, _ rate: Rate, _ split: EvaluationSplit
    ) throws -> [DataPoint] {
      try Self.tags.enumerated().compactMap { place, tag in
        try agent(tag).map { try point(Double(place) + offset, rate, $0, split, measured) }
      }
    }
    return Figure(
      "weights-tags", title: "RLVMR with less of one tag",
      alternativeText:
        "Of RLVMR that does not pay one tag or does not have it, and of the cold starts without it: \(Self.everything), with 95% intervals and RLVMR as a line.",
      panels: try Self.panels.map { title, rate, split in
        Panel(
          title, x: .categories(Self.tags.map { Self.inShort[$0.name] ?? $0.name }),
          y: .percent("share"),
          layers: [
            .referenceLine("RLVMR", y: try measured.interval(rate, .rlvmr, split).value),
            .points("not paid", try points(\.unpaid, -0.2, rate, split)),
            .points("left out", try points({ $0.leftOut }, 0, rate, split)),
            .points("left out, its start", try points({ $0.start }, 0.2, rate, split)),
          ])
      }, width: 1080)
  }

  func weightsFigure(_ measured: Measurements) throws -> Figure {
    Figure(
      "weights-weights", title: "RLVMR by the weight of its tags' reward",
      alternativeText:
        "Of RLVMR with weights of the tags' reward from nothing to everything: \(Self.everything), with 95% intervals.",
      panels: try Self.panels.map { title, rate, split in
        Panel(
          title, x: Axis("weight of tags, 1 − α", range: -0.05...1.05), y: .percent("share"),
          layers: [
            .line(
              "RLVMR",
              try Self.weights.map { weight, method in
                try point(weight, rate, method, split, measured)
              })
          ])
      }, width: 1080)
  }

  private func point(
    _ x: Double, _ rate: Rate, _ method: Method, _ split: EvaluationSplit, _ measured: Measurements
  ) throws -> DataPoint {
    let interval = try measured.interval(rate, method, split)
    return DataPoint(x: x, y: interval.value, low: interval.low, high: interval.high)
  }
}
