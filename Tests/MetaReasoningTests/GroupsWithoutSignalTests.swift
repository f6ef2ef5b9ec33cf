import MetaReasoning
import Testing

@Suite struct GroupsWithoutSignalTests {
  @Test func countsTheGroupsAllOfWhoseAdvantagesAreZero() {
    // Game 1 is silent, game 2 has one advantage in one trajectory, game 3 only losses, game 4 no
    // steps at all.
    #expect(
      groupsWithoutSignal(
        [[0, 0], [0, 0], [0, 0.5], [0], [-1], []], groups: [1, 2, 2, 1, 3, 4]) == 0.5)
    #expect(groupsWithoutSignal([[0], [1]], groups: [1, 1]) == 0)
    #expect(groupsWithoutSignal([], groups: []) == 0)
  }

  @Test func aWonGroupWithAMalformedStepHasSignal() {
    // Looking at wins alone would count it as silent.
    let batch = [
      trajectory(game: 1, outcome: 10, malformed: [false, false]),
      trajectory(game: 1, outcome: 10, malformed: [false, true]),
      trajectory(game: 2, outcome: 10, malformed: [false]),
      trajectory(game: 2, outcome: 10, malformed: [false]),
    ]
    let advantages = trajectoryAdvantages(batch, rowPenalty: RewardRules().rowPenalty)
    #expect(groupsWithoutSignal(advantages, groups: batch.map(\.group)) == 0.5)
  }
}
