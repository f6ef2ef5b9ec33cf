import Notebook
import Statistics
import Testing

/// Replicates whose 95 % interval is exactly [low, high]: positions 1 and 39 of 0 ... 40.
func estimate(_ value: Double, _ low: Double, _ high: Double) -> Estimate {
  Estimate(
    value: value,
    replicates: [low, low] + Array(repeating: value, count: 37) + [high, high])
}

@Suite struct DifferenceVerdictTests {
  /// The paper says +0.2, so half is 0.1; the margin 0.03 is less than half of that. Dyadic or equal
  /// literals on both sides of a comparison keep the boundaries exact.
  @Test(arguments: [
    // The interval holds both zero and what would matter: undecided, however large the value.
    (0.15, -0.05, 0.25, Verdict.undecided),
    (-0.01, -0.2, 0.15, .undecided),
    // Exactly at both ends of zero and the half it still holds them.
    (0.05, 0.0, 0.1, .undecided),
    // Without the half as well, as long as it goes beyond the margin: there may be an effect or none.
    (0.04, 0.0, 0.099, .undecided),
    (0.01, -0.01, 0.031, .undecided),
    // Beyond zero the value decides between reproduced and weaker.
    (0.15, 0.05, 0.25, .reproduced),
    (0.1, 0.01, 0.2, .reproduced),
    (0.099, 0.01, 0.2, .weaker),
    (0.02, 0.01, 0.025, .weaker),
    // Nothing beyond the margin, or the opposite.
    (0.01, -0.01, 0.03, .contradicted),
    (0.0, 0.0, 0.0, .contradicted),
    (-0.15, -0.25, -0.05, .contradicted),
  ])
  func intervalIsHeldAgainstZeroTheHalfAndTheMargin(
    _ value: Double, _ low: Double, _ high: Double, _ verdict: Verdict
  ) {
    let rule = VerdictRule.difference(paper: 0.2)
    #expect(rule.verdict(for: Interval(value: value, low: low, high: high)) == verdict)
    // A claim of a decrease mirrors that of an increase.
    let mirrored = VerdictRule.difference(paper: -0.2)
    #expect(mirrored.verdict(for: Interval(value: -value, low: -high, high: -low)) == verdict)
  }

  @Test func theMarginIsTheOneGiven() {
    let interval = Interval(value: 0.01, low: -0.02, high: 0.04)
    #expect(VerdictRule.difference(paper: 0.2).verdict(for: interval) == .undecided)
    #expect(
      VerdictRule.difference(paper: 0.2, margin: 0.04).verdict(for: interval) == .contradicted)
  }

  @Test func theMarginIsAtMostHalfTheHalf() {
    // The paper says 1/16, the half is 1/32 = 0.031, half of that 1/64 = 0.0156. With the plain
    // margin of 0.03 an upper end of 0.02, two thirds of the half, would contradict.
    let rule = VerdictRule.difference(paper: 0.0625)
    #expect(rule.verdict(for: Interval(value: 0.01, low: -0.01, high: 0.02)) == .undecided)
    #expect(rule.verdict(for: Interval(value: 0.01, low: -0.01, high: 0.015625)) == .contradicted)
  }

  @Test(arguments: [0.0, .nan, .infinity])
  func withoutAnEffectOfThePapersThereIsNothingToJudge(_ paper: Double) {
    let strong = Interval(value: 0.2, low: 0.1, high: 0.3)
    #expect(VerdictRule.difference(paper: paper).verdict(for: strong) == .notTested)
  }

  @Test func aNumberThatIsNotFiniteIsNotTested() {
    let rule = VerdictRule.difference(paper: 0.2)
    for interval in [
      Interval(value: .nan, low: 0.1, high: 0.3), Interval(value: 0.2, low: .nan, high: 0.3),
      Interval(value: 0.2, low: 0.1, high: .infinity),
    ] {
      #expect(rule.verdict(for: interval) == .notTested)
    }
  }

  @Test func pValueIsAgainstNoDifference() {
    // Two of 41 replicates at or below zero: 2 * 3 / 42.
    let rule = VerdictRule.difference(paper: 0.2)
    #expect(rule.pValue(of: estimate(0.1, 0, 0.2)) == 6.0 / 42)
    // None: 2 * 1 / 42. The paper's side does not matter to a two-sided value.
    #expect(VerdictRule.difference(paper: -0.2).pValue(of: estimate(0.1, 0.05, 0.2)) == 2.0 / 42)
  }

  @Test func textStatesHalfAndMarginWithThePapersSign() {
    let text = VerdictRule.difference(paper: -0.2).text(as: .points)
    #expect(text == "Half the paper's effect is −10.0 points, the margin −3.0 points.")
    // The margin that is used, not the one given.
    let small = VerdictRule.difference(paper: 0.04).text(as: .points)
    #expect(small == "Half the paper's effect is +2.0 points, the margin +1.0 points.")
  }
}

@Suite struct BoundVerdictTests {
  /// Bound 0.25: at the bound it is kept.
  @Test(arguments: [
    (0.5, 0.375, 0.625, Verdict.reproduced), (0.5, 0.25, 0.625, .reproduced),
    (0.5, 0.125, 0.625, .undecided), (0.2, 0.125, 0.25, .undecided),
    (0.125, 0.0625, 0.1875, .contradicted),
  ])
  func theWholeIntervalMustKeepOrBreakIt(
    _ value: Double, _ low: Double, _ high: Double, _ verdict: Verdict
  ) {
    let measured = Interval(value: value, low: low, high: high)
    #expect(VerdictRule.atLeast(0.25).verdict(for: measured) == verdict)
    let mirrored = Interval(value: -value, low: -high, high: -low)
    #expect(VerdictRule.atMost(-0.25).verdict(for: mirrored) == verdict)
  }

  @Test func pValueIsAgainstTheBound() {
    // All replicates are above 0, but two of 41 at or below 0.25.
    let measured = estimate(0.5, 0.25, 0.75)
    #expect(VerdictRule.atLeast(0.25).pValue(of: measured) == 6.0 / 42)
    // Two at or above 0.75.
    #expect(VerdictRule.atMost(0.75).pValue(of: measured) == 6.0 / 42)
  }

  @Test func anUnknownBoundIsNotTested() {
    let measured = Interval(value: 0.5, low: 0.4, high: 0.6)
    #expect(VerdictRule.atLeast(.nan).verdict(for: measured) == .notTested)
    #expect(VerdictRule.atMost(.nan).verdict(for: measured) == .notTested)
  }

  @Test func textStatesTheBound() {
    #expect(VerdictRule.atLeast(0.25).text(as: .percent).contains("at or above 25.0%"))
    #expect(VerdictRule.atMost(0.25).text(as: .percent).contains("at or below 25.0%"))
  }
}

@Suite struct CombinedVerdictTests {
  /// Each verdict beats all that follow it.
  private let order: [Verdict] = [.notTested, .contradicted, .undecided, .weaker, .reproduced]

  @Test func theFirstOfTheOrderDecides() {
    #expect(Set(order) == Set(Verdict.allCases))
    for (place, verdict) in order.enumerated() {
      for other in order[place...] {
        #expect(Verdict.all([other, verdict]) == verdict)
        #expect(Verdict.all([verdict, other]) == verdict)
      }
    }
  }

  @Test func noPartsAreNotTested() {
    #expect(Verdict.all([]) == .notTested)
  }

  @Test func namesAreThoseOfTheResultsFile() {
    #expect(
      order.map(\.rawValue) == [
        "not tested", "contradicted", "undecided", "weaker than the paper", "reproduced",
      ])
  }
}

@Suite struct GuardTests {
  @Test func enoughSeeds() {
    #expect(Guard.runs(3, atLeast: 3).holds)
    #expect(!Guard.runs(2, atLeast: 3).holds)
    #expect(Guard.runs(2, atLeast: 3).requirement == "needs at least 3 seeds, has 2")
  }

  @Test func someSuccess() {
    #expect(Guard.someSuccess([0, 0.1]).holds)
    #expect(!Guard.someSuccess([0, 0]).holds)
    #expect(!Guard.someSuccess([]).holds)
  }

  @Test func headroomOfTenPointsIsEnough() {
    // 0.9 leaves exactly ten points, although 1 - 0.9 < 0.1 in floating point.
    #expect(Guard.headroom(0.9).holds)
    #expect(Guard.headroom(126.0 / 140).holds)
    #expect(!Guard.headroom(0.91).holds)
    #expect(Guard.headroom(0).holds)
    #expect(!Guard.headroom(.nan).holds)
    #expect(!Guard.headroom(0.9, atLeast: 0.2).holds)
    #expect(
      Guard.headroom(0.988).requirement
        == "needs a start that wins at most 90.0% of the games, has one that wins 98.8%")
  }

  @Test func aShareMustLeaveRoomForHalfThePapersEffect() {
    let around = Interval(value: 0, low: -0.1, high: 0.1)
    // Half of 0.25 is 0.125: just so much is left above 0.875 and below 0.125, and less beyond them.
    #expect(Guard.room(paper: 0.25, besides: 0.875, measured: around).holds)
    #expect(!Guard.room(paper: 0.25, besides: 0.9, measured: around).holds)
    #expect(Guard.room(paper: -0.25, besides: 0.125, measured: around).holds)
    #expect(!Guard.room(paper: -0.25, besides: 0.1, measured: around).holds)
    // The other side's room does not count.
    #expect(Guard.room(paper: 0.25, besides: 0.1, measured: around).holds)
    #expect(Guard.room(paper: -0.25, besides: 0.9, measured: around).holds)
    #expect(
      Guard.room(paper: -0.25, besides: 0.1, measured: around).requirement
        == "needs room for half the paper's effect, 12.5%; a share of 10.0% leaves 10.0%")
  }

  @Test func theOppositeIsFoundWhateverTheRoom() {
    let less = Interval(value: -0.2, low: -0.3, high: -0.1)
    let more = Interval(value: 0.2, low: 0.1, high: 0.3)
    #expect(Guard.room(paper: 0.25, besides: 0.9, measured: less).holds)
    #expect(!Guard.room(paper: 0.25, besides: 0.9, measured: more).holds)
    #expect(Guard.room(paper: -0.25, besides: 0.1, measured: more).holds)
    #expect(!Guard.room(paper: -0.25, besides: 0.1, measured: less).holds)
    // Touching zero is not the opposite.
    #expect(
      !Guard.room(paper: 0.25, besides: 0.9, measured: Interval(value: -0.1, low: -0.2, high: 0))
        .holds)
  }

  @Test func numbersThatMeanNothingJudgeNothing() {
    #expect(Guard.isMeaningful(true, because: "a reason").holds)
    let failed = Guard.isMeaningful(false, because: "the run only exercises the code")
    #expect(!failed.holds)
    #expect(
      failed.requirement == "needs numbers that mean something: the run only exercises the code")
  }
}
