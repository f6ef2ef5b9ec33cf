import MetaReasoning
import Testing

@Suite struct AnyCorrectionRewardTests {
  private let any = RewardRules.with { $0.reflectionRule = .anyCorrection }

  @Test func anyOtherActionCorrectsPossibleOrNot() {
    let failures = [refused("a"), refused("b")]
    #expect(rewards(failures + [refused("c", .reflection)], any)[2] == 1)
    #expect(rewards(failures + [step(.reflection, "look")], any)[2] == 1)
  }

  @Test func itFollowsASequenceOfFailuresAndDiffersFromEach() {
    let correction = refused("c", .reflection)
    #expect(rewards([refused("b"), correction], any)[1] == 0)
    #expect(rewards([refused("a"), step(.monitor, "look"), correction], any)[2] == 0)
    #expect(rewards([refused("a"), refused("b"), refused("a", .reflection)], any)[2] == 0)
    #expect(rewards([refused("a"), refused("b"), refused("b", .reflection)], any)[2] == 0)
  }

  @Test func theAmountAndTheLengthAreTheRules() {
    let episode = [refused("a"), refused("b", .reflection), refused("c", .reflection)]
    let rules = RewardRules.with {
      $0.reflectionRule = .anyCorrection
      $0.reflection = 3
      $0.failureSequence = 1
    }
    #expect(rewards(episode, rules) == [0, 3, 3])
  }
}
