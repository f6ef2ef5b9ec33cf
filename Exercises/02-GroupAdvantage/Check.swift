import ExerciseSupport
import MetaReasoning
import Randomness

@main struct Checker {
  static func main() {
    run { check in
      var groups: [[Double]] = [
        [10, 0], [10, 0, 0, 0], [10, 10, 10, 10, 10, 10, 0, 0], [0, 0, 0], [10, 10], [10], [],
        [0.1, 0.1, 0.1],
      ]
      var generator = SeededGenerator(seed: 2)
      for _ in 0..<500 {
        let size = 1 + generator.below(8)
        groups.append((0..<size).map { _ in generator.happens(thousandths: 400) ? 10 : 0 })
        groups.append((0..<size).map { _ in generator.unit() * 10 })
      }
      for outcomes in groups {
        // One well-formed step each: its advantage is that of its trajectory.
        let trajectories = outcomes.map {
          RewardedTrajectory(
            group: 0, outcome: $0,
            steps: [StepReward(group: .untagged, reward: 0, isMalformed: false)])
        }
        try check.equal(
          groupAdvantages(of: outcomes),
          trajectoryAdvantages(trajectories, rowPenalty: 0).map { $0[0] },
          "a group with the outcomes " + list(outcomes))
      }
    }
  }
}
