/// How far two agents at one game differ, the least first: a page that begins with two episodes of the same
/// commands shows nothing.
enum Contrast: Int, Comparable {
  /// Every rollout of the one is like every rollout of the other.
  case none
  /// Two rollouts go different ways to the same outcome.
  case steps
  /// One agent won where the other lost.
  case outcome
  /// The same, and each agent's group has both won and lost, so that its outcome can be learned from.
  case outcomeInMixedGroups

  static func < (one: Contrast, other: Contrast) -> Bool { one.rawValue < other.rawValue }

  /// The greatest there is between two agents' rollouts, and the first two rollouts that show it.
  static func greatest(
    between one: PageData.Play, and other: PageData.Play
  ) -> (contrast: Contrast, rollouts: (Int, Int)) {
    let pairs = one.rollouts.indices.flatMap { first in
      other.rollouts.indices.map { (first, $0) }
    }
    let hasSignal = one.isMixed && other.isMixed
    let isWonByOne = pairs.first { one.rollouts[$0.0].won != other.rollouts[$0.1].won }
    if let isWonByOne { return (hasSignal ? .outcomeInMixedGroups : .outcome, isWonByOne) }
    let goesAnotherWay = pairs.first {
      one.rollouts[$0.0].steps.map(\.action) != other.rollouts[$0.1].steps.map(\.action)
    }
    return goesAnotherWay.map { (.steps, $0) } ?? (.none, (0, 0))
  }
}

extension PageData.Play {
  fileprivate var isMixed: Bool { Set(rollouts.map(\.won)).count == 2 }
}
