/// `tokenizer.json` of a byte-level BPE, under the names of the `tokenizers` package.
struct TokenizerFile: Encodable {
  struct AddedToken: Encodable {
    var id: Int32
    var content: String
    var special: Bool
    /// Whether it is looked for in normalised text, after those that are not.
    var normalized: Bool
    let single_word = false
    let lstrip = false
    let rstrip = false
  }

  struct Pattern: Encodable {
    var Regex: String
  }

  struct Normalizer: Encodable {
    let type = "Replace"
    var pattern: Pattern
    let content = ""
  }

  /// A step of cutting words; only the keys of its type are there.
  struct PreTokenizer: Encodable {
    var type: String
    var pretokenizers: [PreTokenizer]?
    var individual_digits: Bool?
    var pattern: Pattern?
    var behavior: String?
    var invert: Bool?
    var add_prefix_space: Bool?
    var trim_offsets: Bool?
    var use_regex: Bool?

    static func byteLevel(cutsWords: Bool) -> PreTokenizer {
      PreTokenizer(
        type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: cutsWords)
    }
  }

  struct Model: Encodable {
    let type = "BPE"
    let fuse_unk = false
    let byte_fallback = false
    var ignore_merges: Bool
    var vocab: [String: Int]
    /// Each with one blank between its parts, as every version reads them.
    var merges: [String]
  }

  let version = "1.0"
  var added_tokens: [AddedToken]
  var normalizer: Normalizer?
  var pre_tokenizer: PreTokenizer
  let decoder = PreTokenizer.byteLevel(cutsWords: true)
  var model: Model
}

extension HuggingFaceExport {
  var tokenizerFile: TokenizerFile {
    let parts = tokenizer.base.parts
    func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
    let old = parts.added.sorted { $0.id < $1.id }.map {
      TokenizerFile.AddedToken(
        id: $0.id, content: text(parts.tokens[Int($0.id)]), special: $0.isSpecial,
        normalized: $0.isFoundLate)
    }
    let firstThing = tokenizer.kept.count + tokenizer.marks.count
    let new = (tokenizer.kept.count..<tokenizer.count).map { token in
      // Marks only after blanks before them are gone.
      TokenizerFile.AddedToken(
        id: id(of: Int32(token)), content: tokenizer.text(of: Int32(token)), special: false,
        normalized: token < firstThing)
    }
    let absorbing =
      parts.added.filter { $0.absorbsBlanks == true }.map { text(parts.tokens[Int($0.id)]) }
      + tokenizer.marks
    let expression = BlanksBeforeMarks.expression(for: absorbing)
    return TokenizerFile(
      added_tokens: old + new,
      normalizer: absorbing.isEmpty
        ? nil : TokenizerFile.Normalizer(pattern: TokenizerFile.Pattern(Regex: expression)),
      pre_tokenizer: TokenizerFile.PreTokenizer(parts.patterns),
      model: TokenizerFile.Model(
        ignore_merges: parts.prefersWholeWords,
        vocab: Dictionary(
          parts.tokens.enumerated().map { (text($1), $0) }, uniquingKeysWith: { first, _ in first }),
        merges: parts.merges.map { "\(text($0.left)) \(text($0.right))" }))
  }
}

extension TokenizerFile.PreTokenizer {
  /// The steps of some patterns; GPT-2's at the end is a part of the last step.
  fileprivate init(_ patterns: [WordPattern]) {
    let endsWithGPT2 = patterns.last == .gpt2
    let steps = (endsWithGPT2 ? patterns.dropLast() : patterns[...]).map(Self.init)
    self.init(
      type: "Sequence", pretokenizers: steps + [.byteLevel(cutsWords: endsWithGPT2)])
  }

  private init(_ pattern: WordPattern) {
    if case .digits(let individually) = pattern {
      self.init(type: "Digits", individual_digits: individually)
    } else {
      self.init(
        type: "Split", pattern: pattern.expression.map { TokenizerFile.Pattern(Regex: $0) },
        behavior: "Isolated", invert: false)
    }
  }
}
