import Agent
import ChapterSupport
import Experiments
import Methods
import Notebook
import Statistics

extension OtherWeights {
  /// What came out, in a paragraph.
  func answer(_ measured: Measurements) throws -> String {
    let seeds = measured.seeds.count
    func refused(_ arm: Method) throws -> Estimate {
      try measured.difference(.invalid, arm, minus: .rlvmr, on: .unseenCategories)
    }
    let unpaid = try Self.tags.compactMap { tag in
      try tag.unpaid.map { (tag: tag.name, refused: try refused($0)) }
    }
    let leftOut = try Self.tags.map { (tag: $0.name, refused: try refused($0.leftOut)) }
    let weight = try fromNothingToEverything(.invalid, on: .unseenCategories, measured)
    let wonByWeight = try fromNothingToEverything(.success, on: .seen, measured)
    func points(_ estimate: Estimate) -> String { NumberFormat.points.string(estimate.interval) }
    func list(_ arms: [(tag: String, refused: Estimate)]) -> String {
      arms.map { "*\($0.tag)* \(points($0.refused))" }.joined(separator: ", ")
    }
    func won(_ arm: Method) throws -> Estimate {
      try measured.difference(.success, arm, minus: .rlvmr, on: .seen)
    }
    let wins = try Self.tags.compactMap { tag in
      try tag.unpaid.map { "*\(tag.name)* not paid \(points(try won($0)))" }
    }
    let title = whichRewardsDoIt(unpaid.map { ($0.tag, $0.refused.interval) }, seeds: seeds)
    return
      "**\(title) \(whatTheWeightDoes(refused: weight.interval, won: wonByWeight.interval, seeds: seeds))** Refused commands of L2, "
      + "minus RLVMR's, where one tag is not paid: \(list(unpaid)); where it is missing altogether: \(list(leftOut)). "
      + "With the tags' reward alone in place of none of it (α 0 and 1), they change by \(points(weight)), and games won on "
      + "L0 by \(points(wonByWeight))."
      + whatFewSeedsLeave(of: (unpaid + leftOut).map(\.refused) + [weight, wonByWeight])
      + " Not asked beforehand: games won on L0, minus RLVMR's, \(wins.joined(separator: ", ")), α = 0.75 "
      + "\(points(try won(.lighter)))."
  }

  /// A rate where tags weigh everything minus where they weigh nothing.
  private func fromNothingToEverything(
    _ rate: Rate, on split: EvaluationSplit, _ measured: Measurements
  ) throws -> Estimate {
    guard let nothing = Self.weights.first?.method, let everything = Self.weights.last?.method
    else { throw RunError("OtherWeights compares no weights: restore `Method.alphas`") }
    return try measured.difference(rate, everything, minus: nothing, on: split)
  }
}
