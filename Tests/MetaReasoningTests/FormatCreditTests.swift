import MetaReasoning
import Testing

@Suite struct FormatCreditTests {
  private let asWritten = RewardRules.with { $0.formatCredit = .asWritten }

  @Test func releasedIsTheDefault() {
    #expect(RewardRules().formatCredit == .released)
  }

  @Test func thePenaltyFallsEitherOnTheRowOrOnTheStep() {
    #expect(RewardRules().rowPenalty == 0.1)
    #expect(RewardRules.with { $0.formatPenalty = 0.25 }.rowPenalty == 0.25)
    #expect(asWritten.rowPenalty == 0)
  }

  @Test func releasedMalformedStepsAreAGroupOfTheirOwn() {
    #expect(
      stepRewards(of: [malformed(), malformed("lost")], won: true, rules: RewardRules())
        == [
          StepReward(group: .malformed, reward: 0, isMalformed: true),
          StepReward(group: .malformed, reward: 0, isMalformed: true),
        ])
  }

  @Test func asWrittenMalformedStepsStayWithTheTagTheyOpened() {
    #expect(
      stepRewards(of: [malformed(), malformed("lost")], won: true, rules: asWritten)
        == [
          StepReward(group: .tag(.explore), reward: -0.1, isMalformed: true),
          StepReward(group: .tag(.monitor), reward: -0.1, isMalformed: true),
        ])
  }

  @Test func theReleasedProgramPutsMalformedAndMonitorStepsInNone() {
    let steps = [malformed(), step(.monitor, "look"), step(.explore, "look")]
    #expect(
      stepRewards(of: steps, won: true, rules: .released).map(\.group)
        == [.untagged, .untagged, .tag(.explore)])
    // Whatever the variant, a penalty on the step must not be lost.
    var mixed = RewardRules.released
    mixed.formatCredit = .asWritten
    #expect(
      stepRewards(of: [malformed()], won: true, rules: mixed)
        == [StepReward(group: .tag(.explore), reward: -0.1, isMalformed: true)])
  }

  @Test func stepsWithoutTagsEarnNothing() {
    for rules in [RewardRules(), .released, .charged, .novel, asWritten] {
      #expect(
        stepRewards(
          of: [step(nil, "look"), step(nil, "fly", admissible: false)], won: true, rules: rules)
          == Array(
            repeating: StepReward(group: .untagged, reward: 0, isMalformed: false), count: 2))
    }
  }

  @Test func monitorIsExactlyNeutralBesideMalformedSteps() {
    let steps = [step(.monitor, "look"), malformed("lost"), step(.monitor, "go"), malformed("<")]
    func advantages(_ rules: RewardRules) -> [[Double]] {
      metaReasoningAdvantages([
        RewardedTrajectory(
          group: 0, outcome: 10, steps: stepRewards(of: steps, won: true, rules: rules))
      ])
    }
    #expect(advantages(RewardRules()) == [[0, 0, 0, 0]])
    // As written monitor gains: rewards 0, −0.1, 0, −0.1 have mean −0.05 and deviation 0.05.
    #expect(isClose(advantages(asWritten), [[1, -1, 1, -1]]))
  }

  @Test func methodsWithAndWithoutTagsGetTheSameFormatCredit() {
    // Two games as GRPO writes them and as RLVMR does: equal outcomes, equally malformed.
    func batch(_ tag: ReasoningTag?) -> [RewardedTrajectory] {
      let rules = RewardRules()
      return [(true, 1, 2), (false, 3, 1), (true, 0, 4), (true, 2, 0)].enumerated().map {
        let (index, (won, bad, good)) = $0
        let steps =
          Array(repeating: malformed(), count: bad)
          + Array(repeating: step(tag, "look"), count: good)
        return RewardedTrajectory(
          group: index / 2, outcome: outcomeReward(won: won, rules: rules),
          steps: stepRewards(of: steps, won: won, rules: rules))
      }
    }
    let penalty = RewardRules().rowPenalty
    let grpo = trajectoryAdvantages(batch(nil), rowPenalty: penalty)
    #expect(grpo == trajectoryAdvantages(batch(.reflection), rowPenalty: penalty))
    // In game 1 both won: all that is left to learn from is the form.
    #expect(grpo[3][0] < 0 && grpo[2][0] > 0)
    // And step rewards add nothing to it.
    #expect(metaReasoningAdvantages(batch(.monitor)).joined().allSatisfy { $0 == 0 })
  }
}
