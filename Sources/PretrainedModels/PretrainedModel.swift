import Foundation
import LanguageModel

/// A pretrained model of the Llama architecture, as its publishers trained it.
public struct PretrainedModel: Sendable {
  /// What the publisher calls it; the name of the file or folder where that says nothing.
  public let name: String
  /// The weights; training changes them for every copy of this value.
  public let parameters: Parameters
  /// Its ids are rows of the embedding, which may have some more.
  public let tokenizer: BytePairTokenizer
  /// The token that begins a text or a turn; nil where the model has none. No text gets it unasked.
  public let beginID: Int32?
  /// The token that ends a text or a turn; nil where the model has none.
  public let endID: Int32?

  /// The shape, as the weights have it.
  public var configuration: ModelConfiguration { parameters.configuration }

  init(
    name: String, parameters: Parameters, tokenizer: BytePairTokenizer, beginID: Int?, endID: Int?,
    path: String
  ) throws {
    let size = parameters.configuration.vocabularySize
    guard tokenizer.count <= size else {
      throw PretrainedModelError(
        "\(path): the tokenizer has \(tokenizer.count) tokens, the embedding only \(size) rows; take"
          + " both from one model")
    }
    for id in [beginID, endID].compactMap(\.self) where id < 0 || id >= size {
      throw PretrainedModelError(
        "\(path): the special token \(id) is outside the vocabulary of \(size); take tokenizer and"
          + " weights from one model")
    }
    self.name = name
    self.parameters = parameters
    self.tokenizer = tokenizer
    self.beginID = beginID.map { Int32($0) }
    self.endID = endID.map { Int32($0) }
  }

  /// Reads a GGUF file or a folder as Hugging Face has them.
  ///
  /// - Throws: `PretrainedModelError` or `LanguageModelError`, one line that names the file, the
  ///   tensor or the key, and the fix.
  public init(contentsOf url: URL) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
      throw PretrainedModelError(
        "\(url.path): there is no such file or folder; give a .gguf file or a Hugging Face folder")
    }
    if isFolder.boolValue {
      try self.init(huggingFaceFolder: url)
    } else {
      try self.init(gguf: url)
    }
  }
}

extension ModelConfiguration {
  /// Checks a shape that `path` describes.
  func validated(path: String) throws -> ModelConfiguration {
    do {
      try validate()
    } catch {
      throw PretrainedModelError("\(path): \(error)")
    }
    return self
  }

  /// Zeros for the weights that a file holds `stored` of at most; a damaged size is noticed before
  /// memory is taken for it.
  func parameters(stored: Double, path: String) throws -> Parameters {
    let inner = Double(heads) * Double(headDimension)
    let shared = Double(keyValueHeads) * Double(headDimension)
    let block = Double(dimension) * (2 * inner + 2 * shared + 3 * Double(feedForward))
    let tables = Double(vocabularySize) * Double(dimension) * (tiesHead ? 1 : 2)
    // Twice as many, so that a single missing tensor is named instead.
    guard Double(layers) * block + tables <= 2 * stored else {
      throw PretrainedModelError(
        "\(path): describes a model far larger than its weights; take both from one model")
    }
    return try Parameters(zeros: self)
  }
}
