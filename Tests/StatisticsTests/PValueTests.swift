import Statistics
import Testing

@Suite struct PValueTests {
  @Test func countsTheSmallerSideTwice() {
    // Nineteen replicates 1 ... 19, given in falling order.
    let estimate = Estimate(value: 10, replicates: (1...19).reversed().map(Double.init))
    // Two are at most 2, so 2 * (2 + 1) / (19 + 1).
    #expect(estimate.pValue(against: 2) == 0.3)
    // Two are at least 18: the other side, the same number.
    #expect(estimate.pValue(against: 18) == 0.3)
    // None is at most 0: not zero, but 2 * 1 / 20.
    #expect(estimate.pValue() == 0.1)
    // Ten on either side: 2 * 11 / 20 is no probability.
    #expect(estimate.pValue(against: 10) == 1)
  }

  @Test func nothingMeasuredAgainstNothingIsCertain() {
    #expect(Estimate(value: 0, replicates: [0, 0, 0, 0]).pValue() == 1)
  }

  @Test func intervalCutsOffAsMuchBelowAsAbove() {
    // Positions 0.025 * 40 = 1 and 0.975 * 40 = 39 of the numbers 0 ... 40.
    let estimate = Estimate(value: 21, replicates: (0...40).reversed().map(Double.init))
    #expect(abs(estimate.interval.low - 1) < 1e-9)
    #expect(abs(estimate.interval.high - 39) < 1e-9)
    #expect(estimate.interval.value == 21)
  }
}

@Suite struct HolmTests {
  @Test func matchesTheHandWorkedFamily() {
    // Ascending 0.005 * 4, 0.01 * 3, 0.03 * 2, 0.04 * 1 -> raised to 0.06.
    let adjusted = holm([0.01, 0.04, 0.03, 0.005])
    for (value, expected) in zip(adjusted, [0.03, 0.06, 0.06, 0.02]) {
      #expect(abs(value - expected) < 1e-12)
    }
  }

  @Test func neverExceedsOneAndTiesStayTies() {
    // 0.8 * 2 is no probability, and 0.9 may not fall below what it became.
    #expect(holm([0.9, 0.8]) == [1, 1])
    #expect(holm([0.25, 0.25]) == [0.5, 0.5])
  }

  @Test func aFamilyOfOneIsLeftAlone() {
    #expect(holm([0.03]) == [0.03])
    #expect(holm([]) == [])
  }
}
