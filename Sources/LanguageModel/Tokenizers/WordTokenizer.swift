import Foundation

/// Word-level tokenizer in which every numbered thing ("cabinet 3") and every fixed phrase of the
/// game ("nothing happens .") is one token.
///
/// Text is split into lower-case words and punctuation; the longest vocabulary entry that matches
/// the coming words becomes the next token. A few words that carry no information in the game's
/// sentences (articles, list commas) are left out, so observations lose them; commands contain none
/// and survive `decode(encode(command))` unchanged. Words outside the vocabulary become the
/// unknown token, and are counted.
public struct WordTokenizer: Tokenizer, Equatable {
  /// Every token's text, words joined by one blank; the index is the token's id.
  public let tokens: [String]
  /// Words that are left out of every text.
  public let ignoredWords: [String]

  private let wordIDs: [String: Int]
  private let trie: [TrieNode]

  private struct TrieNode: Sendable, Equatable {
    var token: Int32?
    var next: [Int: Int] = [:]
  }

  /// The text of the token that stands for words outside the vocabulary; always id 0.
  public static let unknown = "<unknown>"
  /// The text of the token that opens every episode; always id 1.
  public static let start = "<start>"

  /// The id that stands for every word outside the vocabulary.
  public var unknownID: Int32 { 0 }
  /// The id that opens every episode.
  public var startID: Int32 { 1 }
  /// Numbered things and phrases are one token each, so that responses are short.
  public var responseLimit: Int { 40 }
  /// Tokens in all, spare marks included: the vocabulary size of a model that uses them.
  public var count: Int { tokens.count }

  /// Ids follow the order of the entries, after the unknown and the start token.
  ///
  /// - Parameters:
  ///   - entries: Words, numbered things and phrases, in any order; repeated ones count once.
  ///   - ignoredWords: Words left out of every text.
  public init(entries: [String], ignoredWords: [String]) {
    var seen = Set<String>()
    let normalised = entries.map { Self.words(of: $0).joined(separator: " ") }
    let unique = normalised.filter { !$0.isEmpty && seen.insert($0).inserted }
    self.init(
      tokens: [Self.unknown, Self.start]
        + unique.filter { $0 != Self.unknown && $0 != Self.start },
      ignoredWords: ignoredWords)
  }

  private init(tokens: [String], ignoredWords: [String]) {
    self.tokens = tokens
    self.ignoredWords = ignoredWords
    var wordIDs: [String: Int] = [:]
    var trie = [TrieNode()]
    let ignored = Set(ignoredWords)
    for (id, token) in tokens.enumerated() {
      var node = 0
      for word in token.split(separator: " ").map(String.init) where !ignored.contains(word) {
        let wordID = wordIDs[word] ?? wordIDs.count
        wordIDs[word] = wordID
        if let next = trie[node].next[wordID] {
          node = next
        } else {
          trie.append(TrieNode())
          trie[node].next[wordID] = trie.count - 1
          node = trie.count - 1
        }
      }
      if node != 0 { trie[node].token = Int32(id) }
    }
    self.wordIDs = wordIDs
    self.trie = trie
  }

  /// The tokens of a text.
  ///
  /// - Parameter unknownCount: Is increased by the number of words outside the vocabulary.
  public func encode(_ text: String, unknownCount: inout Int) -> [Int32] {
    let words = Self.words(of: text)
      .filter { !ignoredWords.contains($0) }
      .map { wordIDs[$0] ?? -1 }
    var ids: [Int32] = []
    ids.reserveCapacity(words.count)
    var position = 0
    while position < words.count {
      var node = 0
      var match: (token: Int32, length: Int)?
      var ahead = position
      while ahead < words.count, let next = trie[node].next[words[ahead]] {
        node = next
        ahead += 1
        if let token = trie[node].token { match = (token, ahead - position) }
      }
      if let match {
        ids.append(match.token)
        position += match.length
      } else {
        ids.append(unknownID)
        unknownCount += 1
        position += 1
      }
    }
    return ids
  }

  /// The tokens of a text; words outside the vocabulary become the unknown token.
  public func encode(_ text: String) -> [Int32] {
    var unknownCount = 0
    return encode(text, unknownCount: &unknownCount)
  }

  /// The text of a sequence of tokens, joined by blanks.
  public func decode(_ ids: some Sequence<Int32>) -> String {
    ids.map { tokens[Int($0)] }.joined(separator: " ")
  }

  /// A token's text, words joined by one blank.
  public func text(of id: Int32) -> String { tokens[Int(id)] }

  /// The id of the token with exactly this text; nil where there is none.
  public func id(of token: String) -> Int32? {
    tokens.firstIndex(of: token).map { Int32($0) }
  }

  /// The same tokenizer with `marks` among its tokens: those it lacks take the place of spare
  /// marks, opening ones of opening ones, in order.
  ///
  /// - Throws: `TokenizerError` where a name is no mark or no spare mark is left.
  public func namingMarks(for marks: [String]) throws -> WordTokenizer {
    let named = try LanguageModel.namingMarks(tokens, for: marks)
    return named == tokens ? self : WordTokenizer(tokens: named, ignoredWords: ignoredWords)
  }

  /// Splits every token into a class and a number: "cabinet 3" into that of "cabinet" and 3.
  ///
  /// Any other token is its own class with number 0, so that the word "cabinet" of an instruction
  /// shares its class with the "cabinet 3" of a room.
  public var factors: (classOf: [Int32], numberOf: [Int32], classCount: Int, numberCount: Int) {
    var classes: [String: Int32] = [:]
    var classOf: [Int32] = []
    var numberOf: [Int32] = []
    for token in tokens {
      let words = token.split(separator: " ")
      let number = words.count == 2 ? Int32(words[1]) : nil
      let name = number == nil ? token : String(words[0])
      let id = classes[name] ?? Int32(classes.count)
      classes[name] = id
      classOf.append(id)
      numberOf.append(number ?? 0)
    }
    return (classOf, numberOf, classes.count, Int(numberOf.max() ?? 0) + 1)
  }

  /// Lower-case words and single punctuation marks, in order.
  ///
  /// Letters, digits and the characters `<>/'_-=` form words; a full stop, comma, colon, semicolon,
  /// question or exclamation mark stands alone; all else separates.
  public static func words(of text: String) -> [String] {
    var words: [String] = []
    var current: [UInt8] = []
    func flush() {
      guard !current.isEmpty else { return }
      words.append(String(decoding: current, as: UTF8.self))
      current.removeAll(keepingCapacity: true)
    }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        current.append(byte + 32)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "/"), UInt8(ascii: "'"),
        UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "="), 128...:
        current.append(byte)
      case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: ";"),
        UInt8(ascii: "?"), UInt8(ascii: "!"):
        flush()
        words.append(String(UnicodeScalar(byte)))
      default:
        flush()
      }
    }
    flush()
    return words
  }
}

extension WordTokenizer {
  private struct File: Codable {
    var format: String
    var version: Int
    var ignoredWords: [String]
    var tokens: [String]
  }

  private static let format = "words-and-numbered-things"
  private static let version = 1

  /// The bytes of `tokenizer.json`.
  ///
  /// - Throws: Only what `JSONEncoder` throws.
  public func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return try encoder.encode(
      File(
        format: Self.format, version: Self.version, ignoredWords: ignoredWords, tokens: tokens))
  }

  /// Reads `tokenizer.json`.
  ///
  /// - Throws: `TokenizerError` where the file is missing, malformed or of another format version.
  public init(contentsOf url: URL) throws {
    let data: Data
    do {
      data = try Data(contentsOf: url)
    } catch {
      throw TokenizerError(
        description: "\(url.path): cannot be read; a model folder needs its tokenizer.json")
    }
    guard let file = try? JSONDecoder().decode(File.self, from: data) else {
      throw TokenizerError(
        description: "\(url.path): not a tokenizer file; make one with `rlvmr vocabulary`")
    }
    guard file.format == Self.format, file.version == Self.version else {
      throw TokenizerError(
        description: "\(url.path): format \(file.format) version \(file.version), but this program "
          + "reads \(Self.format) version \(Self.version); make it anew with `rlvmr vocabulary`")
    }
    guard file.tokens.first == Self.unknown, file.tokens.dropFirst().first == Self.start,
      Set(file.tokens).count == file.tokens.count
    else {
      throw TokenizerError(
        description: "\(url.path): its tokens do not begin with \(Self.unknown) and \(Self.start), "
          + "or repeat; make it anew with `rlvmr vocabulary`")
    }
    self.init(tokens: file.tokens, ignoredWords: file.ignoredWords)
  }
}
