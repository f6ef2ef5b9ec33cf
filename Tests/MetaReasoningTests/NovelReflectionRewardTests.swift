import MetaReasoning
import Testing

@Suite struct NovelReflectionRewardTests {
  private func correction(_ action: String = "look", world: UInt64 = 0) -> ParsedStep {
    step(.reflection, action, world: world)
  }

  @Test func twoDifferentFailuresAreWorthACorrection() {
    #expect(rewards([refused("a"), correction()], .novel) == [0, 0])
    #expect(rewards([refused("a"), refused("b"), correction()], .novel) == [0, 0, 1])
    #expect(
      rewards([refused("a"), refused("b"), refused("c"), correction()], .novel) == [0, 0, 0, 1])
  }

  @Test func repeatingOneRefusedCommandEarnsNothing() {
    #expect(rewards([refused("a"), refused("a"), correction()], .novel)[2] == 0)
    #expect(rewards([refused("a"), refused("a"), refused("a"), correction()], .novel)[3] == 0)
    // Nor does another state make one command two.
    #expect(
      rewards([refused("a", world: 1), refused("a", world: 2), correction()], .novel)[2] == 0)
    // A repeat does no harm beside two different ones.
    #expect(rewards([refused("a"), refused("a"), refused("b"), correction()], .novel)[3] == 1)
  }

  @Test func whatWasRefusedEarlierInTheSameStateTellsNothing() {
    let known = [refused("a", world: 1), step(.monitor, "inventory", world: 1)]
    let again = [refused("a", world: 1), refused("b", world: 1), correction(world: 1)]
    #expect(rewards(known + again, .novel)[4] == 0)
    // With a third, not known, there are two.
    let three = [refused("c", world: 1)] + again
    #expect(rewards(known + three, .novel)[5] == 1)
  }

  @Test func afterTheWorldChangedARefusalIsInformativeAgain() {
    let episode = [
      refused("a", world: 1), step(.monitor, "go", world: 1),
      refused("a", world: 2), refused("b", world: 2), correction(world: 2),
    ]
    #expect(rewards(episode, .novel)[4] == 1)
    // Not if the world came back to a state in which it was refused.
    var back = episode
    for index in 2...4 { back[index].worldState = 1 }
    #expect(rewards(back, .novel)[4] == 0)
  }

  @Test func onePairCannotBeCashedTwice() {
    let once = [refused("a"), refused("b"), correction()]
    #expect(rewards(once + once, .novel) == [0, 0, 1, 0, 0, 0])
    // Another pair can.
    let other = [refused("c"), refused("d"), correction()]
    #expect(rewards(once + other, .novel) == [0, 0, 1, 0, 0, 1])
  }

  @Test func aCommandOnceUsedIsNeverUsedAgain() {
    func pair(_ first: String, _ second: String, world: UInt64) -> [ParsedStep] {
      [refused(first, world: world), refused(second, world: world), correction(world: world)]
    }
    let used = pair("a", "b", world: 1)
    // Informative by its state, but used; on either side of the pair.
    #expect(rewards(used + pair("a", "c", world: 2), .novel)[5] == 0)
    #expect(rewards(used + pair("c", "b", world: 2), .novel)[5] == 0)
    #expect(rewards(used + pair("c", "d", world: 2), .novel)[5] == 1)
    // Every informative command of the run is used, not only as many as were needed.
    let three = [refused("e", world: 1)] + used
    for command in ["a", "b", "e"] {
      #expect(rewards(three + pair(command, "c", world: 2), .novel) == [0, 0, 0, 1, 0, 0, 0])
    }
    // A failure that led to no paid correction is not used up.
    let unpaid = [refused("a", world: 1), step(.monitor, "go", world: 1)]
    #expect(rewards(unpaid + pair("a", "c", world: 2), .novel)[4] == 1)
  }

  @Test func failuresMustStandImmediatelyBefore() {
    #expect(
      rewards([refused("a"), refused("b"), step(.monitor, "go"), correction()], .novel)[3] == 0)
    #expect(
      rewards([refused("a"), step(.monitor, "go"), refused("b"), correction()], .novel)[3] == 0)
  }

  @Test func malformedStepsAreNoFailuresAndBreakTheRun() {
    #expect(rewards([malformed(), malformed(), correction()], .novel)[2] == 0)
    #expect(rewards([refused("a"), malformed(), refused("b"), correction()], .novel)[3] == 0)
    #expect(rewards([refused("a"), refused("b"), malformed(), correction()], .novel)[3] == 0)
  }

  @Test func theCorrectionMustBeAdmissibleAndDifferFromEachFailure() {
    #expect(rewards([refused("a"), refused("b"), refused("c", .reflection)], .novel)[2] == 0)
    // "look" was refused in this run; two other informative failures do not make it a correction.
    #expect(
      rewards([refused("look"), refused("a"), refused("b"), correction()], .novel)[3] == 0)
  }

  @Test func aRefusedReflectionIsAFailureOfTheRun() {
    #expect(rewards([refused("a"), refused("b", .reflection), correction()], .novel)[2] == 1)
  }

  @Test func onlyReflectionIsPaid() {
    let episode = [refused("a"), refused("b"), step(.monitor, "go"), correction()]
    #expect(rewards(episode, .novel) == [0, 0, 0, 0])
  }

  @Test func takesTheLengthOfTheSequenceFromTheRules() {
    let rules = RewardRules.with {
      $0.reflectionRule = .novel
      $0.failureSequence = 1
    }
    #expect(rewards([refused("a"), correction(), refused("a"), correction()], rules)[1] == 1)
    #expect(rewards([refused("a"), correction(), refused("a"), correction()], rules)[3] == 0)
    var three = rules
    three.failureSequence = 3
    #expect(rewards([refused("a"), refused("b"), correction()], three)[2] == 0)
  }

  @Test func laterStepsDoNotCount() {
    let episode = [refused("a"), refused("b"), correction(), refused("a"), refused("b")]
    #expect(rewards(episode, .novel)[2] == 1)
  }
}
