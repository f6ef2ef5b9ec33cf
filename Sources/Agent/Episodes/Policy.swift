import LanguageModel
import MetaReasoning

/// A language model as an agent: weights, words, the grammar it answers in and the temperature it
/// samples at.
public struct Policy: Sendable {
  /// The model.
  public var model: Model
  /// How it answers.
  public var grammar: ResponseGrammar
  /// Sampling temperature; log-probabilities are those of softmax(logits / temperature).
  public var temperature: Float
  /// Tokens after which an unfinished response is cut off and counts as malformed.
  public var responseLimit = 40

  /// Creates a policy from its parts.
  public init(model: Model, grammar: ResponseGrammar, temperature: Double) {
    self.model = model
    self.grammar = grammar
    self.temperature = Float(temperature)
  }
}
