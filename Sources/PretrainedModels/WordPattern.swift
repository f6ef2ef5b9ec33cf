/// One step of cutting text into words, each within the pieces of the step before.
enum WordPattern: Sendable, Hashable {
  /// Numbers apart from all else: each digit by itself, or runs of digits.
  case digits(individually: Bool)
  /// GPT-2's: `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`.
  case gpt2
  /// Llama 3's, with up to so many digits in a piece (3; Qwen 2 has 1).
  case llama3(digits: Int)

  static let gpt2Expression =
    #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#

  /// The pattern that a regular expression of a tokenizer file is; nil where it is not known.
  init?(expression: String) {
    switch expression {
    case Self.gpt2Expression:
      self = .gpt2
    case Self.llama3Expression(digits: #"\p{N}{1,3}"#):
      self = .llama3(digits: 3)
    case Self.llama3Expression(digits: #"\p{N}"#):
      self = .llama3(digits: 1)
    default:
      return nil
    }
  }

  private static func llama3Expression(digits: String) -> String {
    #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|"# + digits
      + #"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
  }

  /// The regular expression that cuts as this does; nil for digits, which have a step of their own.
  var expression: String? {
    switch self {
    case .digits: nil
    case .gpt2: Self.gpt2Expression
    case .llama3(let digits):
      Self.llama3Expression(digits: digits == 1 ? #"\p{N}"# : #"\p{N}{1,\#(digits)}"#)
    }
  }

  /// Where the piece that begins at `start` ends.
  func end(from start: Int, in text: ScannedText, before limit: Int) -> Int {
    switch self {
    case .digits(let individually):
      return Self.digits(from: start, in: text, before: limit, individually: individually)
    case .gpt2:
      return Self.gpt2(from: start, in: text, before: limit)
    case .llama3(let digits):
      return Self.llama3(from: start, in: text, before: limit, digits: digits)
    }
  }

  private static func digits(
    from start: Int, in text: ScannedText, before limit: Int, individually: Bool
  ) -> Int {
    func isDigit(_ i: Int) -> Bool { text.kinds[i] == .number || text.kinds[i] == .newerNumber }
    let first = isDigit(start)
    if first && individually { return start + 1 }
    return text.run(from: start + 1, before: limit) { isDigit($0) == first }
  }

  private static func gpt2(from start: Int, in text: ScannedText, before limit: Int) -> Int {
    if let end = contraction(at: start, in: text, before: limit, anyCase: false) { return end }
    // A blank belongs to what follows it, unless that is white space too.
    var word = start
    if text.kinds[start] == .space, start + 1 < limit, !text.kinds[start + 1].isWhitespace {
      word += 1
    }
    let kind = text.kinds[word]
    if kind.isWhitespace { return whitespace(from: start, in: text, before: limit) }
    return text.run(from: word + 1, before: limit) {
      kind.isSymbol ? text.kinds[$0].isSymbol : text.kinds[$0] == kind
    }
  }

  private static func llama3(
    from start: Int, in text: ScannedText, before limit: Int, digits: Int
  ) -> Int {
    let kinds = text.kinds
    if let end = contraction(at: start, in: text, before: limit, anyCase: true) { return end }
    func kind(_ i: Int) -> CharacterKind? { i < limit ? kinds[i] : nil }
    let first = kinds[start]
    if first == .letter { return text.run(from: start + 1, before: limit) { kinds[$0] == .letter } }
    if first == .number {
      return text.run(from: start + 1, before: min(limit, start + digits)) { kinds[$0] == .number }
    }
    if first != .lineBreak, kind(start + 1) == .letter {
      return text.run(from: start + 2, before: limit) { kinds[$0] == .letter }
    }
    let symbol = first == .space ? start + 1 : start
    if kind(symbol)?.isSymbol == true {
      let end = text.run(from: symbol + 1, before: limit) { kinds[$0].isSymbol }
      return text.run(from: end, before: limit) { kinds[$0] == .lineBreak }
    }
    let end = text.run(from: start, before: limit) { kinds[$0].isWhitespace }
    if let last = (start..<end).last(where: { kinds[$0] == .lineBreak }) { return last + 1 }
    return whitespace(from: start, in: text, before: limit)
  }

  /// `\s+(?!\S)|\s+`: white space, but its last character goes with the word after it.
  private static func whitespace(from start: Int, in text: ScannedText, before limit: Int) -> Int {
    let end = text.run(from: start, before: limit) { text.kinds[$0].isWhitespace }
    return end < limit && end - start > 1 ? end - 1 : end
  }

  /// The end of an apostrophe with s, t, re, ve, m, ll or d.
  private static func contraction(
    at start: Int, in text: ScannedText, before limit: Int, anyCase: Bool
  ) -> Int? {
    guard text.letter(at: start) == UInt8(ascii: "'") else { return nil }
    func letter(_ i: Int) -> UInt8? {
      guard i < limit else { return nil }
      let letter = text.letter(at: i)
      guard anyCase else { return letter }
      // The long s is an s in another case.
      if text.isLongS(at: i) { return UInt8(ascii: "s") }
      return letter.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 + 32 : $0 }
    }
    switch (letter(start + 1), letter(start + 2)) {
    case (UInt8(ascii: "s"), _), (UInt8(ascii: "t"), _), (UInt8(ascii: "m"), _),
      (UInt8(ascii: "d"), _):
      return start + 2
    case (UInt8(ascii: "r"), UInt8(ascii: "e")), (UInt8(ascii: "v"), UInt8(ascii: "e")),
      (UInt8(ascii: "l"), UInt8(ascii: "l")):
      return start + 3
    default:
      return nil
    }
  }
}
