import ExerciseSupport
import Experiments
import Randomness

@main struct Checker {
  private static func step(
    _ action: String?, _ observation: String, world: UInt64
  ) -> Transcript.Step {
    Transcript.Step(
      action: action, observation: observation,
      isAdmissible: action != nil && observation != "Nothing happens.", worldState: world)
  }

  static func main() {
    run { check in
      let desk = step("go to desk 1", "You see a mug 1.", world: 1)
      let refused = step("go to desk 9", "Nothing happens.", world: 1)
      let malformed = step(nil, "Nothing happens.", world: 1)
      var episodes = [
        [desk], [desk, desk], [refused, refused], [desk, refused, desk, refused],
        [malformed, malformed], [desk, step("go to desk 1", "You see a mug 1.", world: 2)],
        [desk, step("go to desk 1", "You see nothing.", world: 1)], [desk, desk, desk], [],
      ]
      var generator = SeededGenerator(seed: 8)
      for _ in 0..<1000 {
        episodes.append(
          (0..<generator.below(9)).map { _ in
            let action = generator.element(of: ["look", "go to desk 1", "go to bed 1", nil]) ?? nil
            let isRefused = action == nil || generator.happens(thousandths: 300)
            return step(
              action, isRefused ? "Nothing happens." : "You see thing \(generator.below(2)).",
              world: UInt64(generator.below(2)))
          })
      }
      for steps in episodes {
        let expected = EpisodeMetrics(
          Transcript(gameID: "game", category: nil, opening: "", won: false, steps: steps))
        let got = repeats(in: steps)
        let example =
          "these steps\n"
          + steps.map {
            "world \($0.worldState): \($0.action ?? "(malformed)") → \($0.observation)"
          }.joined(separator: "\n")
        try check.equal(Double(got.any), Double(expected.repeats), "all repeats of " + example)
        try check.equal(
          Double(got.possible), Double(expected.repeatsOfPossible),
          "repeats of possible actions of " + example)
      }
    }
  }
}
