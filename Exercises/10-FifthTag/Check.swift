import ExerciseSupport
import MetaReasoning

@main struct Checker {
  /// A step in a world; the tag in the text is monitor's, as the fifth is not one of the project's.
  private static func act(
    _ action: String, _ targets: [String], world: UInt64, isAdmissible: Bool = true
  ) -> ParsedStep {
    step(.monitor, action, naming: targets, isAdmissible: isAdmissible, world: world)
  }

  private static func described(_ steps: [ParsedStep]) -> String {
    steps.enumerated().map { index, step in
      "\(index + 1). world \(step.worldState): \(step.response?.action ?? "(malformed)")"
        + (step.isAdmissible ? "" : "  (refused)")
    }.joined(separator: "\n")
  }

  static func main() {
    run { check in
      let open = act("open fridge 1", ["fridge 1"], world: 1)
      let examine = act("examine fridge 1", ["fridge 1"], world: 2)
      let lookAround = act("look", [], world: 2)
      let elsewhere = act("examine desk 1", ["desk 1"], world: 2)
      let take = act("take egg 1 from fridge 1", ["egg 1", "fridge 1"], world: 2)
      let refused = act("open fridge 1", ["fridge 1"], world: 1, isAdmissible: false)
      let early = act("examine fridge 1", ["fridge 1"], world: 1)
      let again = act("examine fridge 1", ["fridge 1"], world: 2, isAdmissible: false)
      // Worked by hand: what the last of each is paid.
      for (steps, paid) in [
        ([lookAround, lookAround], 0.0), ([open, examine], 1), ([examine], 0),
        ([open, examine, examine], 0), ([open, lookAround], 0), ([open, elsewhere], 0),
        ([open, take], 1), ([refused, early], 0), ([open, again], 0), ([early, early], 0),
        ([open, take, act("examine egg 1", ["egg 1"], world: 3)], 1),
        ([open, lookAround, examine], 0),
      ] {
        try check.equal(
          reward(ofVerificationAt: steps.count - 1, in: steps), paid,
          "what the last of these steps earns\n" + described(steps))
      }
      let possible: [ParsedStep] = [1, 2].flatMap { world in
        [
          act("open fridge 1", ["fridge 1"], world: world),
          act("examine fridge 1", ["fridge 1"], world: world), act("look", [], world: world),
          act("examine egg 1", ["egg 1"], world: world, isAdmissible: false),
        ]
      }
      var episodes: [[ParsedStep]] = [[]]
      for _ in 0..<4 {
        episodes = episodes.flatMap { episode in possible.map { episode + [$0] } }
        for steps in episodes {
          let paid = steps.indices.reduce(0) { $0 + reward(ofVerificationAt: $1, in: steps) }
          let changes = zip(steps, steps.dropFirst()).count { $0.worldState != $1.worldState }
          try check.holds(
            paid <= Double(changes),
            "an episode whose steps are all verifications\n" + described(steps),
            expected: "at most \(changes), the changes of the world", got: number(paid))
        }
      }
    }
  }
}
