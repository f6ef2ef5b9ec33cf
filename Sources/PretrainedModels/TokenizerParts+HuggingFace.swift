import Foundation
import LanguageModel

extension TokenizerParts {
  /// The tokenizer of a `tokenizer.json` of Hugging Face's.
  init(contentsOf file: URL) throws {
    func fail(_ what: String) -> PretrainedModelError {
      PretrainedModelError("\(file.path): \(what)")
    }
    guard let data = try? Data(contentsOf: file) else {
      throw fail("cannot be read; a model folder needs its tokenizer.json")
    }
    guard let json = try? JSONDecoder().decode(TokenizerJSON.self, from: data) else {
      throw fail(
        "is no tokenizer of Hugging Face's; take the tokenizer.json that came with the model")
    }
    let model = json.model
    guard model.type == nil || model.type == "BPE", let vocabulary = model.vocab,
      let pairs = model.merges
    else {
      throw fail(
        "its model is \(shown(model.type ?? "unknown")); take one with a byte-level BPE tokenizer")
    }
    if let option = model.unsupportedOption {
      throw fail("its BPE has the option \(option), which is not supported; take another model")
    }
    guard json.decoder?.type == "ByteLevel" else {
      throw fail(
        "its decoder is \(shown(json.decoder?.type ?? "missing")), not ByteLevel; take a model with a"
          + " byte-level BPE tokenizer")
    }
    do {
      patterns = try json.pre_tokenizer.map(Self.patterns) ?? []
      guard json.pre_tokenizer != nil else { throw UnknownStep(description: "none") }
    } catch let step as UnknownStep {
      throw fail(
        "its pre_tokenizer has a part that is not known here, \(shown(step.description)); take a"
          + " model with Digits, Split or ByteLevel as SmolLM2, Llama 3 or Qwen 2 have them")
    }
    prefersWholeWords = model.ignore_merges ?? false
    let extra = json.added_tokens ?? []
    var slots = [[UInt8]?](repeating: nil, count: vocabulary.count + extra.count)
    let named = vocabulary.map { ($0.key, $0.value) } + extra.map { ($0.content, $0.id) }
    for (text, id) in named {
      guard slots.indices.contains(id) else {
        throw fail("the token '\(shown(text))' has the id \(id), beyond all tokens; copy it again")
      }
      slots[id] = Array(text.utf8)
    }
    while slots.last == .some(nil) { slots.removeLast() }
    tokens = try slots.enumerated().map { id, text in
      guard let text else { throw fail("no token has the id \(id); copy the file again") }
      return text
    }
    merges = pairs.map { ($0.left, $0.right) }
    let absorbing = try json.normalizer.map { normalizer in
      guard let marks = normalizer.blanksBeforeMarks else {
        throw fail("its normalizer \(shown(normalizer.type)) is not supported; take another model")
      }
      return Set(marks)
    }
    added = try extra.filter { !$0.content.isEmpty }.map { token in
      guard token.lstrip != true, token.rstrip != true, token.single_word != true else {
        throw fail(
          "the added token '\(shown(token.content))' has lstrip, rstrip or single_word, which is not"
            + " supported; set them to false")
      }
      let isFoundLate = token.normalized ?? !(token.special ?? false)
      // Only a text that is normalised loses blanks.
      let absorbs = isFoundLate && absorbing?.contains(token.content) == true
      return Added(
        id: Int32(token.id), isSpecial: token.special ?? false, isFoundLate: isFoundLate,
        absorbsBlanks: absorbs ? true : nil)
    }
    let known = Set(added.filter { $0.absorbsBlanks == true }.map { tokens[Int($0.id)] })
    if let other = absorbing?.first(where: { !known.contains(Array($0.utf8)) }) {
      throw fail(
        "its normalizer leaves out blanks before '\(shown(other))', which is no added token of"
          + " normalised text; take another model")
    }
  }

  private struct UnknownStep: Error {
    let description: String
  }

  private static func patterns(_ step: TokenizerJSON.PreTokenizer) throws -> [WordPattern] {
    let steps = step.type == "Sequence" ? step.pretokenizers ?? [] : [step]
    var patterns: [WordPattern] = []
    for (index, step) in steps.enumerated() {
      let isLast = index == steps.count - 1
      switch step.type {
      case "Digits" where !isLast:
        patterns.append(.digits(individually: step.individual_digits ?? false))
      case "Split" where !isLast:
        guard let expression = step.pattern?.Regex, step.behavior == "Isolated",
          step.invert != true,
          let pattern = WordPattern(expression: expression)
        else { throw UnknownStep(description: "Split \(step.pattern?.Regex ?? "")") }
        patterns.append(pattern)
      case "ByteLevel" where isLast:
        guard step.add_prefix_space != true else {
          throw UnknownStep(description: "ByteLevel with add_prefix_space")
        }
        if step.use_regex ?? true { patterns.append(.gpt2) }
      default:
        throw UnknownStep(description: isLast ? "\(step.type) at the end" : step.type)
      }
    }
    if steps.isEmpty { throw UnknownStep(description: "an empty Sequence") }
    return patterns
  }
}

/// The parts of Hugging Face's `tokenizer.json` that are read, under their names there.
private struct TokenizerJSON: Decodable {
  struct Step: Decodable {
    let type: String
  }

  struct Pattern: Decodable {
    let Regex: String?
  }

  struct Normalizer: Decodable {
    let type: String
    let pattern: Pattern?
    let content: String?

    /// The marks before which blanks are left out, if that is all it does.
    var blanksBeforeMarks: [String]? {
      guard type == "Replace", content == "" else { return nil }
      return pattern?.Regex.flatMap(BlanksBeforeMarks.marks)
    }
  }

  struct PreTokenizer: Decodable {
    let type: String
    let pretokenizers: [PreTokenizer]?
    let add_prefix_space: Bool?
    let use_regex: Bool?
    let individual_digits: Bool?
    let pattern: Pattern?
    let behavior: String?
    let invert: Bool?
  }

  struct AddedToken: Decodable {
    let id: Int
    let content: String
    let special: Bool?
    let normalized: Bool?
    let lstrip: Bool?
    let rstrip: Bool?
    let single_word: Bool?
  }

  /// A merge, which older files write as one string.
  struct Merge: Decodable {
    let left: [UInt8]
    let right: [UInt8]

    init(from decoder: any Swift.Decoder) throws {
      let container = try decoder.singleValueContainer()
      let parts: (left: [UInt8], right: [UInt8])?
      if let text = try? container.decode(String.self) {
        parts = TokenizerParts.merge(Array(text.utf8))
      } else {
        let texts = try container.decode([String].self)
        parts = texts.count == 2 ? (Array(texts[0].utf8), Array(texts[1].utf8)) : nil
      }
      guard let parts else {
        throw DecodingError.dataCorruptedError(
          in: container, debugDescription: "a merge has two parts")
      }
      (left, right) = parts
    }
  }

  struct Model: Decodable {
    let type: String?
    let vocab: [String: Int]?
    let merges: [Merge]?
    let ignore_merges: Bool?
    let dropout: Double?
    let unk_token: String?
    let continuing_subword_prefix: String?
    let end_of_word_suffix: String?
    let byte_fallback: Bool?

    /// The first option that would change what comes out and is not carried out here.
    var unsupportedOption: String? {
      if (dropout ?? 0) != 0 { return "dropout" }
      if unk_token != nil { return "unk_token" }
      if !(continuing_subword_prefix ?? "").isEmpty { return "continuing_subword_prefix" }
      if !(end_of_word_suffix ?? "").isEmpty { return "end_of_word_suffix" }
      if byte_fallback == true { return "byte_fallback" }
      return nil
    }
  }

  let model: Model
  let normalizer: Normalizer?
  let pre_tokenizer: PreTokenizer?
  let decoder: Step?
  let added_tokens: [AddedToken]?
}

extension BytePairTokenizer {
  /// Reads a `tokenizer.json` of Hugging Face's that holds a byte-level BPE.
  ///
  /// - Throws: `PretrainedModelError` naming the part that is not supported.
  public init(contentsOf file: URL) throws {
    try self.init(TokenizerParts(contentsOf: file), path: file.path)
  }

  /// The tokenizer of a GGUF file's metadata.
  ///
  /// - Throws: `PretrainedModelError` naming the part that is not supported.
  public init(_ file: GGUFFile) throws {
    try self.init(TokenizerParts(file), path: file.path)
  }
}
