import LanguageModel

/// A byte-level byte-pair encoding, as GPT-2 has it: text is cut into words by a pattern, the bytes
/// of a word are joined by merges learnt beforehand.
///
/// Ids are those of the `tokenizers` package for the same file. Nothing is added around a text.
public struct BytePairTokenizer: Sendable {
  /// Tokens in all: ids are 0..<count.
  public var count: Int { starts.count - 1 }
  /// Ids of the tokens that are control marks, such as the end of a text; ascending.
  public let specialIDs: [Int32]
  /// Bytes for which the vocabulary has no token. As in the `tokenizers` package they are left out
  /// of every text. Only bytes that hardly any text has can be missing: control characters, and
  /// the beginnings of planes without characters.
  public let missingBytes: [UInt8]

  /// What it was made of, for writing it down again.
  let parts: TokenizerParts
  /// The bytes of all tokens, one after the other, and where each begins.
  private let bytes: [UInt8]
  private let starts: [Int]
  private let byteIDs: [Int32]
  private let merges: Merges
  /// Whole words by their bytes, where these go before merges; nil where merges decide alone.
  private let wholeWords: [[UInt8]: Int32]?
  private let patterns: [WordPattern]
  /// What is looked for first, and what is looked for in between.
  private let added: [AddedTokens]
  private let idsOfBytes: [[UInt8]: Int32]
  private let cache = WordCache()

  init(_ parts: TokenizerParts, path: String) throws {
    self.parts = parts
    if let beyond = parts.added.first(where: { !parts.tokens.indices.contains(Int($0.id)) }) {
      throw PretrainedModelError(
        "\(path): the added token \(beyond.id) is beyond all tokens; take the tokenizer that came with"
          + " the model")
    }
    var bytes: [UInt8] = []
    var starts = [0]
    var ids: [[UInt8]: Int32] = [:]
    ids.reserveCapacity(parts.tokens.count)
    for (id, token) in parts.tokens.enumerated() {
      let own = ByteAlphabet.bytes(of: token)
      bytes += own
      starts.append(bytes.count)
      // Of equal ones the first: a token that stands for itself must not hide that of its bytes.
      if ids[own] == nil { ids[own] = Int32(id) }
    }
    let byteIDs = (0..<256).map { ids[[UInt8($0)]] ?? -1 }
    self.byteIDs = byteIDs
    missingBytes = (0..<256).filter { byteIDs[$0] < 0 }.map { UInt8($0) }
    if let needed = missingBytes.first(where: Self.isNeeded) {
      let digits = String(needed, radix: 16, uppercase: true)
      throw PretrainedModelError(
        "\(path): the vocabulary has no token for the byte 0x\(digits); give the tokenizer of a"
          + " byte-level model, such as SmolLM2")
    }
    var merges = Merges(capacity: parts.merges.count)
    for (rank, merge) in parts.merges.enumerated() {
      let left = ByteAlphabet.bytes(of: merge.left)
      let right = ByteAlphabet.bytes(of: merge.right)
      guard let l = ids[left], let r = ids[right], let result = ids[left + right] else {
        let text = shown(String(decoding: merge.left + [0x20] + merge.right, as: UTF8.self))
        throw PretrainedModelError(
          "\(path): merge \(rank) (\(text)) has a part that is no token; take vocabulary and merges"
            + " from one model")
      }
      merges.add(l, r, rank: rank, result: result)
    }
    self.merges = merges
    self.bytes = bytes
    self.starts = starts
    idsOfBytes = ids
    wholeWords = parts.prefersWholeWords ? ids : nil
    patterns = parts.patterns
    specialIDs = parts.added.filter(\.isSpecial).map(\.id).sorted()
    added = [false, true]
      .map { late in
        AddedTokens(
          parts.added.filter { $0.isFoundLate == late }.map {
            AddedTokens.Token(
              text: parts.tokens[Int($0.id)], id: $0.id, absorbsBlanks: $0.absorbsBlanks == true)
          })
      }
      .filter { !$0.isEmpty }
  }

  /// Whether ordinary text has this byte: printable characters, tabulators and line ends.
  private static func isNeeded(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x80...0xBF, 0xC2...0xF0: true
    default: false
    }
  }

  /// The tokens of a text; marks such as `<|im_end|>` that stand in it become their tokens.
  public func encode(_ text: String) -> [Int32] {
    var text = text
    return text.withUTF8 { bytes in
      var ids: [Int32] = []
      ids.reserveCapacity(bytes.count / 3 + 1)
      encode(bytes, lookingFor: added[...], into: &ids)
      return ids
    }
  }

  private func encode(
    _ text: UnsafeBufferPointer<UInt8>, lookingFor added: ArraySlice<AddedTokens>,
    into ids: inout [Int32]
  ) {
    guard let wanted = added.first else { return encodeWords(text, into: &ids) }
    var from = 0
    var i = 0
    func encodeBefore(_ end: Int, _ ids: inout [Int32]) {
      if from == end { return }
      encode(
        UnsafeBufferPointer(rebasing: text[from..<end]), lookingFor: added.dropFirst(), into: &ids)
    }
    while i < text.count {
      if let match = wanted.match(at: i, in: text) {
        var end = i
        if match.absorbsBlanks {
          while end > from, text[end - 1] == UInt8(ascii: " ") { end -= 1 }
        }
        encodeBefore(end, &ids)
        ids.append(match.id)
        i += match.text.count
        from = i
      } else {
        i += 1
      }
    }
    encodeBefore(text.count, &ids)
  }

  private func encodeWords(_ text: UnsafeBufferPointer<UInt8>, into ids: inout [Int32]) {
    let scanned = ScannedText(text)
    cut(scanned, 0..<scanned.kinds.count, by: patterns[...], into: &ids)
  }

  private func cut(
    _ text: ScannedText, _ range: Range<Int>, by patterns: ArraySlice<WordPattern>,
    into ids: inout [Int32]
  ) {
    guard let pattern = patterns.first else { return encodeWord(text, range, into: &ids) }
    var start = range.lowerBound
    while start < range.upperBound {
      let end = pattern.end(from: start, in: text, before: range.upperBound)
      cut(text, start..<end, by: patterns.dropFirst(), into: &ids)
      start = end
    }
  }

  private func encodeWord(_ text: ScannedText, _ range: Range<Int>, into ids: inout [Int32]) {
    if range.isEmpty { return }
    let place = Int(text.starts[range.lowerBound])..<Int(text.starts[range.upperBound])
    if place.count == 1 {
      let id = byteIDs[Int(text.bytes[place.lowerBound])]
      if id >= 0 { ids.append(id) }
      return
    }
    let word = Array(text.bytes[place])
    ids += cache.tokens(of: word) {
      if let whole = wholeWords?[word] { return [whole] }
      return merges.apply(to: word.map { byteIDs[Int($0)] }.filter { $0 >= 0 })
    }
  }

  /// The text of some tokens; bytes that are no UTF-8 become U+FFFD, one for each part that cannot
  /// be a character. An id outside the vocabulary is left out.
  public func decode(_ ids: some Sequence<Int32>) -> String {
    var text: [UInt8] = []
    for id in ids where id >= 0 && id < count { text += bytes(of: id) }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes that a token stands for, which may be part of a character.
  public func bytes(of id: Int32) -> ArraySlice<UInt8> {
    precondition(id >= 0 && id < count, "a token outside the vocabulary")
    return bytes[starts[Int(id)]..<starts[Int(id) + 1]]
  }

  /// The token that stands for one byte; nil for a missing one.
  public func id(ofByte byte: UInt8) -> Int32? {
    let id = byteIDs[Int(byte)]
    return id < 0 ? nil : id
  }

  /// The token that stands for exactly this text; nil where there is none.
  public func id(of text: String) -> Int32? { idsOfBytes[Array(text.utf8)] }
}
