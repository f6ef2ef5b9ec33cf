import ExerciseSupport
import Foundation
import Methods
import Randomness

@main struct Checker {
  static func main() {
    run { check in
      var constants = PolicyLossConstants()
      constants.klWeight = 0
      var cases: [(ratio: Double, advantage: Double, clip: Double)] = [
        (1, 1, 0.2), (1.5, 1, 0.2), (0.5, 1, 0.2), (1.5, -1, 0.2), (0.5, -1, 0.2), (1.5, 0, 0.2),
        (1.1, 2, 0.2), (1.1, 2, 0.05), (3, 0.5, 0),
      ]
      var generator = SeededGenerator(seed: 5)
      for _ in 0..<2000 {
        cases.append(
          (exp(generator.unit() * 4 - 2), generator.unit() * 4 - 2, generator.unit() * 0.5))
      }
      for (ratio, advantage, clip) in cases {
        constants.clip = clip
        let logRatio = log(ratio)
        let expected = policyLoss(
          TokenTerms(current: logRatio, behaviour: 0, reference: logRatio, advantage: advantage),
          constants)
        let got = surrogate(ratio: exp(logRatio), advantage: advantage, clip: clip)
        let example =
          "ratio \(number(ratio)), advantage \(number(advantage)), clip \(number(clip))"
        try check.equal(got.value, -expected.loss, example)
        try check.holds(
          got.isClipped == expected.isClipped, example,
          expected: expected.isClipped ? "clipped" : "not clipped",
          got: got.isClipped ? "clipped" : "not clipped")
      }
    }
  }
}
