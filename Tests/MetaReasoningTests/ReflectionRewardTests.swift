import MetaReasoning
import Testing

@Suite struct ReflectionRewardTests {
  private let correction = step(.reflection, "look")

  @Test func asWrittenNeedsASequenceOfFailures() {
    let one = [refused("open drawer 9"), correction]
    #expect(rewards(one, .asWritten) == [0, 0])
    #expect(rewards(one, .released) == [0, 1])
    // Two are enough, and more are as well.
    let two = [refused("open drawer 8")] + one
    #expect(rewards(two, .asWritten) == [0, 0, 1])
    let three = [refused("open drawer 7")] + two
    #expect(rewards(three, .asWritten) == [0, 0, 0, 1])
  }

  @Test func asWrittenTakesTheLengthOfTheSequenceFromTheRules() {
    let two = [refused("open drawer 8"), refused("open drawer 9"), correction]
    #expect(rewards(two, .with { $0.failureSequence = 3 })[2] == 0)
    #expect(rewards(Array(two[1...]), .with { $0.failureSequence = 1 })[1] == 1)
  }

  @Test func asWrittenFailuresMustStandImmediatelyBefore() {
    let failures = [refused("open drawer 8"), refused("open drawer 9")]
    #expect(rewards(failures + [step(.monitor, "inventory"), correction], .asWritten)[3] == 0)
    // Two failures, but not in a row.
    #expect(
      rewards([failures[0], step(.monitor, "inventory"), failures[1], correction], .asWritten)[3]
        == 0)
  }

  @Test func asWrittenMalformedStepsAreFailures() {
    #expect(rewards([malformed(), malformed(), correction], .asWritten)[2] == 1)
    #expect(rewards([malformed(), refused("fly"), correction], .asWritten)[2] == 1)
  }

  @Test func asWrittenTheCorrectionMustBeAdmissible() {
    let episode = [refused("a"), refused("b"), refused("c", .reflection)]
    #expect(rewards(episode, .asWritten)[2] == 0)
    // The released rule pays any other text.
    #expect(rewards(episode, .released)[2] == 1)
  }

  @Test func asWrittenTheCorrectionMustDifferFromEachFailureOfTheRun() {
    // The world may have been such that "look" was refused and now is not.
    #expect(rewards([refused("fly"), refused("look"), correction], .asWritten)[2] == 0)
    #expect(rewards([refused("look"), refused("fly"), correction], .asWritten)[2] == 0)
    #expect(
      rewards([refused("look"), refused("fly"), refused("sing"), correction], .asWritten)[3] == 0)
    // A failure of an earlier run does not matter.
    let earlier = [refused("look"), step(.monitor, "inventory"), refused("fly"), refused("sing")]
    #expect(rewards(earlier + [correction], .asWritten)[4] == 1)
  }

  @Test func isNotPaidForRepeatingAFailure() {
    let episode = [refused("fly"), refused("fly"), refused("fly", .reflection)]
    #expect(rewards(episode, .asWritten)[2] == 0)
    #expect(rewards(episode, .released)[2] == 0)
  }

  @Test func isNotPaidAfterSuccess() {
    let episode = [step(.monitor, "inventory"), correction]
    #expect(rewards(episode, .asWritten) == [0, 0])
    #expect(rewards(episode, .released) == [0, 0])
  }

  @Test func theReleasedRuleLooksAtOneStepBeforeOnly() {
    let episode = [refused("fly"), step(.monitor, "inventory"), correction]
    #expect(rewards(episode, .released)[2] == 0)
    #expect(rewards([malformed(), correction], .released)[1] == 1)
    // It differs from the step before, if not from the one before that.
    #expect(rewards([refused("look"), refused("fly"), correction], .released)[2] == 1)
  }

  @Test func theReleasedRulePaysReflectionAtTheFirstStep() {
    #expect(rewards([correction], .released) == [1])
    #expect(rewards([correction], .asWritten) == [0])
    #expect(rewards([correction], .with { $0.failureSequence = 1 }) == [0])
  }

  @Test(arguments: [RewardRules.asWritten, .released, .charged, .novel])
  func paysItsOwnConstant(rules: RewardRules) {
    var rules = rules
    rules.reflection = 0.25
    #expect(rewards([refused("fly"), refused("sing"), correction], rules)[2] == 0.25)
  }

  @Test func asWrittenRepeatingOneFailureIsEnough() {
    // The loophole that the rules of our own close.
    let farmed = [refused("take potato 1"), refused("take potato 1"), correction]
    #expect(rewards(farmed, .asWritten) == [0, 0, 1])
    #expect(rewards(farmed, .novel) == [0, 0, 0])
    #expect(rewards(farmed, .charged) == [-0.6, -0.6, 1])
  }
}
