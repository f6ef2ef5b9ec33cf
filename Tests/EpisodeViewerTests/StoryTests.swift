import EpisodeViewer
import Experiments
import HouseholdWorld
import MetaReasoning
import Testing

/// What the page tells of an episode is read off the game's texts, so it is held against episodes whose
/// outcome the engine knows.
@Suite struct StoryTests {
  @Test func theLastConditionOfAGoalHoldsExactlyWhereTheGameWasWon() throws {
    var episodes = 0
    var untold = 0
    for (run, evaluation) in try Recorded.evaluations.get() {
      for transcript in evaluation.transcripts {
        var room = Surroundings()
        let story = Story(transcript, grammar: run.rules.grammar, rules: RewardRules())
        let goal = try #require(Instruction(parsing: story.task)?.goal)
        let last = try #require(goalConditions(of: goal).last)
        var holds: [Bool] = []
        for step in transcript.steps {
          if let action = step.action, step.isAdmissible {
            _ = room.read(action, step.observation)
          }
          holds.append(last.holds(room))
        }
        #expect(story.steps.last?.goals.last ?? false == transcript.won)
        // A quirk of the engine: a thing may begin in two receptacles at once, which no text tells; it can
        // then win by being prepared far from the one that counts.
        if transcript.won, !holds.contains(true) {
          untold += 1
          continue
        }
        // The engine ends a game at the step that wins it, and never before.
        #expect(
          holds.firstIndex(of: true) == (transcript.won ? transcript.steps.count - 1 : nil),
          "\(run.method) \(transcript.gameID): \(story.task)")
        episodes += 1
      }
    }
    #expect(untold < episodes / 500)
    #expect(episodes > 1000, "too few recorded episodes to say anything")
  }

  @Test func theRoomOfTheOpeningIsListedAndEveryPlaceVisitedIsInIt() throws {
    for (run, evaluation) in try Recorded.evaluations.get().prefix(3) {
      for transcript in evaluation.transcripts {
        let story = Story(transcript, grammar: run.rules.grammar, rules: RewardRules())
        let room = Set(story.receptacles)
        #expect(!room.isEmpty)
        for step in story.steps {
          #expect(step.place.map(room.contains) ?? true)
          #expect(room.isSuperset(of: step.room.keys))
        }
      }
    }
  }

  @Test func aRepetitionNamesAnEarlierStepThatWasTheSame() throws {
    var repetitions = 0
    for (run, evaluation) in try Recorded.evaluations.get() {
      for transcript in evaluation.transcripts {
        let story = Story(transcript, grammar: run.rules.grammar, rules: RewardRules())
        for (index, step) in story.steps.enumerated() {
          guard let number = step.repeats else { continue }
          repetitions += 1
          let earlier = transcript.steps[number - 1]
          #expect(number - 1 < index)
          #expect(earlier.action == step.action && earlier.observation == step.reply)
        }
        #expect(
          story.steps.map { $0.repeats != nil } == repetitiveSteps(of: transcript.steps),
          "the page's repetitions are the report's")
      }
    }
    #expect(repetitions > 100)
  }

  @Test func theHandHoldsWhatWasTakenUntilItIsPutDown() {
    var room = Surroundings()
    _ = room.read(
      "go to desk 1", "You arrive at desk 1. On the desk 1, you see a mug 2, and a pen 1.")
    #expect(room.place == "desk 1")
    #expect(room.contents["desk 1"] == ["mug 2", "pen 1"])
    let changed = room.read("take mug 2 from desk 1", "You pick up the mug 2 from the desk 1.")
    #expect(changed == ["desk 1"] && room.holding == "mug 2")
    #expect(room.contents["desk 1"] == ["pen 1"])
    _ = room.read("go to fridge 1", "You arrive at fridge 1. The fridge 1 is closed.")
    #expect(room.contents["fridge 1"] == .some(nil), "closed is known, but not what is in it")
    _ = room.read(
      "open fridge 1", "You open the fridge 1. The fridge 1 is open. In it, you see nothing.")
    #expect(room.contents["fridge 1"] == [[String]()][0])
    _ = room.read("cool mug 2 with fridge 1", "You cool the mug 2 using the fridge 1.")
    _ = room.read("heat mug 2 with microwave 1", "You heat the mug 2 using the microwave 1.")
    #expect(room.prepared["mug 2"] == [.heat], "heat undoes cold")
    _ = room.read("put mug 2 in/on fridge 1", "You put the mug 2 in/on the fridge 1.")
    #expect(room.holding == nil && room.contents["fridge 1"] == ["mug 2"])
  }

  @Test func aRewardIsExplainedAsPaidExactlyWhereItWasPaid() throws {
    for group in try Recorded.groups.get() {
      for rollout in group.rollouts {
        let rules = try #require(group.rules.rewards)
        let story = Story(rollout.transcript, grammar: group.rules.grammar, rules: rules)
        #expect(story.steps.map(\.reward) == rollout.rewards.map(\.reward))
        for step in story.steps {
          #expect(step.because.contains("is paid") == (step.reward > 0), "\(step.because)")
        }
      }
    }
  }
}
