import Agent
import Experiments
import LanguageModel
import Methods

/// How long a method's episodes are, in tokens, read off a few demonstrations of its own form.
struct EpisodeShape {
  /// Tokens before the first answer.
  var opening: Double
  /// Tokens of an answer.
  var answer: Double
  /// Tokens of an answer and of the world's reply to it.
  var step: Double
  /// Steps of a demonstration.
  var demonstratedSteps: Double
  /// Tokens after which an episode is lost.
  var contextLength: Double

  /// The share of episodes that are taken to be lost, and so to last to the step limit; the others are as
  /// long as demonstrations.
  static let lostShare = 0.25

  /// Plays a few demonstrations.
  ///
  /// - Throws: Errors of the world's data.
  init(
    of method: Method, _ supervised: SupervisedSettings, model: Model, in store: RunStore,
    seed: UInt64, trainOn set: TrainingSet
  ) throws {
    var few = supervised
    few.episodes = min(few.episodes, 16)
    // Instructions are shorter than the tasks; they are planned for as if they were none.
    let episodes = try store.demonstrations(
      few, for: method, tokenizer: model.tokenizer, seed: seed, trainOn: set,
      contextLength: model.configuration.contextLength)
    func mean(_ value: (Episode) -> Int) -> Double {
      Double(episodes.reduce(0) { $0 + value($1) }) / Double(max(1, episodes.count))
    }
    demonstratedSteps = max(1, mean { $0.steps.count })
    opening = mean { $0.steps.first?.response.lowerBound ?? 0 }
    answer = mean { $0.steps.reduce(0) { $0 + $1.response.count } } / demonstratedSteps
    step = (mean { $0.tokens.count } - opening) / demonstratedSteps
    contextLength = Double(model.configuration.contextLength)
  }

  /// Tokens of an episode, and how many of them the agent says.
  func tokens(steps: Double) -> (length: Double, predicted: Double) {
    let length = min(contextLength, opening + steps * step)
    return (length, min(length, steps * answer))
  }

  /// A demonstration.
  var demonstration: (length: Double, predicted: Double) { tokens(steps: demonstratedSteps) }

  /// An episode that an agent plays, in the mean.
  func played(stepLimit: Int) -> (length: Double, predicted: Double) {
    let lost = Double(stepLimit)
    let won = min(demonstratedSteps, lost)
    return tokens(steps: won + Self.lostShare * (lost - won))
  }
}
