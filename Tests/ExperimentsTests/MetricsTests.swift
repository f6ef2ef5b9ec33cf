import Agent
import Experiments
import Foundation
import HouseholdWorld
import MetaReasoning
import Methods
import Statistics
import Testing

private func step(
  _ action: String?, _ observation: String, world: UInt64, admissible: Bool = true,
  tag: ReasoningTag? = .monitor
) -> Transcript.Step {
  Transcript.Step(
    action: action, tag: action == nil ? nil : tag, observation: observation,
    isAdmissible: admissible, worldState: world)
}

private func transcript(_ steps: [Transcript.Step], won: Bool = false) -> Transcript {
  Transcript(gameID: "g", category: .pickAndPlace, opening: "", won: won, steps: steps)
}

@Suite struct MetricsTests {
  // To and fro without touching anything, then something is taken, then to and fro again, then the
  // same refused command twice.
  let wandering = [
    step("go to desk 1", "A", world: 1), step("go to bed 1", "B", world: 1),
    step("go to desk 1", "A", world: 1), step("take cd 1 from desk 1", "C", world: 1),
    step("go to bed 1", "B", world: 2), step("go to bed 1", "no", world: 2, admissible: false),
    step("go to bed 1", "no", world: 2, admissible: false),
  ]

  @Test func walkingToAndFroRepeatsButReturningAfterAChangeDoesNot() {
    #expect(repetitiveSteps(of: wandering) == [false, false, true, false, false, false, true])
  }

  @Test func theSameActionThatGetsAnotherAnswerIsNoRepeat() {
    let steps = [
      step("examine desk 1", "empty", world: 1), step("examine desk 1", "a pen", world: 1),
    ]
    #expect(repetitiveSteps(of: steps) == [false, false])
  }

  @Test func malformedAnswersRepeatNothing() {
    // Two answers without an action get the same observation in the same world; they are no action.
    let steps = [
      step(nil, "no", world: 1, admissible: false), step(nil, "no", world: 1, admissible: false),
      step("look", "A", world: 1), step("look", "A", world: 1),
    ]
    #expect(repetitiveSteps(of: steps) == [false, false, false, true])
    let episode = EpisodeMetrics(transcript(steps))
    #expect(Rate.repetitive.fraction(of: episode) == Fraction(1, of: 4))
    #expect(Rate.allRepeats.fraction(of: episode) == Fraction(1, of: 4))
    #expect(Rate.wellFormedRepeats.fraction(of: episode) == Fraction(1, of: 2))
  }

  @Test func theReadingsDifferByRefusedCommandsAndByWhatTheyAreAShareOf() {
    let steps = wandering + [step(nil, "no", world: 2, admissible: false)]
    // One walk is repeated and one refusal; of eight steps seven are well formed.
    let episode = EpisodeMetrics(transcript(steps))
    #expect(Rate.repetitive.fraction(of: episode) == Fraction(1, of: 8))
    #expect(Rate.allRepeats.fraction(of: episode) == Fraction(2, of: 8))
    #expect(Rate.wellFormedRepeats.fraction(of: episode) == Fraction(2, of: 7))
  }

  @Test func countsWhatAnEpisodeAdds() {
    let metrics = EpisodeMetrics(
      transcript(wandering + [step(nil, "no", world: 2, admissible: false)]))
    #expect(metrics.steps == 8)
    #expect(metrics.invalid == 3)
    #expect(metrics.malformed == 1)
    #expect(metrics.repeats == 2)
    #expect(metrics.repeatsOfPossible == 1)
    #expect(metrics.tags == [.monitor: 7])
  }

  @Test func ratesAreSumsOverSumsSoThatLongEpisodesWeighMore() {
    let long = transcript(wandering + [step(nil, "no", world: 2, admissible: false)])
    let short = transcript(
      [step("look", "A", world: 1, tag: .planning), step("look", "A", world: 1, tag: .explore)],
      won: true)
    let summary = EvaluationSummary([long, short].map(EpisodeMetrics.init))
    #expect(summary.episodes == 2)
    #expect(summary.successRate == 0.5)
    #expect(summary.meanSteps == 5)
    // Of ten steps: one walk and one look repeat, one refusal more; nine are well formed.
    #expect(summary.repetitiveActionRate == 0.2)
    #expect(summary.repetitiveActionRateAllSteps == 0.3)
    #expect(abs(summary.repetitiveActionRateWellFormed - 3.0 / 9) < 1e-12)
    #expect(summary.invalidActionRate == 0.3)
    #expect(summary.malformedRate == 0.1)
    // Shares of the tagged steps: seven, one and one of nine.
    #expect(abs((summary.tagShares["monitor"] ?? 0) - 7.0 / 9) < 1e-12)
    #expect(abs((summary.tagShares["explore"] ?? 0) - 1.0 / 9) < 1e-12)
  }

  @Test func episodesOutOfContextAreCountedAndWrittenOnlyWhereThereAreSome() throws {
    var cut = Episode(
      gameID: "g", category: nil, opening: "", tokens: [], steps: [], won: false)
    cut.outOfContext = true
    let encoder = JSONEncoder()
    func text(_ value: some Encodable) throws -> String {
      String(decoding: try encoder.encode(value), as: UTF8.self)
    }
    let kept = try JSONDecoder().decode(Transcript.self, from: encoder.encode(Transcript(cut)))
    #expect(kept.outOfContext == true && Episode(kept).outOfContext)
    let fitting = transcript([step("look", "A", world: 1)])
    #expect(!EpisodeMetrics(fitting).outOfContext && !Episode(fitting).outOfContext)
    let summary = EvaluationSummary([kept, fitting, kept].map(EpisodeMetrics.init))
    #expect(summary.outOfContext == 2 && summary.episodes == 3)
    // Records without such episodes keep their bytes, and older ones are read.
    let without = EvaluationSummary([EpisodeMetrics(fitting)])
    #expect(without.outOfContext == nil)
    #expect(try !text(without).contains("outOfContext"))
    #expect(try !text(fitting).contains("outOfContext"))
    #expect(
      try JSONDecoder().decode(EvaluationSummary.self, from: encoder.encode(without)) == without)
  }

  @Test func anEmptyListHasNoRates() {
    let summary = EvaluationSummary([])
    #expect(summary.successRate == 0 && summary.meanSteps == 0 && summary.tagShares.isEmpty)
  }

  @Test func aTranscriptKeepsAllThatMetricsNeed() throws {
    for episode in demonstrations(10, grammar: .tagged, mistakeRate: 0.3) {
      let transcript = Transcript(episode)
      #expect(transcript.steps.count == episode.steps.count)
      for (kept, step) in zip(transcript.steps, episode.steps) {
        #expect(kept.action == step.command)
        #expect(kept.isAdmissible == step.parsed.isAdmissible)
        #expect(kept.worldState == step.parsed.worldState)
        #expect(kept.tag == step.parsed.response?.tag)
        #expect(kept.observation == step.observation)
      }
      #expect(transcript.won == episode.won && transcript.gameID == episode.gameID)
    }
  }

  @Test func curvesCountGroupsWithoutSignalFromTheAdvantages() throws {
    // Two groups of untrained rollouts lose every game: nothing to learn from the outcome; where
    // some answers are malformed, from the format there is.
    let temporary = TemporaryFolder()
    let run = try store(temporary).run(.grpo, seed: 1, trainOn: .seenCategories)
    for metrics in try run.reinforcementMetrics() {
      #expect(metrics.rollouts.successRate == 0)
      #expect(metrics.groupsWithoutOutcomeSignal == 1)
      let isMixed = metrics.rollouts.malformedRate > 0 && metrics.rollouts.malformedRate < 1
      if metrics.rollouts.malformedRate == 1 { #expect(metrics.groupsWithoutSignal == 1) }
      if isMixed { #expect(metrics.groupsWithoutSignal < 1) }
    }
  }
}
