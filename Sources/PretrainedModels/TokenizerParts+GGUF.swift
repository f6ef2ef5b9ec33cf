import LanguageModel

extension TokenizerParts {
  /// The tokenizer of a GGUF file's metadata.
  init(_ file: GGUFFile) throws {
    func fail(_ what: String) -> PretrainedModelError {
      PretrainedModelError("\(file.path): \(what)")
    }
    func list(_ key: String) throws -> [GGUFValue] {
      guard let values = file.metadata[key]?.elements else {
        throw fail("the metadata \(key) is missing; take a file with a byte-level BPE tokenizer")
      }
      return values
    }
    func strings(_ key: String) throws -> [[UInt8]] {
      try list(key).map {
        guard case .string(let bytes) = $0 else {
          throw fail("the metadata \(key) is no list of strings; convert the model again")
        }
        return bytes
      }
    }
    let kind = file.metadata["tokenizer.ggml.model"]?.text ?? "missing"
    guard kind == "gpt2" else {
      throw fail(
        "its tokenizer (tokenizer.ggml.model) is \(shown(kind)); take a model with a byte-level BPE"
          + " tokenizer (gpt2)")
    }
    prefersWholeWords = false
    let pattern = file.metadata["tokenizer.ggml.pre"]?.text ?? "missing"
    switch pattern {
    case "smollm": patterns = [.digits(individually: true), .gpt2]
    case "gpt-2": patterns = [.gpt2]
    case "qwen2": patterns = [.llama3(digits: 1)]
    case "llama-bpe":
      patterns = [.llama3(digits: 3)]
      prefersWholeWords = true
    default:
      throw fail(
        "cuts words by a pattern (tokenizer.ggml.pre) not known here, \(shown(pattern)); take a"
          + " model with smollm, gpt-2, llama-bpe or qwen2")
    }
    if case .bool(true)? = file.metadata["tokenizer.ggml.add_space_prefix"] {
      throw fail(
        "its tokenizer puts a blank before each text, which is not supported; take another")
    }
    tokens = try strings("tokenizer.ggml.tokens")
    merges = try strings("tokenizer.ggml.merges").map { merge in
      // The alphabet has no blank, so the first one parts the two.
      guard let parted = TokenizerParts.merge(merge) else {
        throw fail(
          "the merge '\(shown(String(decoding: merge, as: UTF8.self)))' has no two parts; convert"
            + " the model again")
      }
      return parted
    }
    let types = try list("tokenizer.ggml.token_type").map { $0.integer ?? 0 }
    guard types.count == tokens.count else {
      throw fail(
        "has \(tokens.count) tokens and \(types.count) token types; convert the model again")
    }
    // 3 is a control mark, 4 a token of the user's.
    added = types.enumerated().filter { $0.element == 3 || $0.element == 4 }.map {
      Added(id: Int32($0.offset), isSpecial: $0.element == 3, isFoundLate: false)
    }
  }

  /// The two parts of a merge that is written with one blank between them.
  static func merge(_ text: [UInt8]) -> (left: [UInt8], right: [UInt8])? {
    guard let blank = text.firstIndex(of: 0x20), blank > 0, blank + 1 < text.count else {
      return nil
    }
    return (Array(text[..<blank]), Array(text[(blank + 1)...]))
  }
}
