import ExerciseSupport
import MetaReasoning
import Randomness

@main struct Checker {
  static func main() {
    run { check in
      let desk = step(.explore, "go to desk 1", naming: ["desk 1"])
      let mug = step(.explore, "take mug 1 from desk 1", naming: ["mug 1", "desk 1"])
      let ghost = step(.explore, "go to desk 9", naming: ["desk 9"], isAdmissible: false)
      var episodes = [
        [desk], [desk, desk], [desk, mug], [step(.explore, "look")], [ghost],
        [step(.monitor, "go to desk 1", naming: ["desk 1"]), desk],
        [step(.monitor, "go to desk 1", naming: ["desk 1"], isAdmissible: false), desk],
        [malformedStep(), desk],
      ]
      var generator = SeededGenerator(seed: 1)
      for _ in 0..<2000 { episodes.append(randomSteps(using: &generator)) }
      for steps in episodes {
        for index in steps.indices where steps[index].response?.tag == .explore {
          try check.equal(
            reward(ofExploreAt: index, in: steps),
            exploreReward(at: index, in: steps, rules: RewardRules()),
            "the last of these steps\n" + text(of: Array(steps[...index])))
        }
      }
    }
  }
}
