import ExerciseSupport
import Methods
import Randomness

@main struct Checker {
  static func main() {
    run { check in
      var cases: [(current: Double, reference: Double)] = [
        (-1, -1), (-1, -2), (-2, -1), (-5, -1), (-1, -30), (0, 0), (-30, -0.1),
      ]
      var generator = SeededGenerator(seed: 6)
      for _ in 0..<2000 { cases.append((generator.unit() * -6, generator.unit() * -6)) }
      let clamp = PolicyLossConstants().klClamp
      for (current, reference) in cases {
        let expected = klEstimate(current: current, reference: reference, clamp: clamp)
        let got = k3(current: current, reference: reference)
        let example = "log π = \(number(current)), log π_ref = \(number(reference))"
        try check.equal(got.value, expected.value, "the value at " + example)
        try check.equal(got.gradient, expected.gradient, "the derivative at " + example)
      }
    }
  }
}
