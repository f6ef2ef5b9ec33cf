import MetaReasoning
import Testing

private func go(_ tag: ReasoningTag, _ place: String, admissible: Bool = true) -> ParsedStep {
  step(tag, "go to \(place)", targets: [place], admissible: admissible)
}

@Suite struct ExploreRewardTests {
  @Test func asWrittenPaysForANewTarget() {
    // "open drawer 1" names nothing that "go to drawer 1" did not; the released rule pays it,
    // because the text is new. "look" names nothing at all.
    let episode = [
      go(.explore, "drawer 1"), step(.explore, "open drawer 1", targets: ["drawer 1"]),
      go(.explore, "drawer 2"), go(.explore, "drawer 1"), step(.explore, "look"),
    ]
    #expect(rewards(episode, .asWritten) == [1, 0, 1, 0, 0])
    #expect(rewards(episode, .released) == [1, 1, 1, 0, 1])
  }

  @Test func oneNewTargetAmongKnownOnesIsEnough() {
    let episode = [
      go(.explore, "shelf 1"),
      step(.explore, "take apple 1 from shelf 1", targets: ["apple 1", "shelf 1"]),
      step(.explore, "move apple 1 to shelf 1", targets: ["apple 1", "shelf 1"]),
    ]
    #expect(rewards(episode, .asWritten) == [1, 1, 0])
  }

  @Test func exploringWhatDoesNotExistPaysOnlyInTheReleasedVariant() {
    let episode = [go(.explore, "fridge 9", admissible: false)]
    #expect(rewards(episode, .asWritten) == [0])
    #expect(rewards(episode, .released) == [1])
  }

  @Test(arguments: ReasoningTag.allCases)
  func namesOfOtherTagsActionsAreKnown(tag: ReasoningTag) {
    let episode = [go(tag, "drawer 1"), go(.explore, "drawer 1")]
    #expect(rewards(episode, .asWritten)[1] == 0)
    #expect(rewards(episode, .released)[1] == 0)
  }

  @Test func namesOfRefusedActionsAreKnown() {
    let episode = [
      step(.monitor, "open drawer 1", targets: ["drawer 1"], admissible: false),
      go(.explore, "drawer 1"),
    ]
    #expect(rewards(episode, .asWritten) == [0, 0])
    // The texts differ.
    #expect(rewards(episode, .released) == [0, 1])
  }

  @Test func laterStepsDoNotCount() {
    let episode = [go(.explore, "drawer 1"), go(.monitor, "drawer 1")]
    #expect(rewards(episode, .asWritten) == [1, 0])
    #expect(rewards(episode, .released) == [1, 0])
  }

  @Test func theReleasedRuleIgnoresTheTextOfMalformedSteps() {
    let episode = [malformed("<action> look </action>"), step(.explore, "look")]
    #expect(rewards(episode, .released) == [0, 1])
  }

  @Test func theReleasedPatternMissesActionsAcrossALineBreak() throws {
    // The parser accepts both steps, the reward's pattern matches neither: two different actions
    // then look alike, and the second explore step is refused its reward.
    let steps = try ["drawer 1", "drawer 2"].map { drawer in
      let output = "<explore> a </explore> <action> go to\n\(drawer) </action>"
      return ParsedStep(
        output: output, response: try Response(parsing: output, grammar: .tagged),
        isAdmissible: true, targets: [drawer])
    }
    #expect(steps.allSatisfy { $0.releasedActionMatches.isEmpty })
    #expect(rewards(steps, .released) == [1, 0])
    #expect(rewards(steps, .asWritten) == [1, 1])
  }

  @Test(arguments: [RewardRules.asWritten, .released])
  func paysItsOwnConstant(rules: RewardRules) {
    var rules = rules
    rules.explore = 0.25
    #expect(rewards([go(.explore, "drawer 1")], rules) == [0.25])
  }
}
