import Foundation
import HouseholdWorld
import LanguageModel
import MetaReasoning
import Testing
import Training

private func step(
  _ command: String, _ observation: String, world: UInt64, admissible: Bool = true,
  tag: ReasoningTag? = .monitor
) -> EpisodeStep {
  let response = tag.map { Response(tag: $0, thought: "so", action: command) }
  return EpisodeStep(
    response: 0..<1,
    reasoning: ReasoningStep(output: "", response: response, isAdmissible: admissible),
    command: command, observation: observation, worldState: world)
}

@Suite struct EvaluationTests {
  // To and fro without touching anything, then something is taken, then to and fro again.
  let wandering = [
    step("go to desk 1", "A", world: 1), step("go to bed 1", "B", world: 1),
    step("go to desk 1", "A", world: 1), step("take cd 1 from desk 1", "C", world: 1),
    step("go to bed 1", "B", world: 2), step("go to bed 1", "no", world: 2, admissible: false),
    step("go to bed 1", "no", world: 2, admissible: false),
  ]

  @Test func walkingToAndFroRepeatsButReturningAfterAChangeDoesNot() {
    #expect(
      repetitiveSteps(of: wandering, ignoringInvalid: false)
        == [false, false, true, false, false, false, true])
  }

  @Test func invalidStepsCanBeLeftOut() {
    #expect(
      repetitiveSteps(of: wandering, ignoringInvalid: true)
        == [false, false, true, false, false, false, false])
  }

  @Test func countsWhatAnEpisodeAdds() {
    var episode = Episode(gameID: "g", category: .pickAndPlace, opening: "", tokens: [])
    episode.steps = wandering + [step("", "no", world: 2, admissible: false, tag: nil)]
    let metrics = EpisodeMetrics(episode)
    #expect(metrics.steps == 8)
    #expect(metrics.invalid == 3)
    #expect(metrics.malformed == 1)
    #expect(metrics.repetitive == 2)
    #expect(metrics.repetitiveValid == 1)
    #expect(metrics.tags == ["monitor": 7])
    let summary = EvaluationSummary([metrics])
    #expect(summary.repetitiveActionRate == 0.25)
    #expect(summary.repetitiveValidActionRate == 0.2)
    #expect(summary.successRate == 0)
  }

  @Test func anEmptyListHasNoRates() {
    let summary = EvaluationSummary([])
    #expect(summary.successRate == 0 && summary.meanSteps == 0 && summary.tagShares.isEmpty)
  }

  @Test func anEpisodeDoesNotDependOnItsCompany() throws {
    let model = try tinyModel()
    let policy = Policy(model: model, grammar: .tagged, temperature: 1)
    let games = try GameSource(.generated).trainingGames(0..<6, of: .seenCategories, seed: 1)
    let together = rollOut(games, policy: policy, stepLimit: 3, seed: 4)
    let fewer = rollOut(Array(games.prefix(2)), policy: policy, stepLimit: 3, seed: 4)
    #expect(together.prefix(2).map(\.tokens) == fewer.map(\.tokens))
  }

  // More games than a worker decodes at once: slots are used again, and neighbours with the same
  // game continue from one opening. Neither may show in an episode.
  @Test func anEpisodeDoesNotDependOnWhatRanInItsSlotOrBesideIt() throws {
    let model = try tinyModel()
    #expect(DecodingModel(model.parameters).sequencesAtOnce < 12)
    let generator = GameGenerator(seed: 1)
    let own = (0..<24).map { generator.game(split: .validation, index: $0 / 4) }
    // The same games at every third place, others of other lengths elsewhere.
    let mixed = own.indices.map {
      $0 % 3 == 0 ? own[$0] : generator.game(split: .train, index: $0)
    }
    let policy = Policy(model: model, grammar: .tagged, temperature: 1)
    let first = rollOut(own, policy: policy, stepLimit: 3, seed: 4)
    let second = rollOut(mixed, policy: policy, stepLimit: 3, seed: 4)
    for index in own.indices where index % 3 == 0 {
      #expect(first[index].gameID == second[index].gameID)
      #expect(first[index].tokens == second[index].tokens)
      #expect(
        first[index].steps.map(\.logProbabilities) == second[index].steps.map(\.logProbabilities))
    }
    #expect(first[0].tokens != first[1].tokens, "rollouts of one game differ")
  }

  @Test func splitsHoldWhatTheySay() throws {
    let source = try GameSource(.generated)
    let held = try source.evaluationGames(.unseenCategories, count: 30, set: .seenCategories)
    #expect(held.allSatisfy { TrainingSet.heldOut.contains($0.category ?? .pickAndPlace) })
    let seen = source.trainingGames(0..<60, of: .seenCategories, seed: 1)
    #expect(seen.allSatisfy { !TrainingSet.heldOut.contains($0.category ?? .pickTwo) })
    // The fixed list does not depend on how much of it is asked for, nor on a training seed.
    let five = try source.evaluationGames(.unseen, count: 5, set: .allCategories)
    let nine = try source.evaluationGames(.unseen, count: 9, set: .allCategories)
    #expect(five.map(\.id) == nine.prefix(5).map(\.id))
    #expect(
      seen.map(\.id) == source.trainingGames(0..<60, of: .seenCategories, seed: 1).map(\.id))
    #expect(
      seen.map(\.id) != source.trainingGames(0..<60, of: .seenCategories, seed: 2).map(\.id))
  }
}
