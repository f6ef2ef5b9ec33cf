import ExerciseSupport
import MetaReasoning
import Randomness

@main struct Checker {
  typealias Step = (tag: ReasoningTag, reward: Double)

  static func main() {
    run { check in
      var batches: [[[Step]]] = [
        [[(.explore, 1), (.explore, 0)]],
        [[(.explore, 1)], [(.explore, 0)]],
        [[(.explore, 1), (.reflection, 0)], [(.explore, 0), (.reflection, 0)]],
        [[(.monitor, 0), (.monitor, 0)]], [[(.planning, 1)]], [[], [(.explore, 1)]],
      ]
      var generator = SeededGenerator(seed: 3)
      for _ in 0..<500 {
        batches.append(
          (0..<(1 + generator.below(4))).map { _ in
            (0..<generator.below(6)).map { _ in
              (ReasoningTag.allCases[generator.below(4)], Double(generator.below(3)) / 2)
            }
          })
      }
      for batch in batches {
        let trajectories = batch.map { steps in
          RewardedTrajectory(
            group: 0, outcome: 0,
            steps: steps.map {
              StepReward(group: .tag($0.tag), reward: $0.reward, isMalformed: false)
            })
        }
        let got = tagAdvantages(
          rewards: batch.map { $0.map(\.reward) }, tags: batch.map { $0.map(\.tag) })
        let expected = metaReasoningAdvantages(trajectories)
        let example =
          "trajectories with these steps\n"
          + batch.map { steps in
            steps.map { "\($0.tag.rawValue) \(number($0.reward))" }.joined(separator: ", ")
          }.joined(separator: "\n")
        try check.holds(
          got.map(\.count) == expected.map(\.count), example,
          expected: "as many steps in each: \(expected.map(\.count))", got: "\(got.map(\.count))")
        for (got, expected) in zip(got, expected) { try check.equal(got, expected, example) }
      }
    }
  }
}
