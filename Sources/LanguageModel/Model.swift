import Foundation

/// A language model with its words: weights, shape and tokenizer.
///
/// The weights are shared by reference; `copy()` makes a model of its own.
public struct Model: Sendable {
  /// The weights, shared by every copy of this value; training changes them for all.
  public let parameters: Parameters
  /// As many tokens as the weights have vocabulary rows.
  public let tokenizer: any Tokenizer

  /// The shape, as the weights have it.
  public var configuration: ModelConfiguration { parameters.configuration }

  /// Joins weights with their words; only the numbers of tokens are compared, not what they mean.
  ///
  /// - Throws: `LanguageModelError` where the tokenizer has another size than the vocabulary.
  public init(parameters: Parameters, tokenizer: any Tokenizer) throws {
    let size = parameters.configuration.vocabularySize
    guard size == tokenizer.count else {
      throw LanguageModelError(
        "the tokenizer has \(tokenizer.count) tokens, the model \(size); take both from one folder")
    }
    self.parameters = parameters
    self.tokenizer = tokenizer
  }

  /// Reads a model folder: `config.json`, `model.safetensors` and `tokenizer.json`.
  ///
  /// - Parameter tokenizer: Reads `tokenizer.json`; words and numbered things by default.
  /// - Throws: `LanguageModelError` or `TokenizerError` naming the file and the fix.
  public init(
    contentsOf folder: URL,
    tokenizer read: (URL) throws -> any Tokenizer = { try WordTokenizer(contentsOf: $0) }
  ) throws {
    let tokenizer = try read(folder.appendingPathComponent("tokenizer.json"))
    let parameters = try Checkpoint.load(from: folder)
    do {
      try self.init(parameters: parameters, tokenizer: tokenizer)
    } catch {
      throw LanguageModelError("\(folder.path): \(error)")
    }
  }

  /// Writes a model folder as ``init(contentsOf:)`` reads it; the words come last.
  ///
  /// - Throws: `LanguageModelError` where it cannot be written.
  public func write(
    to folder: URL, precision: SafetensorsFile.Precision = .float32
  ) throws {
    try Checkpoint.save(parameters, to: folder, precision: precision)
    let url = folder.appendingPathComponent("tokenizer.json")
    do {
      try tokenizer.encoded().write(to: url, options: .atomic)
    } catch {
      throw LanguageModelError("\(url.path): cannot be written; check space and permissions")
    }
  }

  /// The same weights with a tokenizer that has `marks` among its tokens (`Tokenizer.namingMarks`).
  /// It is written and read like any model, under the names given here.
  ///
  /// - Throws: `TokenizerError` where no spare mark is left.
  public func namingMarks(for marks: [String]) throws -> Model {
    try Model(parameters: parameters, tokenizer: tokenizer.namingMarks(for: marks))
  }

  /// A model whose weights may be trained without changing this one's.
  public func copy() -> Model {
    Model(copying: self)
  }

  private init(copying other: Model) {
    parameters = Parameters(copying: other.parameters)
    tokenizer = other.tokenizer
  }
}
