import MetaReasoning
import Testing

private func trajectory(
  group: Int, outcome: Double, _ steps: [(ReasoningTag?, Double)]
) -> RewardedTrajectory {
  RewardedTrajectory(
    group: group, outcome: outcome,
    steps: steps.map { StepReward(tag: $0.0, reward: $0.1, violatesFormat: false) })
}

private func isClose(_ a: Double, _ b: Double, tolerance: Double = 1e-5) -> Bool {
  abs(a - b) < tolerance
}

@Suite struct AdvantageTests {
  @Test func trajectoryAdvantagesSumToZeroInEachGroup() {
    let outcomes = [10.0, 0, 0, 10, 10, 0, 0, 0]
    let groups = [1, 1, 1, 1, 2, 2, 2, 2]
    let advantages = trajectoryAdvantages(outcomes: outcomes, groups: groups)
    #expect(isClose(advantages[0..<4].reduce(0, +), 0))
    #expect(isClose(advantages[4...].reduce(0, +), 0))
    // Half won: mean 5, deviation 5.
    #expect(isClose(advantages[0], 1))
    // A quarter won: mean 2.5, deviation sqrt(18.75) = 4.3301.
    #expect(isClose(advantages[4], 7.5 / 4.330127))
  }

  @Test func aGroupWithoutVarianceTeachesNothing() {
    #expect(trajectoryAdvantages(outcomes: [10, 10, 10], groups: [1, 1, 1]) == [0, 0, 0])
    #expect(trajectoryAdvantages(outcomes: [10], groups: [7]) == [0])
  }

  @Test func stepAdvantagesAreNormalisedWithinTheTagOverTheWholeBatch() {
    // Explore rewards 1, 0 and 1, 0 in two games: mean 0.5, deviation 0.5. Monitor: all 0.
    let batch = [
      trajectory(group: 1, outcome: 10, [(.explore, 1), (.monitor, 0), (.explore, 0)]),
      trajectory(group: 2, outcome: 0, [(.explore, 1), (.explore, 0)]),
    ]
    #expect(metaReasoningAdvantages(batch) == [[1, 0, -1], [1, -1]])
  }

  @Test func asWrittenMixesBothWithAlpha() {
    let batch = [
      trajectory(group: 1, outcome: 10, [(.explore, 1), (.monitor, 0)]),
      trajectory(group: 1, outcome: 0, [(.explore, 0)]),
    ]
    var weights = AdvantageWeights()
    weights.alpha = 0.25
    let advantages = rlvmrAdvantages(
      batch, variant: .asWritten, weights: weights, constants: RewardConstants())
    // Trajectories +1 and −1; explore steps +1 and −1; monitor 0.
    #expect(advantages.map { $0.map(\.total) } == [[1, 0.25], [-1]])
    #expect(advantages[0][1] == StepAdvantage(trajectory: 1, metaReasoning: 0, total: 0.25))
  }

  @Test func releasedWeighsTrajectoriesByTheirSteps() {
    // Rows of game 1: 10, 10, 10, 0 (three steps won, one step lost). Mean 7.5, sample deviation
    // sqrt(75 / 3) = 5: the won rows get +0.5 each, the lost one −1.5.
    let batch = [
      trajectory(group: 1, outcome: 10, [(nil, 0), (nil, 0), (nil, 0)]),
      trajectory(group: 1, outcome: 0, [(nil, 0)]),
    ]
    let advantages = rlvmrAdvantages(
      batch, variant: .released, weights: AdvantageWeights(), constants: RewardConstants())
    #expect(isClose(advantages[0][0].total, 0.5))
    #expect(isClose(advantages[1][0].total, -1.5))
  }

  @Test func releasedLetsAGroupOfOnePassItsRawReward() {
    // The only planning step of game 1 has no companion to be compared with: 1 / (1 + 1e-6).
    let batch = [
      trajectory(group: 1, outcome: 10, [(.planning, 1), (.explore, 1), (.explore, 0)]),
      trajectory(group: 2, outcome: 10, [(.planning, 1), (nil, 0)]),
    ]
    let advantages = rlvmrAdvantages(
      batch, variant: .released, weights: AdvantageWeights(), constants: RewardConstants())
    #expect(isClose(advantages[0][0].metaReasoning, 1))
    #expect(isClose(advantages[1][0].metaReasoning, 1))
    // As written the two planning steps share one group without variance.
    #expect(metaReasoningAdvantages(batch)[0][0] == 0)
    // Within game 1: explore 1 and 0, mean 0.5, sample deviation 0.7071.
    #expect(isClose(advantages[0][1].metaReasoning, 0.5 / 0.70710678))
  }

  @Test func releasedTakesThePenaltyFromTheRowsScore() {
    let batch = [
      RewardedTrajectory(
        group: 1, outcome: 0,
        steps: [
          StepReward(tag: nil, reward: 0, violatesFormat: true),
          StepReward(tag: nil, reward: 0, violatesFormat: false),
        ])
    ]
    let advantages = rlvmrAdvantages(
      batch, variant: .released, weights: AdvantageWeights(), constants: RewardConstants())
    // Rows −0.1 and 0: mean −0.05, sample deviation 0.0707.
    #expect(isClose(advantages[0][0].trajectory, -0.05 / 0.0707117, tolerance: 1e-4))
    #expect(advantages[0][0].metaReasoning == 0)
  }
}
