import Statistics
import Testing

@Suite struct AveragesTests {
  @Test func meanWeighsAllValuesAlike() {
    #expect(mean([1, 2, 6]) == 3)
    #expect(mean([]).isNaN)
  }

  @Test func quantileInterpolates() {
    // Position 0.25 * 3 = 0.75 between 1 and 2.
    #expect(quantile(0.25, ofSorted: [1, 2, 3, 4]) == 1.75)
    #expect(quantile(0, ofSorted: [1, 2, 3, 4]) == 1)
    #expect(quantile(1, ofSorted: [1, 2, 3, 4]) == 4)
    #expect(quantile(0.5, ofSorted: []).isNaN)
  }
}
