import Agent
import ChapterSupport
import Experiments
import Gnuplot
import Methods
import Statistics

extension OtherPairs {
  /// RLVMR minus GRPO (tags) on the unseen categories, a point a pair and one over all.
  func differencesFigure(_ pairs: PairsOfCategories) throws -> Figure {
    let panels: [(rate: Rate, title: String, paper: Double)] = [
      (
        .success, "games won",
        PaperNumbers.ablations.full - PaperNumbers.ablations.withoutMetaReasoning
      ),
      (.repetitive, "repeats, possible actions", paper(.repetitive)),
      (.allRepeats, "repeats, refused ones too", paper(.repetitive)),
      (.invalid, "refused", paper(.invalid)),
    ]
    return Figure(
      "pairs-differences",
      title: "RLVMR minus GRPO (tags) on unseen categories, in percentage points",
      alternativeText:
        "Differences of RLVMR and GRPO (tags) in games won, repeats of possible and of all actions, and refused "
        + "commands on the unseen categories, for each of three held-out pairs and over all, with 95% intervals "
        + "around zero and the paper's differences as diamonds.",
      panels: try panels.map { rate, title, paper in
        let each = try pairs.each.enumerated().map { place, measured in
          let interval = try measured.difference(
            rate, .rlvmr, minus: .grpoTagged, on: .unseenCategories
          ).interval
          return DataPoint(
            x: Double(place), y: interval.value, low: interval.low, high: interval.high)
        }
        let all = try pairs.difference(rate, .rlvmr, minus: .grpoTagged).interval
        return Panel(
          title, x: .categories(pairs.each.map(\.preparationInShort) + ["all"]),
          y: Axis("difference", unit: "points", scale: 100),
          layers: [
            .referenceLine("no difference", y: 0), .points("one pair", each),
            .points(
              "all pairs",
              [DataPoint(x: Double(each.count), y: all.value, low: all.low, high: all.high)]),
            .reference("paper", beside: nil, [DataPoint(x: 0, y: paper)]),
          ])
      }, width: 1080)
  }

  /// The paper's RLVMR minus its GRPO on L2.
  private func paper(_ rate: Rate) -> Double {
    PaperNumbers.difference(rate, .rlvmr, minus: .grpo, on: .unseenCategories)
  }
}
