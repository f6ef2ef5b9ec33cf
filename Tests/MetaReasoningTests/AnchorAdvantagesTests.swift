import MetaReasoning
import Testing

@Suite struct AnchorAdvantagesTests {
  @Test func comparesReturnsOfIdenticalObservationsOfOneGame() {
    // In game 1 "hall" was met three times, twice by one trajectory: returns 6, 3 and 0, mean 3.
    // "loft" once in each game, and "hall" once in game 2: nothing to compare with.
    let advantages = anchorAdvantages(
      returns: [[6, 3, 5], [0, 2], [9, 4]],
      observations: [["hall", "hall", "loft"], ["hall", "attic"], ["hall", "loft"]],
      groups: [1, 1, 2])
    #expect(advantages == [[3, 0, 0], [-3, 0], [0, 0]])
  }

  @Test func equalReturnsThatRoundTeachNothing() {
    let count = 10
    let advantages = anchorAdvantages(
      returns: Array(repeating: [0.1], count: count),
      observations: Array(repeating: ["hall"], count: count),
      groups: Array(repeating: 1, count: count))
    #expect(advantages == Array(repeating: [0], count: count))
  }

  @Test func keepsTheShapeOfTrajectoriesWithoutSteps() {
    #expect(
      anchorAdvantages(
        returns: [[], [1], []], observations: [[], ["hall"], []], groups: [1, 1, 2])
        == [[], [0], []])
  }

  @Test func returnsAreDiscountedTowardsTheEnd() {
    // 1 + 0.5 × (2 + 0.5 × 4) = 3, 2 + 0.5 × 4 = 4, 4.
    #expect(discountedReturns(rewards: [1, 2, 4], discount: 0.5) == [3, 4, 4])
    #expect(discountedReturns(rewards: [0, 0, 10], discount: 1) == [10, 10, 10])
    #expect(discountedReturns(rewards: [1, 2], discount: 0) == [1, 2])
    #expect(discountedReturns(rewards: [], discount: 0.5).isEmpty)
  }
}
