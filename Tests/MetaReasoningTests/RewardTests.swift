import MetaReasoning
import Testing

private let constants = RewardConstants()

private func reasoned(_ tag: ReasoningTag, _ action: String, admissible: Bool = true)
  -> ReasoningStep
{
  let response = Response(tag: tag, thought: "so", action: action)
  return ReasoningStep(
    output: response.text(in: .tagged), response: response, isAdmissible: admissible)
}

private let malformed = ReasoningStep(
  output: "<explore> lost", response: nil, isAdmissible: false)

private func rewards(_ steps: [ReasoningStep], won: Bool, _ variant: Variant) -> [Double] {
  stepRewards(of: steps, won: won, variant: variant, constants: constants).map(\.reward)
}

@Suite struct RewardTests {
  @Test func outcomePaysOnlyAWonEpisode() {
    #expect(outcomeReward(won: true, constants: constants) == 10)
    #expect(outcomeReward(won: false, constants: constants) == 0)
  }

  @Test(arguments: Variant.allCases)
  func planningPaysOnlyIfTheEpisodeIsWon(variant: Variant) {
    let episode = [reasoned(.planning, "look")]
    #expect(rewards(episode, won: true, variant) == [1])
    #expect(rewards(episode, won: false, variant) == [0])
  }

  @Test(arguments: Variant.allCases)
  func monitorIsNeverPaid(variant: Variant) {
    #expect(rewards([reasoned(.monitor, "look")], won: true, variant) == [0])
  }

  @Test func thePaidMonitorEarnsByAdmissibleActionsThatAreNotRepeated() {
    var constants = RewardConstants()
    constants.monitor = 1
    let steps = [
      reasoned(.monitor, "go to shelf 1"), reasoned(.monitor, "go to shelf 1"),
      reasoned(.monitor, "go to shelf 9", admissible: false), reasoned(.planning, "look"),
      reasoned(.monitor, "look"),
    ]
    let paid = stepRewards(of: steps, won: false, variant: .asWritten, constants: constants)
    #expect(paid.map(\.reward) == [1, 0, 0, 0, 0])
  }

  @Test func exploreAsWrittenPaysForANewTarget() {
    // "open drawer 1" names nothing that "go to drawer 1" did not; the released rule pays it,
    // because the text is new. "look" names nothing at all.
    let episode = [
      reasoned(.explore, "go to drawer 1"), reasoned(.explore, "open drawer 1"),
      reasoned(.explore, "go to drawer 2"), reasoned(.explore, "go to drawer 1"),
      reasoned(.explore, "look"),
    ]
    #expect(rewards(episode, won: false, .asWritten) == [1, 0, 1, 0, 0])
    #expect(rewards(episode, won: false, .released) == [1, 1, 1, 0, 1])
  }

  @Test func exploringWhatDoesNotExistPaysOnlyInTheReleasedVariant() {
    let episode = [reasoned(.explore, "go to fridge 9", admissible: false)]
    #expect(rewards(episode, won: false, .asWritten) == [0])
    #expect(rewards(episode, won: false, .released) == [1])
  }

  @Test func exploreCountsTargetsOfEveryEarlierTag() {
    let episode = [reasoned(.monitor, "go to drawer 1"), reasoned(.explore, "go to drawer 1")]
    #expect(rewards(episode, won: false, .asWritten) == [0, 0])
    #expect(rewards(episode, won: false, .released) == [0, 0])
  }

  @Test func reflectionAsWrittenNeedsASequenceOfFailures() {
    let once = [
      reasoned(.monitor, "open drawer 9", admissible: false),
      reasoned(.reflection, "go to drawer 1"),
    ]
    #expect(rewards(once, won: false, .asWritten) == [0, 0])
    #expect(rewards(once, won: false, .released) == [0, 1])
    let twice = [reasoned(.monitor, "open drawer 8", admissible: false)] + once
    #expect(rewards(twice, won: false, .asWritten) == [0, 0, 1])
  }

  @Test func reflectionIsNotPaidForRepeatingAFailure() {
    let failure = reasoned(.monitor, "open drawer 9", admissible: false)
    let episode = [failure, failure, reasoned(.reflection, "open drawer 9", admissible: false)]
    #expect(rewards(episode, won: false, .asWritten)[2] == 0)
    #expect(rewards(episode, won: false, .released)[2] == 0)
  }

  @Test func reflectionAfterSuccessIsNotPaid() {
    let episode = [reasoned(.monitor, "look"), reasoned(.reflection, "go to drawer 1")]
    #expect(rewards(episode, won: false, .asWritten) == [0, 0])
    #expect(rewards(episode, won: false, .released) == [0, 0])
  }

  @Test func theReleasedRulePaysReflectionAtTheFirstStep() {
    let episode = [reasoned(.reflection, "look")]
    #expect(rewards(episode, won: false, .released) == [1])
    #expect(rewards(episode, won: false, .asWritten) == [0])
  }

  @Test func aMalformedStepCarriesThePenaltyWhereTheVariantPutsIt() {
    let written = stepRewards(
      of: [malformed], won: true, variant: .asWritten, constants: constants)
    #expect(written == [StepReward(tag: .explore, reward: -0.1, violatesFormat: true)])
    let released = stepRewards(
      of: [malformed], won: true, variant: .released, constants: constants)
    #expect(released == [StepReward(tag: nil, reward: 0, violatesFormat: true)])
  }

  @Test func theReleasedPatternMissesActionsAcrossALineBreak() throws {
    // The parser accepts both steps, the reward's pattern matches neither: two different actions
    // then look alike, and the second explore step is refused its reward.
    let outputs = [
      "<explore> a </explore> <action> go to\ndrawer 1 </action>",
      "<explore> a </explore> <action> go to\ndrawer 2 </action>",
    ]
    let steps = try outputs.map {
      ReasoningStep(
        output: $0, response: try Response(parsing: $0, grammar: .tagged), isAdmissible: true)
    }
    #expect(steps.allSatisfy { $0.releasedActionMatches.isEmpty })
    #expect(rewards(steps, won: false, .released) == [1, 0])
    #expect(rewards(steps, won: false, .asWritten) == [1, 1])
  }

  @Test func findsTheThingsAnActionNames() {
    #expect(
      ReasoningStep.targets(of: "take apple 1 from fridge 12") == ["apple 1", "fridge 12"])
    #expect(ReasoningStep.targets(of: "inventory").isEmpty)
  }
}
