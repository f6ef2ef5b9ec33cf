import MetaReasoning
import Testing

private func clean(game: Int, outcome: Double, steps: Int) -> RewardedTrajectory {
  trajectory(game: game, outcome: outcome, malformed: Array(repeating: false, count: steps))
}

@Suite struct TrajectoryAdvantagesTests {
  @Test func withoutMalformedRowsThisIsEquationTwoHoweverLongTheTrajectories() {
    // Game 1, half won: mean 5, deviation 5. Game 2, a quarter won: mean 2.5, population deviation
    // sqrt(18.75) = 4.3301 (the sample deviation would be 5).
    let batch = [
      clean(game: 1, outcome: 10, steps: 1), clean(game: 2, outcome: 10, steps: 2),
      clean(game: 1, outcome: 0, steps: 30), clean(game: 2, outcome: 0, steps: 1),
      clean(game: 2, outcome: 0, steps: 3), clean(game: 2, outcome: 0, steps: 1),
    ]
    let win = 7.5 / 18.75.squareRoot()
    let loss = -2.5 / 18.75.squareRoot()
    let expected = [
      [1], [win, win], Array(repeating: -1, count: 30), [loss], [loss, loss, loss], [loss],
    ]
    #expect(isClose(trajectoryAdvantages(batch, rowPenalty: 0.1), expected))
    #expect(isClose(trajectoryAdvantages(batch, rowPenalty: 0), expected))
  }

  @Test func gamesAreNotMixed() {
    // Each game ends alike, so neither has anything to tell, though the games differ.
    let batch = [
      clean(game: 1, outcome: 10, steps: 1), clean(game: 2, outcome: 0, steps: 1),
      clean(game: 1, outcome: 10, steps: 1), clean(game: 2, outcome: 0, steps: 1),
    ]
    #expect(trajectoryAdvantages(batch, rowPenalty: 0.1) == [[0], [0], [0], [0]])
  }

  @Test func thePenaltyFallsOnTheMalformedRowAlone() {
    // One trajectory lost in one clean step, one in a malformed and a clean step. Scores 0; −0.1, 0
    // with weights 1/2; 1/4, 1/4: mean −0.025, variance 3/4 × 0.025² + 1/4 × 0.075² = 0.001875,
    // deviation 0.0433.
    let batch = [
      clean(game: 1, outcome: 0, steps: 1),
      trajectory(game: 1, outcome: 0, malformed: [true, false]),
    ]
    let deviation = 0.001875.squareRoot()
    #expect(
      isClose(
        trajectoryAdvantages(batch, rowPenalty: 0.1),
        [[0.025 / deviation], [-0.075 / deviation, 0.025 / deviation]]))
    // Without a penalty nothing distinguishes them.
    #expect(trajectoryAdvantages(batch, rowPenalty: 0) == [[0], [0, 0]])
  }

  @Test func anAllWonGroupWithOneMalformedStepTeachesTheForm() {
    // Scores 10, 10, 10, 9.9, each trajectory one step: mean 9.975, deviation 0.1 × sqrt(3) / 4.
    let batch =
      Array(repeating: clean(game: 1, outcome: 10, steps: 1), count: 3)
      + [trajectory(game: 1, outcome: 10, malformed: [true])]
    let third = 1 / 3.0.squareRoot()
    #expect(
      isClose(
        trajectoryAdvantages(batch, rowPenalty: 0.1), [[third], [third], [third], [-3 * third]]))
  }

  @Test func theWeightedAdvantagesOfAGameSumToZero() {
    let batch = [
      trajectory(game: 1, outcome: 10, malformed: [true, false, false]),
      trajectory(game: 1, outcome: 0, malformed: [false, true, true, true, false]),
      trajectory(game: 1, outcome: 10, malformed: [false]),
    ]
    let advantages = trajectoryAdvantages(batch, rowPenalty: 0.1)
    let means = advantages.map { $0.reduce(0, +) / Double($0.count) }
    let squares = advantages.map { $0.map { $0 * $0 }.reduce(0, +) / Double($0.count) }
    #expect(isClose(means.reduce(0, +), 0))
    #expect(isClose(squares.reduce(0, +) / 3, 1))
  }

  @Test func aGroupWithoutVarianceTeachesNothing() {
    // 0.1 + 0.2 rounds: ten scores of 0.3 or nearly so have a mean off by the last bit.
    for outcome in [10, 0.1, 0.1 + 0.2] {
      let batch = Array(repeating: clean(game: 1, outcome: outcome, steps: 3), count: 10)
      let advantages = trajectoryAdvantages(batch, rowPenalty: 0.1)
      #expect(advantages == Array(repeating: [0, 0, 0], count: 10))
    }
  }

  @Test func aGroupOfOneTeachesNothing() {
    #expect(
      trajectoryAdvantages([clean(game: 7, outcome: 10, steps: 2)], rowPenalty: 0.1) == [[0, 0]])
  }

  @Test func aTrajectoryWithoutStepsCountsWithItsOutcome() {
    let batch = [
      clean(game: 1, outcome: 10, steps: 2), clean(game: 1, outcome: 0, steps: 0),
      clean(game: 2, outcome: 10, steps: 0),
    ]
    #expect(trajectoryAdvantages(batch, rowPenalty: 0.1) == [[1, 1], [], []])
    #expect(metaReasoningAdvantages(batch) == [[0, 0], [], []])
    #expect(isClose(releasedStepAdvantages(batch), [[0, 0], [], []]))
    #expect(isClose(releasedTrajectoryAdvantages(batch, rowPenalty: 0.1), [[0, 0], [], []]))
    #expect(trajectoryAdvantages([], rowPenalty: 0.1).isEmpty)
  }
}
