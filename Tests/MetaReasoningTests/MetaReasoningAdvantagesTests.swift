import MetaReasoning
import Testing

@Suite struct MetaReasoningAdvantagesTests {
  @Test func normalisesWithinTheTagOverTheWholeBatch() {
    // Explore rewards 1, 0, 0 in game 1 and 0 in game 2: mean 1/4, population deviation
    // sqrt(3) / 4, so sqrt(3) and −1 / sqrt(3). Divided by the variance they would be 4 and −4/3,
    // with the sample deviation 1.5 and −0.5. Planning 1 in game 1, 0 in game 2: 1 and −1.
    let batch = [
      trajectory(
        game: 1, outcome: 10,
        [(.tag(.planning), 1), (.tag(.explore), 1), (.tag(.explore), 0), (.tag(.explore), 0)]),
      trajectory(game: 2, outcome: 0, [(.tag(.explore), 0), (.tag(.planning), 0)]),
    ]
    let root = 3.0.squareRoot()
    #expect(
      isClose(metaReasoningAdvantages(batch), [[1, root, -1 / root, -1 / root], [-1 / root, -1]]))
  }

  @Test func aGroupWithoutVarianceIsExactlyZero() {
    // A tag used once, one always paid alike (by an amount that rounds), and one never paid.
    let batch = [
      trajectory(
        game: 1, outcome: 10,
        [(.tag(.planning), 1), (.tag(.explore), 0.1), (.tag(.explore), 0.1), (.tag(.monitor), 0)]),
      trajectory(game: 1, outcome: 0, [(.tag(.explore), 0.1), (.tag(.monitor), 0)]),
    ]
    #expect(metaReasoningAdvantages(batch) == [[0, 0, 0, 0], [0, 0]])
  }

  @Test func malformedStepsAreComparedWithNoTag() {
    let batch = [
      trajectory(
        game: 1, outcome: 10,
        [(.tag(.explore), 1), (.malformed, 0), (.tag(.explore), 1), (.untagged, 0)])
    ]
    #expect(metaReasoningAdvantages(batch) == [[0, 0, 0, 0]])
  }
}
