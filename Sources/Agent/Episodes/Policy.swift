import LanguageModel
import MetaReasoning

/// A language model as an agent: weights, words, the grammar it answers in, the temperature it
/// samples at, and what it is spared: keeping the form itself, and finding out what can be done.
public struct Policy: Sendable {
  /// The model, with a token for every mark of the grammar.
  public let model: Model
  /// The marks of its answers, by which they are also parsed.
  public let grammar: ResponseGrammar
  /// Sampling temperature; log-probabilities are those of softmax(logits / temperature).
  public let temperature: Float
  /// Tokens after which an unfinished response is cut off and counts as malformed.
  public let responseLimit: Int
  /// Which commands the agent reads after every observation.
  public let shownCommands: ShownCommands
  /// The token that ends a response: the closing mark of an action.
  let endOfResponse: Int32
  /// The form the decoder holds; nil where the agent has to keep it by itself. With it
  /// log-probabilities are those among the allowed tokens.
  public let constraint: FormConstraint?

  /// Whether only well-formed responses can be sampled.
  public var holdsForm: Bool { constraint != nil }

  /// Gives the model a token for every mark of the grammar. Unless told otherwise the agent keeps
  /// the form by itself and is not told what can be done.
  ///
  /// - Throws: `TokenizerError` where the model's vocabulary has no room for the grammar's marks;
  ///   `RunError` where the form is to be held and no response fits `responseLimit`.
  public init(
    model: Model, grammar: ResponseGrammar, temperature: Double, responseLimit: Int? = nil,
    holdsForm: Bool = false, shownCommands: ShownCommands = .none
  ) throws {
    self.model = try model.prepared(for: grammar)
    self.grammar = grammar
    self.temperature = Float(temperature)
    let responseLimit = responseLimit ?? self.model.tokenizer.responseLimit
    self.responseLimit = responseLimit
    self.shownCommands = shownCommands
    guard let end = self.model.tokenizer.id(of: "</action>") else {
      throw RunError("the model's vocabulary lacks </action>, which ends every response")
    }
    endOfResponse = end
    constraint =
      holdsForm
      ? try FormConstraint(
        grammar: grammar, tokenizer: self.model.tokenizer, responseLimit: responseLimit) : nil
  }
}
