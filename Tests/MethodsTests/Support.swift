import Agent
import Foundation
import HouseholdWorld
import LanguageModel
import MetaReasoning
import Methods
import Randomness
import Testing

/// A world so small that what a method must learn in it is known beforehand: a drawer and a shelf, and
/// a vocabulary that names no more than these.
enum SmallWorld {
  static let tokenizer = WordTokenizer(
    entries: (ResponseGrammar.tagged.marks + ResponseGrammar.think.marks) + [
      "You are in the middle of a room. Looking quickly around you, you see", "You are facing",
      "Next to it, you see", "Your task is to:", "Nothing happens.", "You arrive at", "On",
      "you see", "nothing", ".", "go to", "look", "so", "win", "drawer 1", "shelf 1",
    ], ignoredWords: ["a", "the", ",", "and"])

  /// Where the agent stands at the start.
  enum Place: Int { case drawer, shelf, middle }

  /// - Parameter goal: Where the game is won; nil for a game that cannot be won.
  static func game(_ id: String = "game", from start: Place = .middle, goal: Place?) -> Game {
    Game(
      id: id, category: nil, instruction: "win",
      goal: .at(receptacle: goal.map { "place \($0.rawValue)" } ?? "nowhere"),
      scene: Scene(
        receptacles: [
          .init(name: "drawer 1", kind: "place 0", location: 0),
          .init(name: "shelf 1", kind: "place 1", location: 1),
        ], objects: [], startLocation: start.rawValue, locationCount: 3))
  }

  /// An episode of the given answers, as an agent would have played it.
  ///
  /// - Parameter mistakes: Steps that are not to be imitated.
  static func episode(
    _ game: Game, _ answers: [(ReasoningTag?, String)], grammar: ResponseGrammar = .tagged,
    mistakes: Set<Int> = []
  ) -> Episode {
    var environment = Environment(game: game, stepLimit: 8)
    let opening = openingText(of: environment)
    var episode = Episode(
      gameID: game.id, category: nil, opening: opening,
      tokens: [tokenizer.startID] + tokenizer.encode(opening))
    for (index, (tag, action)) in answers.enumerated() {
      let response = Response(tag: tag, thought: "so", action: action)
      let output = response.text(in: grammar)
      let start = episode.tokens.count
      episode.tokens += tokenizer.encode(output)
      let state = environment.stateFingerprint
      let outcome = environment.step(action)
      episode.steps.append(
        EpisodeStep(
          response: start..<episode.tokens.count,
          parsed: ParsedStep(
            output: output, response: try? Response(parsing: output, grammar: grammar),
            isAdmissible: outcome.wasAdmissible, targets: numberedThings(in: action),
            worldState: state),
          command: action, observation: outcome.observation,
          isImitated: !mistakes.contains(index)))
      episode.won = outcome.won
      if index + 1 < answers.count { episode.tokens += tokenizer.encode(outcome.observation) }
    }
    return episode
  }

  /// Random weights.
  static func model(seed: UInt64 = 1) throws -> Model {
    var generator = SeededGenerator(seed: seed)
    return try Model(
      parameters: Parameters(
        ModelConfiguration(
          vocabularySize: tokenizer.count, dimension: 32, layers: 1, heads: 2, keyValueHeads: 1,
          contextLength: 128, convolutionWidth: 3, normalisesQueriesAndKeys: true),
        using: &generator),
      tokenizer: tokenizer)
  }

  /// A model that plays each of the episodes equally often: a cold start.
  static func coldStart(_ episodes: [Episode], updates: Int = 80) throws -> Model {
    let learner = Learner(try model(), weightDecay: 0, gradientClip: 1)
    let sequences = episodes.map { TrainingSequence($0) }
    for _ in 0..<updates {
      _ = learner.step(on: sequences, temperature: 1, learningRate: 0.01) { _, current, _ in
        crossEntropy(logProbability: current)
      }
    }
    return learner.model
  }

  /// log π of every learned token of the sequences, in order.
  static func logProbabilities(
    of sequences: [TrainingSequence], under model: Model, temperature: Float
  ) -> [Float] {
    DataParallel(model.configuration).logProbabilities(
      model.parameters, PackedBatch(sequences), temperature: temperature
    ).logProbabilities
  }

  /// The probability of all that the agent wrote in an episode.
  static func probability(_ episode: Episode, under model: Model) -> Double {
    let logs = logProbabilities(of: [TrainingSequence(episode)], under: model, temperature: 1)
    return exp(Double(logs.reduce(0, +)))
  }

  /// How likely the first of two episodes is, when it is one of them.
  static func share(of first: Episode, against second: Episode, under model: Model) -> Double {
    let (a, b) = (probability(first, under: model), probability(second, under: model))
    return a / (a + b)
  }

  static func settings(rollouts: Int = 16, stepLimit: Int = 1) -> ReinforcementSettings {
    var settings = ReinforcementSettings()
    settings.rollouts = rollouts
    settings.stepLimit = stepLimit
    return settings
  }

  /// Trains by a method's own rule from a start, through the one loop there is.
  ///
  /// The rate is the tests': the methods' own are made for hundreds of iterations.
  static func trained(
    _ method: Method, from start: Model, on games: [Game], iterations: Int = 25,
    stepLimit: Int = 1
  ) throws -> Model {
    let fast = method.arm("fast", title: "", abstract: "") { $0.learningRate = 0.002 }
    let rule = try #require(fast.reinforcement)
    let learner = Learner(start, weightDecay: 0, gradientClip: 1)
    for iteration in 0..<iterations {
      _ = try iterate(
        fast, by: rule, learner, reference: start, games: games,
        settings: settings(stepLimit: stepLimit), seed: UInt64(iteration))
    }
    return learner.model
  }
}

extension Parameters {
  /// A copy of the values of one tensor, or of all. A view of a last reference would outlive what it
  /// shows.
  func copy(of tensor: TensorDescription? = nil) -> [Float] {
    withExtendedLifetime(self) { Array(tensor.map(view) ?? values) }
  }
}

/// The largest distance of two values in the same place.
func distance(_ a: [Float], _ b: [Float]) -> Float {
  zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) }
}

extension Model {
  /// The bytes of all weights.
  var bits: [UInt32] { parameters.copy().map(\.bitPattern) }
}
