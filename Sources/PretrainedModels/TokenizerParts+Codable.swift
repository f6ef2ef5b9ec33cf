extension WordPattern: Codable {
  private static let names: [(pattern: WordPattern, name: String)] = [
    (.digits(individually: true), "single digits"), (.digits(individually: false), "digits"),
    (.gpt2, "gpt2"), (.llama3(digits: 1), "llama3, single digits"),
    (.llama3(digits: 3), "llama3, three digits"),
  ]

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let name = try container.decode(String.self)
    guard let known = Self.names.first(where: { $0.name == name }) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "unknown pattern '\(name)'")
    }
    self = known.pattern
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Self.names.first { $0.pattern == self }?.name ?? "")
  }
}

/// Tokens and merges are text in the byte alphabet, as in the files of others.
extension TokenizerParts: Codable {
  private enum CodingKeys: String, CodingKey {
    case tokens, merges, added, patterns, prefersWholeWords
  }

  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    tokens = try fields.decode([String].self, forKey: .tokens).map { Array($0.utf8) }
    merges = try fields.decode([String].self, forKey: .merges).map { text in
      guard let parted = Self.merge(Array(text.utf8)) else {
        throw DecodingError.dataCorruptedError(
          forKey: .merges, in: fields, debugDescription: "no two parts: '\(text)'")
      }
      return parted
    }
    added = try fields.decode([Added].self, forKey: .added)
    patterns = try fields.decode([WordPattern].self, forKey: .patterns)
    prefersWholeWords = try fields.decode(Bool.self, forKey: .prefersWholeWords)
  }

  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
    try fields.encode(tokens.map(text), forKey: .tokens)
    try fields.encode(merges.map { "\(text($0.left)) \(text($0.right))" }, forKey: .merges)
    try fields.encode(added, forKey: .added)
    try fields.encode(patterns, forKey: .patterns)
    try fields.encode(prefersWholeWords, forKey: .prefersWholeWords)
  }
}
