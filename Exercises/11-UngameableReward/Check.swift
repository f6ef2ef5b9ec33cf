import ExerciseSupport
import MetaReasoning

private typealias Rewards = ([ParsedStep]) -> [Double]

private let potato = step(.monitor, "take potato 1 from desk 1", isAdmissible: false)
private let mug = step(.monitor, "take mug 1 from desk 1", isAdmissible: false)
/// The same command as `potato`, in a world that has changed.
private let potatoAtLast = step(.reflection, "take potato 1 from desk 1", world: 1)

/// All episodes of a number of steps of a small world.
private func episodes(of length: Int) -> [[ParsedStep]] {
  let possible = [
    potato, step(.reflection, "take potato 1 from desk 1", isAdmissible: false), mug,
    potatoAtLast, step(.reflection, "go to bed 1"), step(.reflection, "go to desk 1"),
    step(.monitor, "look"), malformedStep(),
  ]
  return (0..<length).reduce([[]]) { episodes, _ in
    episodes.flatMap { episode in possible.map { episode + [$0] } }
  }
}

/// The first episode of up to `length` steps, the short ones first, that earns more than without its
/// failed steps.
private func firstExploit(
  of length: Int, rewards: Rewards
) -> (steps: [ParsedStep], earned: Double, without: Double)? {
  for count in 1...length {
    for steps in episodes(of: count) {
      let earned = rewards(steps).reduce(0, +)
      let without = rewards(steps.filter { !$0.isFailure }).reduce(0, +)
      if earned > without + 1e-9 { return (steps, earned, without) }
    }
  }
  return nil
}

@main struct Checker {
  static func main() {
    run(rewards(of:), refusing: wrong) { check, rewards in
      var least = Double.infinity
      for honest in [
        [potato, mug, step(.reflection, "go to bed 1")],
        [step(.monitor, "look"), potato, mug, step(.reflection, "go to desk 1")],
      ] {
        let got = rewards(honest)
        try check.holds(
          got.count == honest.count, "these steps\n" + text(of: honest),
          expected: "one reward a step: \(honest.count)", got: "\(got.count)")
        least = min(least, got[got.count - 1])
        try check.holds(
          got[got.count - 1] >= 0.01,
          "the last of these steps, an honest correction\n" + text(of: honest),
          expected: "at least 0.01", got: number(got[got.count - 1]))
      }
      for (idle, why) in [
        ([step(.reflection, "go to bed 1")], "which no failure stands before"),
        (
          [step(.monitor, "look"), step(.reflection, "go to bed 1")],
          "which no failure stands before"
        ),
        (
          [potato, mug, step(.monitor, "look"), step(.reflection, "go to bed 1")],
          "which no failure stands right before"
        ),
        ([potato, step(.reflection, "go to bed 1")], "which a single failure stands before"),
        (
          [potato, mug, step(.reflection, "take pen 1 from desk 1", isAdmissible: false)],
          "which is refused itself"
        ),
        ([potato, mug, potatoAtLast], "the same as a command that failed"),
        ([mug, potato, potatoAtLast], "the same as a command that failed"),
      ] {
        let got = rewards(idle)
        // A refused step may be charged for.
        let isPaid = got.last.map { idle[idle.count - 1].isFailure ? $0 > 0 : $0 != 0 } ?? true
        try check.holds(
          got.count == idle.count && !isPaid,
          "the last of these steps, \(why)\n" + text(of: idle),
          expected: idle[idle.count - 1].isFailure ? "0 or less" : "0",
          got: got.last.map(number) ?? "no reward")
      }
      for steps in (1...3).flatMap(episodes) {
        let got = rewards(steps)
        try check.holds(
          got.allSatisfy { $0 >= -least - 1e-9 }, "the steps of\n" + text(of: steps),
          expected: "none that costs more than a correction earns, \(number(least))",
          got: list(got))
      }
      if let exploit = firstExploit(of: 6, rewards: rewards) {
        try check.holds(
          false, "an exploit\n" + text(of: exploit.steps),
          expected: "at most \(number(exploit.without)), what it earns without its failed steps",
          got: number(exploit.earned))
      }
    }
  }

  /// Rules that look right and are not, each by one thing that the checker must not let through.
  private static var wrong: [(why: String, answer: Rewards)] {
    [
      ("the paper's rule", { projects($0) }),
      ("the paper's rule, scaled to nothing", { projects($0).map { 1e-10 * $0 } }),
      ("the novel rule, which charges nothing", { projects($0, .novel) }),
      ("a charge too small", { rule($0, charge: 0.4) }),
      ("a charge that ends all finding out", { rule($0, charge: 1000) }),
      (
        "a charge that ends all finding out, and any reflection paid",
        { rule($0, charge: 1000, failures: 1, allowsRefused: true, allowsSame: true) }
      ),
      ("a refused reflection paid", { rule($0, allowsRefused: true) }),
      ("a failed command paid", { rule($0, allowsSame: true) }),
      ("a single failure enough", { rule($0, charge: 1, failures: 1) }),
      ("nothing paid", { $0.map { _ in 0 } }),
    ]
  }

  /// The rewards of the project's own rules.
  private static func projects(
    _ steps: [ParsedStep], _ rule: ReflectionRule = .asWritten
  ) -> [Double] {
    var rules = RewardRules()
    rules.reflectionRule = rule
    return stepRewards(of: steps, won: false, rules: rules).map(\.reward)
  }

  /// A rule that would be right, but for what is asked for otherwise.
  private static func rule(
    _ steps: [ParsedStep], charge: Double = 0.6, failures least: Int = 2,
    allowsRefused: Bool = false, allowsSame: Bool = false
  ) -> [Double] {
    steps.indices.map { index in
      let step = steps[index]
      let isPaid = step.response?.tag == .reflection && (allowsRefused || step.isAdmissible)
      let failures = steps[..<index].reversed().prefix(while: \.isRefused)
      let isSame = failures.contains { $0.response?.action == step.response?.action }
      if isPaid, failures.count >= least, allowsSame || !isSame { return 1 }
      return step.isRefused ? -charge : 0
    }
  }
}
