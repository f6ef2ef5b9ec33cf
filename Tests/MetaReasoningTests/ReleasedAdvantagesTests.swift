import MetaReasoning
import Testing

@Suite struct ReleasedAdvantagesTests {
  @Test func trajectoriesWeighByTheirSteps() {
    // Rows of game 1: 10, 10, 10, 0 (three steps won, one step lost). Mean 7.5, sample deviation
    // sqrt(75 / 3) = 5: the won rows get +0.5 each, the lost one −1.5, but for the 1e-6.
    let batch = [
      trajectory(game: 1, outcome: 10, malformed: [false, false, false]),
      trajectory(game: 1, outcome: 0, malformed: [false]),
    ]
    let advantages = releasedTrajectoryAdvantages(batch, rowPenalty: 0.1)
    let scale = 5 + 1e-6
    #expect(
      isClose(
        advantages, [[2.5 / scale, 2.5 / scale, 2.5 / scale], [-7.5 / scale]], tolerance: 1e-12))
  }

  @Test func gamesAreNotMixed() {
    let batch = [
      trajectory(game: 1, outcome: 10, malformed: [false, false]),
      trajectory(game: 2, outcome: 0, malformed: [false, false]),
    ]
    #expect(releasedTrajectoryAdvantages(batch, rowPenalty: 0.1) == [[0, 0], [0, 0]])
  }

  @Test func thePenaltyIsTakenFromTheMalformedRow() {
    // Rows −0.1 and 0: mean −0.05, sample deviation 0.1 / sqrt(2).
    let batch = [trajectory(game: 1, outcome: 0, malformed: [true, false])]
    let expected = 0.05 / (0.1 / 2.0.squareRoot() + 1e-6)
    #expect(
      isClose(releasedTrajectoryAdvantages(batch, rowPenalty: 0.1), [[-expected, expected]]))
  }

  @Test func aSingleRowPassesItsScore() {
    let batch = [trajectory(game: 1, outcome: 10, malformed: [true])]
    #expect(
      isClose(
        releasedTrajectoryAdvantages(batch, rowPenalty: 0.1), [[9.9 / (1 + 1e-6)]],
        tolerance: 1e-12))
  }

  @Test func stepsAreComparedWithinTheirGameAndTag() {
    // The only planning step of either game passes its raw reward: 1 / (1 + 1e-6). Explore in game
    // 1: 1 and 0, mean 0.5, sample deviation 1 / sqrt(2); in game 2 one step, 0.
    let batch = [
      trajectory(
        game: 1, outcome: 10, [(.tag(.planning), 1), (.tag(.explore), 1), (.tag(.explore), 0)]),
      trajectory(game: 2, outcome: 10, [(.tag(.planning), 1), (.tag(.explore), 0)]),
    ]
    let raw = 1 / (1 + 1e-6)
    let explore = 0.5 / (0.5.squareRoot() + 1e-6)
    #expect(
      isClose(
        releasedStepAdvantages(batch), [[raw, explore, -explore], [raw, 0]], tolerance: 1e-12))
    // As written the two planning steps share one group without variance.
    #expect(metaReasoningAdvantages(batch)[0][0] == 0)
  }

  @Test func noneIsConstantlyZero() {
    let steps = [malformed(), step(.monitor, "look"), step(.monitor, "go")]
    let batch = [
      RewardedTrajectory(
        group: 1, outcome: 10, steps: stepRewards(of: steps, won: true, rules: .released))
    ]
    #expect(releasedStepAdvantages(batch) == [[0, 0, 0]])
  }

  @Test func equalScoresThatRoundTeachNothing() {
    let batch = Array(
      repeating: trajectory(game: 1, outcome: 0.1, malformed: [false]), count: 10)
    #expect(
      releasedTrajectoryAdvantages(batch, rowPenalty: 0) == Array(repeating: [0], count: 10))
  }
}
