import MetaReasoning
import Testing

@Suite struct ChargedReflectionRewardTests {
  private let correction = step(.reflection, "look")

  @Test(arguments: ReasoningTag.allCases)
  func aRefusedStepIsChargedInPlaceOfWhatItsTagEarns(tag: ReasoningTag) {
    // Won, so that planning would earn 1.
    let paid = stepRewards(
      of: [refused("fly", tag, targets: ["moon 1"])], won: true, rules: .charged)
    #expect(paid == [StepReward(group: .tag(tag), reward: -0.6, isMalformed: false)])
  }

  @Test func noOtherRuleCharges() {
    for rules in [RewardRules.asWritten, .novel] {
      #expect(rewards([refused("fly")], rules) == [0])
    }
  }

  @Test func malformedStepsAreNotCharged() {
    #expect(rewards([malformed()], .charged) == [0])
  }

  @Test func reflectionIsPaidAfterEnoughRefusedSteps() {
    #expect(rewards([refused("a"), correction], .charged) == [-0.6, 0])
    #expect(rewards([refused("a"), refused("b"), correction], .charged) == [-0.6, -0.6, 1])
    #expect(
      rewards([refused("a"), refused("b"), refused("c"), correction], .charged)
        == [-0.6, -0.6, -0.6, 1])
    #expect(
      rewards([refused("a"), refused("b"), step(.monitor, "go"), correction], .charged)[3] == 0)
  }

  @Test func aMalformedStepBreaksTheSequence() {
    // Uncharged failures would be worth inviting.
    #expect(rewards([malformed(), malformed(), correction], .charged)[2] == 0)
    #expect(rewards([refused("a"), malformed(), refused("b"), correction], .charged)[3] == 0)
    #expect(rewards([refused("a"), refused("b"), malformed(), correction], .charged)[3] == 0)
    #expect(rewards([malformed(), refused("a"), refused("b"), correction], .charged)[3] == 1)
  }

  @Test func theCorrectionMustDifferFromEachFailureOfTheRun() {
    #expect(rewards([refused("look"), refused("b"), correction], .charged)[2] == 0)
    #expect(rewards([refused("a"), refused("look"), correction], .charged)[2] == 0)
  }

  /// How much more the episode earns as it is than with its refused steps deleted.
  private func gain(_ steps: [ParsedStep], won: Bool, _ rules: RewardRules) -> Double {
    let without = steps.filter { !$0.isRefused }
    return rewards(steps, won: won, rules).reduce(0, +)
      - rewards(without, won: won, rules).reduce(0, +)
  }

  /// Calls `body` with every sequence over `alphabet` of up to `length` symbols.
  private func forEachSequence(
    of alphabet: [ParsedStep], upTo length: Int, _ body: ([ParsedStep]) -> Void
  ) {
    var sequence: [ParsedStep] = []
    func extend() {
      body(sequence)
      guard sequence.count < length else { return }
      for symbol in alphabet {
        sequence.append(symbol)
        extend()
        sequence.removeLast()
      }
    }
    extend()
  }

  /// Admissible A and B, refused C and D; A and C name one thing, B and D another.
  private func steps(_ tag: ReasoningTag) -> [ParsedStep] {
    [
      step(tag, "A", targets: ["x 1"]), step(tag, "B", targets: ["y 1"]),
      refused("C", tag, targets: ["x 1"]), refused("D", tag, targets: ["y 1"]),
    ]
  }

  /// The most that any sequence gains by its refused steps, where it has some.
  private func greatestGain(
    of alphabet: [ParsedStep], upTo length: Int, won: Bool, _ rules: RewardRules
  ) -> Double {
    var greatest = -Double.infinity
    forEachSequence(of: alphabet, upTo: length) { sequence in
      guard sequence.contains(where: \.isRefused) else { return }
      greatest = max(greatest, gain(sequence, won: won, rules))
    }
    return greatest
  }

  @Test(arguments: [true, false])
  func noShortEpisodeOfAnyTagsGainsByItsRefusedSteps(won: Bool) {
    // All symbols: each tag with A, B, C and D, and a malformed step (17 with four tags). With monitor paid
    // too, since the proof covers it. The least loss is that of two refused steps and one paid
    // reflection, 1 − 2 × 0.6.
    let rules = RewardRules.with {
      $0.reflectionRule = .charged
      $0.monitor = 1
    }
    let alphabet = ReasoningTag.allCases.flatMap(steps) + [malformed()]
    let greatest = greatestGain(of: alphabet, upTo: 4, won: won, rules)
    #expect(isClose(greatest, -0.2))
  }

  @Test(arguments: [FormatCredit.released, .asWritten])
  func noLongerEpisodeGainsByItsRefusedSteps(credit: FormatCredit) {
    // Long enough for two paid reflections. Tags of refused steps are left out: all are charged
    // alike, which the test above looks at.
    let rules = RewardRules.with {
      $0.reflectionRule = .charged
      $0.formatCredit = credit
    }
    let alphabet =
      Array(steps(.explore)[...2]) + steps(.reflection)[...1] + [steps(.monitor)[3], malformed()]
    let greatest = greatestGain(of: alphabet, upTo: 6, won: false, rules)
    #expect(isClose(greatest, -0.2))
  }

  @Test func theBoundOnTheChargeIsTight() {
    // At reflection / failureSequence = 0.5 two failures and a correction cost nothing; below it
    // they pay.
    let farmed = [refused("C"), refused("D"), correction]
    func gain(charge: Double) -> Double {
      self.gain(
        farmed, won: false,
        .with {
          $0.reflectionRule = .charged
          $0.failureCharge = charge
        })
    }
    #expect(isClose(gain(charge: 0.5), 0))
    #expect(isClose(gain(charge: 0.4), 0.2))
    #expect(isClose(gain(charge: 0.6), -0.2))
    // As written the same episode gains the whole reward.
    #expect(self.gain(farmed, won: false, .asWritten) == 1)
  }
}
