import Agent
import HouseholdWorld
import LanguageModel
import MetaReasoning
import Testing

/// Rollouts in which the decoder holds the form, by models with random weights.
@Suite struct HeldFormTests {
  static let grammars: [ResponseGrammar] = [
    .tagged, .think, .note, .tagged.without(.reflection),
    .tagged.without(.planning).without(.monitor),
  ]

  @Test(arguments: grammars, [6, 7, 11, 40])
  func everyResponseIsWellFormedAndEndsByItself(grammar: ResponseGrammar, limit: Int) throws {
    let model = try tinyModel()
    let end = sharedTokenizer.id(of: "</action>")
    for temperature in [0.2, 1, 5] {
      let policy = try Policy(
        model: model, grammar: grammar, temperature: temperature, responseLimit: limit,
        holdsForm: true)
      for episode in rollOut(trainingGames(3), policy: policy, stepLimit: 3, seed: 4) {
        #expect(episode.steps.count == 3)
        for step in episode.steps {
          let tokens = episode.tokens[step.response]
          #expect(tokens.count <= limit)
          #expect(tokens.last == end)
          #expect(throws: Never.self) {
            try Response(parsing: step.parsed.output, grammar: grammar)
          }
          #expect(step.parsed.response != nil)
          #expect(!step.command.isEmpty)
          #expect(step.logProbabilities.allSatisfy { $0.isFinite && $0 <= 0 })
        }
      }
    }
  }

  @Test func aModelThatNeverStopsUsesUpTheLimit() throws {
    // A random model closes a thought with a chance of one in hundreds of words, so that nearly
    // every response has as many tokens as it may.
    let policy = try Policy(
      model: tinyModel(), grammar: .tagged, temperature: 1, responseLimit: 11, holdsForm: true)
    let steps = rollOut(trainingGames(4), policy: policy, stepLimit: 4, seed: 4).flatMap(\.steps)
    #expect(steps.count { $0.response.count == 11 } > steps.count / 2)
  }

  @Test(arguments: [1, 0.7])
  func whatIsSampledIsWhatIsUpdated(temperature: Double) throws {
    let model = try tinyModel()
    let policy = try Policy(
      model: model, grammar: .tagged, temperature: temperature, responseLimit: 12, holdsForm: true,
      shownCommands: .all)
    let games = trainingGames(3)
    let episodes = rollOut(games + games, policy: policy, stepLimit: 3, seed: 9)
    let kept = episodes.flatMap { $0.steps.flatMap(\.logProbabilities) }
    let sequences = episodes.map { TrainingSequence($0, policy: policy) }
    let recomputed = DataParallel(model.configuration).logProbabilities(
      model.parameters, PackedBatch(sequences), temperature: Float(temperature)
    ).logProbabilities
    #expect(kept.count == recomputed.count && kept.count > 100)
    #expect(zip(kept, recomputed).allSatisfy { abs($0 - $1) < 1e-3 })
    // A forced token says nothing about the policy: exactly 0 on both sides. Every response has the
    // action's opening mark at least.
    let forced = sequences.flatMap(\.allowed).enumerated().filter { $0.element.count == 1 }
    #expect(forced.count >= episodes.flatMap(\.steps).count)
    #expect(forced.allSatisfy { kept[$0.offset] == 0 && recomputed[$0.offset] == 0 })
    // The constraint matters: over all tokens the same choices are less likely.
    let free = DataParallel(model.configuration).logProbabilities(
      model.parameters, PackedBatch(episodes.map { TrainingSequence($0) }),
      temperature: Float(temperature)
    ).logProbabilities
    #expect(zip(free, recomputed).allSatisfy { $0 < $1 + 1e-4 })
    let (freeSum, constrainedSum) = (free.reduce(0, +), recomputed.reduce(0, +))
    #expect(freeSum < constrainedSum - 1)
  }

  @Test func withoutAConstraintASequenceNamesNoSets() throws {
    let policy = try Policy(model: tinyModel(), grammar: .tagged, temperature: 1)
    #expect(!policy.holdsForm)
    let episodes = rollOut(trainingGames(2), policy: policy, stepLimit: 2, seed: 3)
    let sequences = episodes.map { TrainingSequence($0, constraint: policy.constraint) }
    #expect(sequences == episodes.map { TrainingSequence($0) })
    #expect(PackedBatch(sequences).tokenSets.isEmpty)
    // An untrained model hardly ever keeps the form by itself.
    #expect(episodes.flatMap(\.steps).contains { $0.parsed.response == nil })
  }

  @Test func eachLearnedTokenHasTheSetOfItsOwnResponse() throws {
    // The second step's sets begin anew, and a step that is not learned has none.
    let policy = try Policy(
      model: tinyModel(), grammar: .think, temperature: 1, responseLimit: 9, holdsForm: true)
    var episode = try #require(
      rollOut(trainingGames(1), policy: policy, stepLimit: 3, seed: 3).first)
    episode.steps[1].isImitated = false
    let sequence = TrainingSequence(episode, constraint: policy.constraint)
    let opening = TokenSet([try #require(sharedTokenizer.id(of: "<think>"))])
    let first = episode.steps[0].response.count
    #expect(sequence.allowed.count == sequence.positions.count)
    #expect(sequence.allowed[0] == opening)
    #expect(sequence.allowed[first] == opening)
    #expect(Int(sequence.positions[first]) == episode.steps[2].response.lowerBound)
  }

  @Test func setsOfManySequencesAreFew() throws {
    // An opening, words, words or a closing mark, each closing mark alone, the action's three:
    // however many sequences, a batch keeps each once.
    let policy = try Policy(
      model: tinyModel(), grammar: .tagged, temperature: 1, responseLimit: 9, holdsForm: true)
    let episodes = rollOut(trainingGames(8), policy: policy, stepLimit: 3, seed: 3)
    let batch = PackedBatch(
      episodes.map { TrainingSequence($0, constraint: policy.constraint) })
    #expect(batch.tokenSets.count <= 1 + 1 + 4 + 4 + 3)
    #expect(batch.tokenSetOf.allSatisfy { $0 >= 0 })
  }
}
