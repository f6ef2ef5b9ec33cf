import Notebook
import Statistics
import Testing

@Suite struct VerdictTests {
  /// The paper says +0.2; half of it, 0.1, is the smallest effect that counts.
  @Test(arguments: [
    (0.15, 0.05, 0.25, Verdict.reproduced),
    (0.10, 0.01, 0.20, .reproduced),
    (0.09, 0.01, 0.20, .directionOnly),
    (0.15, -0.01, 0.30, .directionOnly),
    (0.15, 0.0, 0.30, .directionOnly),
    (0.0, -0.1, 0.1, .notReproduced),
    (-0.15, -0.25, -0.05, .notReproduced),
  ])
  func differenceNeedsSignCertaintyAndSize(
    _ value: Double, _ low: Double, _ high: Double, _ verdict: Verdict
  ) {
    #expect(
      Verdict.difference(
        value: value, low: low, high: high, paperDirection: 1, minimumEffect: 0.1) == verdict)
    // A claim of a decrease mirrors that of an increase.
    #expect(
      Verdict.difference(
        value: -value, low: -high, high: -low, paperDirection: -1, minimumEffect: 0.1) == verdict)
  }

  @Test(arguments: [
    (0.5, 0.4, 0.6, Verdict.reproduced), (0.5, 0.2, 0.6, .directionOnly),
    (0.2, 0.1, 0.6, .notReproduced),
  ])
  func lowerBoundJudgesValueAndInterval(
    _ value: Double, _ low: Double, _ high: Double, _ verdict: Verdict
  ) {
    let measured = Interval(value: value, low: low, high: high)
    #expect(VerdictRule.atLeast(0.3).verdict(for: measured) == verdict)
    let mirrored = Interval(value: -value, low: -high, high: -low)
    #expect(VerdictRule.atMost(-0.3).verdict(for: mirrored) == verdict)
  }

  @Test func aFailedGuardOrAMissingMeasurementIsNotTested() {
    let strong = Interval(value: 0.2, low: 0.1, high: 0.3)
    let rule = VerdictRule.difference(paper: 0.2)
    #expect(rule.verdict(for: strong) == .reproduced)
    #expect(rule.verdict(for: nil) == .notTested)
    #expect(rule.verdict(for: strong, guards: [.runs(2, atLeast: 3)]) == .notTested)
    #expect(rule.verdict(for: strong, guards: [.meaningful(profile: "smoke")]) == .notTested)
    #expect(rule.verdict(for: strong, guards: [.someSuccess([0, 0])]) == .notTested)
    #expect(rule.verdict(for: strong, guards: [.runs(3, atLeast: 3)]) == .reproduced)
  }

  @Test func aChainIsAsStrongAsItsWeakestPart() {
    #expect(Verdict.all([.reproduced, .reproduced]) == .reproduced)
    #expect(Verdict.all([.reproduced, .directionOnly]) == .directionOnly)
    #expect(Verdict.all([.notReproduced, .directionOnly]) == .notReproduced)
    #expect(Verdict.all([.notReproduced, .notTested]) == .notTested)
    #expect(Verdict.all([]) == .notTested)
  }
}

@Suite struct NumberFormatTests {
  @Test func showsUnitsSignsAndIntervals() {
    #expect(NumberFormat.percent.string(0.3124) == "31.2%")
    #expect(NumberFormat.points.string(0.0409) == "+4.1 points")
    #expect(NumberFormat.points.string(-0.0409) == "−4.1 points")
    #expect(NumberFormat.decimal(1).string(-0.01) == "0.0")
    #expect(NumberFormat.percent.string(.nan) == "–")
    let interval = Interval(value: 0.312, low: 0.251, high: 0.379)
    #expect(NumberFormat.percent.string(interval) == "31.2% [25.1,\u{A0}37.9]")
  }
}
