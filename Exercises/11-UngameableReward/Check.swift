import ExerciseSupport
import MetaReasoning

/// The first episode of up to `length` steps, the short ones first, that earns more than without its
/// failed steps.
func firstExploit(
  of length: Int, rewards: ([ParsedStep]) -> [Double]
) -> (steps: [ParsedStep], earned: Double, without: Double)? {
  let possible = [
    step(.monitor, "take potato 1 from desk 1", isAdmissible: false),
    step(.reflection, "take potato 1 from desk 1", isAdmissible: false),
    step(.monitor, "take mug 1 from desk 1", isAdmissible: false),
    step(.reflection, "go to bed 1"), step(.reflection, "go to desk 1"), step(.monitor, "look"),
    malformedStep(),
  ]
  var episodes: [[ParsedStep]] = [[]]
  for _ in 0..<length {
    episodes = episodes.flatMap { episode in possible.map { episode + [$0] } }
    for steps in episodes {
      let earned = rewards(steps).reduce(0, +)
      let without = rewards(steps.filter { !$0.isFailure }).reduce(0, +)
      if earned > without + 1e-9 { return (steps, earned, without) }
    }
  }
  return nil
}

@main struct Checker {
  static func main() {
    run { check in
      let (potato, mug) = (
        step(.monitor, "take potato 1 from desk 1", isAdmissible: false),
        step(.monitor, "take mug 1 from desk 1", isAdmissible: false)
      )
      for honest in [
        [potato, mug, step(.reflection, "go to bed 1")],
        [step(.monitor, "look"), potato, mug, step(.reflection, "go to desk 1")],
      ] {
        let got = rewards(of: honest)
        try check.holds(
          got.count == honest.count, "these steps\n" + text(of: honest),
          expected: "one reward a step: \(honest.count)", got: "\(got.count)")
        try check.holds(
          got[got.count - 1] > 0,
          "the last of these steps, an honest correction\n" + text(of: honest),
          expected: "more than 0", got: number(got[got.count - 1]))
      }
      for idle in [
        [step(.reflection, "go to bed 1")],
        [step(.monitor, "look"), step(.reflection, "go to bed 1")],
        [potato, mug, step(.monitor, "look"), step(.reflection, "go to bed 1")],
      ] {
        let got = rewards(of: idle)
        try check.holds(
          got.count == idle.count && got[got.count - 1] == 0,
          "the last of these steps, which no failure stands before\n" + text(of: idle),
          expected: "0", got: got.last.map(number) ?? "no reward")
      }
      // The search finds what is known: the paper's rule has an exploit, the charged one has none.
      let paper = firstExploit(of: 3) {
        stepRewards(of: $0, won: false, rules: RewardRules()).map(\.reward)
      }
      try check.holds(
        paper != nil, "the search on the paper's own rule", expected: "an exploit", got: "none")
      var charged = RewardRules()
      charged.reflectionRule = .charged
      let none = firstExploit(of: 4) {
        stepRewards(of: $0, won: false, rules: charged).map(\.reward)
      }
      try check.holds(
        none == nil, "the search on the charged rule", expected: "no exploit",
        got: none.map { text(of: $0.steps) } ?? "")
      if let exploit = firstExploit(of: 6, rewards: rewards(of:)) {
        try check.holds(
          false, "an exploit\n" + text(of: exploit.steps),
          expected: "at most \(number(exploit.without)), what it earns without its failed steps",
          got: number(exploit.earned))
      }
    }
  }
}
