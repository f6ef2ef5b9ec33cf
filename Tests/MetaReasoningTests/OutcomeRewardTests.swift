import MetaReasoning
import Testing

@Suite struct OutcomeRewardTests {
  @Test func paysOnlyAWonEpisode() {
    #expect(outcomeReward(won: true, rules: RewardRules()) == 10)
    #expect(outcomeReward(won: false, rules: RewardRules()) == 0)
    #expect(outcomeReward(won: true, rules: .with { $0.success = 3 }) == 3)
  }
}

@Suite struct PlanningRewardTests {
  // Both variants agree, and no rule about reflection may touch it.
  @Test(arguments: [RewardRules.asWritten, .released, .charged, .novel])
  func paysOnlyIfTheEpisodeIsWon(rules: RewardRules) {
    let episode = [step(.planning, "look"), step(.monitor, "look"), step(.planning, "look")]
    #expect(rewards(episode, won: true, rules) == [1, 0, 1])
    #expect(rewards(episode, won: false, rules) == [0, 0, 0])
  }

  @Test func doesNotLookAtTheAction() {
    #expect(rewards([refused("fly", .planning)], won: true, .asWritten) == [1])
    #expect(rewards([refused("fly", .planning)], won: true, .released) == [1])
  }

  @Test func paysItsOwnConstant() {
    let rules = RewardRules.with { $0.planning = 0.25 }
    #expect(planningReward(won: true, rules: rules) == 0.25)
  }
}

@Suite struct MonitorRewardTests {
  @Test(arguments: [RewardRules.asWritten, .released])
  func isNeverPaidByDefault(rules: RewardRules) {
    #expect(rewards([step(.monitor, "look")], won: true, rules) == [0])
  }

  @Test func thePaidArmPaysAdmissibleActionsThatNoEarlierStepTook() {
    let episode = [
      step(.monitor, "go to shelf 1"), step(.monitor, "go to shelf 1"),
      refused("go to shelf 9"), step(.planning, "look"), step(.monitor, "look"),
      // Refused before, so no longer new.
      step(.monitor, "go to shelf 9"), step(.monitor, "inventory"),
    ]
    #expect(rewards(episode, .with { $0.monitor = 0.5 }) == [0.5, 0, 0, 0, 0, 0, 0.5])
  }

  @Test func theReleasedProgramHasNoPaidMonitor() {
    let rules = RewardRules.with {
      $0.monitor = 1
      $0.variant = .released
    }
    #expect(
      stepRewards(of: [step(.monitor, "look")], won: true, rules: rules)
        == [StepReward(group: .untagged, reward: 0, isMalformed: false)])
  }
}
