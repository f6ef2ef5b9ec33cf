import ExerciseSupport
import MetaReasoning

private typealias Rule = (Int, [ParsedStep]) -> Double

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
    run(reward(ofVerificationAt:in:), refusing: wrong) { check, rule in
      let open = act("open fridge 1", ["fridge 1"], world: 1)
      let examine = act("examine fridge 1", ["fridge 1"], world: 2)
      let lookAround = act("look", [], world: 2)
      let elsewhere = act("examine desk 1", ["desk 1"], world: 2)
      let take = act("take egg 1 from fridge 1", ["egg 1", "fridge 1"], world: 2)
      let put = act("move egg 1 to desk 1", ["egg 1", "desk 1"], world: 3)
      let refused = act("open fridge 1", ["fridge 1"], world: 1, isAdmissible: false)
      let early = act("examine fridge 1", ["fridge 1"], world: 1)
      let again = act("examine fridge 1", ["fridge 1"], world: 2, isAdmissible: false)
      // Worked by hand: what the last of each is paid.
      for (steps, paid) in [
        ([lookAround, lookAround], 0.0), ([open, examine], 1), ([examine], 0),
        ([open, examine, examine], 0), ([open, lookAround], 0), ([open, elsewhere], 0),
        ([open, take], 1), ([refused, early], 0), ([open, again], 0), ([early, early], 0),
        ([open, take, act("examine egg 1", ["egg 1"], world: 3)], 1),
        // The thing they share stands first in both, and then first in one and last in the other.
        ([open, take, put], 1),
        ([open, take, put, act("examine desk 1", ["desk 1"], world: 4)], 1),
        ([open, take, act("examine fridge 1", ["fridge 1"], world: 3)], 1),
        ([open, lookAround, examine], 0),
      ] {
        try check.equal(
          rule(steps.count - 1, steps), paid,
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
          let paid = steps.indices.reduce(0) { $0 + rule($1, steps) }
          let changes = zip(steps, steps.dropFirst()).count { $0.worldState != $1.worldState }
          try check.holds(
            paid <= Double(changes),
            "an episode whose steps are all verifications\n" + described(steps),
            expected: "at most \(changes), the changes of the world", got: number(paid))
        }
      }
      let loop = (0..<6).map { place in
        act(
          "\(place.isMultiple(of: 2) ? "open" : "close") fridge 1", ["fridge 1"],
          world: place.isMultiple(of: 2) ? 1 : 2)
      }
      let paid = loop.indices.reduce(0) { $0 + rule($1, loop) }
      check.note(
        "Still paid, \(number(paid)) in \(loop.count) steps, and without end:\n" + described(loop))
    }
  }

  /// Rules that look right and are not, each by one thing that the checker must not let through.
  private static var wrong: [(why: String, answer: Rule)] {
    func rule(
      looks: @escaping (_ previous: [String], _ this: [String]) -> Bool,
      changed: @escaping (UInt64, UInt64) -> Bool = { $0 != $1 }, mayBeRefused: Bool = false
    ) -> Rule {
      { index, steps in
        guard index > 0, mayBeRefused || steps[index].isAdmissible else { return 0 }
        let previous = steps[index - 1]
        return changed(previous.worldState, steps[index].worldState)
          && looks(previous.targets, steps[index].targets) ? 1 : 0
      }
    }
    func shares(_ previous: [String], _ this: [String]) -> Bool {
      this.contains { previous.contains($0) }
    }
    return [
      (
        "only the last thing looked at counts",
        rule { previous, this in this.last.map(previous.contains) ?? false }
      ),
      (
        "only the first thing looked at counts",
        rule { previous, this in this.first.map(previous.contains) ?? false }
      ),
      (
        "only the last thing of the action before counts",
        rule { previous, this in previous.last.map(this.contains) ?? false }
      ),
      (
        "only the first thing of the action before counts",
        rule { previous, this in previous.first.map(this.contains) ?? false }
      ),
      ("anything may be looked at", rule { _, _ in true }),
      ("the world need not change", rule(looks: shares, changed: { _, _ in true })),
      ("a refused look counts", rule(looks: shares, mayBeRefused: true)),
    ]
  }
}
