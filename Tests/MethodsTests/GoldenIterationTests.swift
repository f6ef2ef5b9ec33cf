import Agent
import Foundation
import LanguageModel
import MetaReasoning
import Methods
import Testing

/// An iteration that PyTorch computed in float64 from the equations of the papers
/// (Fixtures/make_golden_iteration.py) against ours.
///
/// The reference policy differs from the learner, temperatures are not 1, ratios leave the clip on both
/// sides, rollouts differ in length and the gradient is clipped, so that a fault in any of these shows.
@Suite struct GoldenIterationTests {
  /// The method each name of the fixture stands for.
  static let rules: [String: Reinforcement] = [
    "grpo": .grpo(), "rlvmr": .rlvmr(), "released": .released(), "gigpo": .gigpo(),
  ]

  @Test func episodesReadAsTheFixtureMeansThem() throws {
    // Python and Swift read the same texts on their own; where they disagree no number means anything.
    let golden = try Golden()
    for (stored, episode) in zip(golden.fixture.episodes, golden.episodes(behaviour: nil)) {
      for (step, ours) in zip(stored.steps, episode.steps) {
        #expect(golden.tokenizer.encode(step.text) == Array(episode.tokens[ours.response]))
        #expect((ours.parsed.response == nil) == step.isMalformed)
        #expect((ours.parsed.response?.action ?? "") == step.action)
      }
    }
  }

  @Test(arguments: ["grpo", "rlvmr", "released", "gigpo"])
  func advantagesAreThoseOfTheEquations(_ name: String) throws {
    let golden = try Golden()
    let rule = try #require(Self.rules[name])
    let expected = try #require(golden.fixture.advantages[name])
    let ours = rule.advantages(golden.episodes(behaviour: nil), golden.groups).map {
      $0.map(\.total)
    }
    #expect(ours.map(\.count) == expected.map(\.count))
    #expect(zip(ours.joined(), expected.joined()).allSatisfy { abs($0 - $1) < 1e-9 })
  }

  @Test(arguments: 0..<4)
  func lossAndWeightsAfterAnIterationEqualPyTorch(_ index: Int) throws {
    let golden = try Golden()
    let item = golden.fixture.cases[index]
    let rule = try #require(Self.rules[item.method])
    let start = try golden.model("weight")
    let learner = Learner(
      start, weightDecay: golden.fixture.weightDecay, gradientClip: golden.fixture.gradientClip)
    let episodes = golden.episodes(behaviour: item.behaviour)
    let update = learner.updatePolicy(
      on: episodes, advantages: rule.advantages(episodes, golden.groups), by: rule,
      reference: try golden.model("reference"),
      policy: try Policy(model: start, grammar: .tagged, temperature: item.temperature),
      learningRate: golden.fixture.learningRate, minibatches: item.minibatches)

    #expect(update.tokens == item.tokens)
    #expect(abs(update.loss - item.loss) < 1e-5 * max(1, abs(item.loss)))
    #expect(abs(update.kl - item.kl) < 1e-5 * max(1, item.kl))
    #expect(abs(update.clipFraction - item.clipFraction) < 1e-9)
    #expect(abs(update.gradientNorm - item.gradientNorm) < 1e-4 * item.gradientNorm)
    for tensor in learner.model.parameters.tensors {
      let prefix = "\(item.method).\(item.minibatches)"
      let weights = try golden.values("\(prefix).after.\(tensor.name)", tensor.shape)
      #expect(distance(learner.model.parameters.copy(of: tensor), weights) < 1e-5, "\(tensor.name)")
      // The first update moves a weight by the sign of its gradient. The moment shows its size too.
      let moment = try golden.values("\(prefix).moment.\(tensor.name)", tensor.shape)
      let ours = learner.optimizer.firstMoment.copy(of: tensor)
      #expect(distance(ours, moment) < 1e-6, "\(tensor.name)")
    }
  }
}

/// The fixture: numbers in JSON, tensors in safetensors.
struct Golden {
  struct Fixture: Decodable {
    var configuration: ModelConfiguration
    var vocabulary: [String]
    var learningRate: Double
    var weightDecay: Double
    var gradientClip: Double
    var advantages: [String: [[Double]]]
    var episodes: [StoredEpisode]
    var cases: [Case]
  }

  struct StoredEpisode: Decodable {
    var game: Int
    var won: Bool
    var opening: String
    var tokens: [Int32]
    var steps: [StoredStep]
  }

  struct StoredStep: Decodable {
    var text: String
    var start: Int
    var end: Int
    var isMalformed: Bool
    var isAdmissible: Bool
    var action: String
    var things: [String]
    var observation: String
  }

  struct Case: Decodable {
    var method: String
    var temperature: Double
    var minibatches: Int
    /// log π of every agent token under the policy that sampled it, by episode.
    var behaviour: [[Float]]
    var loss: Double
    var kl: Double
    var clipFraction: Double
    var gradientNorm: Double
    var tokens: Int
  }

  let fixture: Fixture
  let tokenizer: WordTokenizer
  private let file: SafetensorsFile

  init() throws {
    func url(_ ending: String) throws -> URL {
      try #require(
        Bundle.module.url(forResource: "Fixtures/golden-iteration", withExtension: ending))
    }
    fixture = try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url("json")))
    file = try SafetensorsFile(contentsOf: url("safetensors"))
    tokenizer = WordTokenizer(entries: fixture.vocabulary, ignoredWords: [])
    try #require(tokenizer.tokens == fixture.vocabulary)
  }

  var groups: [Int] { fixture.episodes.map(\.game) }

  /// The episodes, with the log-probabilities of the policy that sampled them if given.
  func episodes(behaviour: [[Float]]?) -> [Episode] {
    fixture.episodes.enumerated().map { index, stored in
      var rest = behaviour?[index][...] ?? []
      return Episode(
        gameID: "\(stored.game)", category: nil, opening: stored.opening, tokens: stored.tokens,
        steps: stored.steps.map { step in
          let logProbabilities = Array(rest.prefix(step.end - step.start))
          rest = rest.dropFirst(logProbabilities.count)
          return EpisodeStep(
            response: step.start..<step.end, logProbabilities: logProbabilities,
            parsed: ParsedStep(
              output: step.text, response: try? Response(parsing: step.text, grammar: .tagged),
              isAdmissible: step.isAdmissible, targets: step.things),
            command: step.action, observation: step.observation)
        }, won: stored.won)
    }
  }

  func model(_ prefix: String) throws -> Model {
    let parameters = try Parameters(zeros: fixture.configuration)
    for tensor in parameters.tensors {
      try file.read("\(prefix).\(tensor.name)", shape: tensor.shape, into: parameters.view(tensor))
    }
    parameters.composeTables()
    return try Model(parameters: parameters, tokenizer: tokenizer)
  }

  func values(_ name: String, _ shape: [Int]) throws -> [Float] {
    let buffer = UnsafeMutableBufferPointer<Float>.allocate(capacity: shape.reduce(1, *))
    defer { buffer.deallocate() }
    try file.read(name, shape: shape, into: buffer)
    return Array(buffer)
  }
}
