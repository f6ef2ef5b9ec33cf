/// The text of a source file without what a compiler skips.
///
/// Comments count as the white space they stand for. A run of white space becomes one line break
/// where it holds one (line breaks separate statements in Swift and end directives in C), else one
/// space; none is left at the ends. Strings stay as they are, with the expressions inside them.
/// Where a text cannot be told apart, such as a comment without an end, it is kept: two sources
/// with the same significant text compile to the same program but for line numbers.
public func significantText(
  of source: String, in language: SourceLanguage = .swift
) -> String {
  var scanner = Scanner(Array(source.utf8), language)
  scanner.run()
  return String(decoding: scanner.output, as: UTF8.self)
}

/// Reads UTF-8 from front to back; every delimiter of both languages is ASCII.
private struct Scanner {
  private let bytes: [UInt8]
  private let language: SourceLanguage
  private var place = 0
  private(set) var output: [UInt8] = []
  /// White space that has been read and not yet been written.
  private var gap: UInt8?

  init(_ bytes: [UInt8], _ language: SourceLanguage) {
    self.bytes = bytes
    self.language = language
    output.reserveCapacity(bytes.count)
  }

  mutating func run() {
    while place < bytes.count {
      let byte = bytes[place]
      if byte.isWhiteSpace {
        widenGap(by: byte)
        place += 1
      } else if let end = commentEnd(at: place) {
        // In C a comment is one space, whatever it holds; in Swift its line breaks count.
        let breaksLine = language == .swift && bytes[place..<end].contains(where: \.isLineBreak)
        widenGap(by: breaksLine ? .lineFeed : .space)
        place = end
      } else {
        keep(to: literalEnd(at: place) ?? place + 1)
      }
    }
  }

  private mutating func widenGap(by byte: UInt8) {
    gap = byte.isLineBreak || gap == .lineFeed ? .lineFeed : .space
  }

  private mutating func keep(to end: Int) {
    if let gap, !output.isEmpty { output.append(gap) }
    gap = nil
    output += bytes[place..<end]
    place = end
  }

  private func byte(_ index: Int) -> UInt8? { index < bytes.count ? bytes[index] : nil }

  private func matches(_ text: StaticString, at index: Int) -> Bool {
    text.withUTF8Buffer { bytes[min(index, bytes.count)...].starts(with: $0) }
  }

  // MARK: Comments

  /// The end of the comment that starts here; nil where none does, or where it has no end.
  private func commentEnd(at start: Int) -> Int? {
    if matches("//", at: start) { return lineCommentEnd(from: start + 2) }
    guard matches("/*", at: start) else { return nil }
    var depth = 1
    var index = start + 2
    while index < bytes.count {
      if matches("*/", at: index) {
        depth -= 1
        index += 2
        if depth == 0 { return index }
      } else if language == .swift, matches("/*", at: index) {
        depth += 1
        index += 2
      } else {
        index += 1
      }
    }
    return nil
  }

  /// In C a backslash at the end of the line takes the next line into the comment.
  private func lineCommentEnd(from start: Int) -> Int {
    var index = start
    while let byte = byte(index), !byte.isLineBreak {
      let goesOn = language == .c && byte == .backslash
      index += goesOn && matches("\r\n", at: index + 1) ? 3 : goesOn ? 2 : 1
    }
    return min(index, bytes.count)
  }

  // MARK: Literals

  /// The end of the literal that starts here; nil where none does.
  private func literalEnd(at start: Int) -> Int? {
    switch (bytes[start], language) {
    case (.quote, .swift): return swiftStringEnd(at: start, hashes: 0)
    case (.quote, .c), (.apostrophe, .c): return cLiteralEnd(at: start)
    // A name in backticks may hold anything.
    case (.backtick, .swift): return lineEnd(of: .backtick, from: start + 1)
    case (.hash, .swift):
      let hashes = bytes[start...].prefix { $0 == .hash }.count
      switch byte(start + hashes) {
      case .quote: return swiftStringEnd(at: start + hashes, hashes: hashes)
      case .slash: return extendedPatternEnd(at: start + hashes, hashes: hashes)
      default: return start + hashes
      }
    case (.slash, .swift): return barePatternEnd(at: start)
    default: return nil
    }
  }

  /// Just past the next such byte of this line; nil where the line has none.
  private func lineEnd(of byte: UInt8, from start: Int) -> Int? {
    let rest = bytes[start...].prefix { !$0.isLineBreak }
    return rest.firstIndex(of: byte).map { $0 + 1 }
  }

  private func cLiteralEnd(at start: Int) -> Int? {
    var index = start + 1
    while let byte = byte(index) {
      if byte == .backslash {
        // An escape, or a line that goes on.
        index += matches("\r\n", at: index + 1) ? 3 : 2
      } else if byte.isLineBreak {
        return nil
      } else {
        index += 1
        if byte == bytes[start] { return index }
      }
    }
    return nil
  }

  /// `start` is the quote; the hashes stand before it. A string without an end goes to the end of
  /// its line, one of many lines to the end of the file.
  private func swiftStringEnd(at start: Int, hashes: Int) -> Int {
    // Three quotes open many lines only at the end of a line: #"""# is a raw string of one quote.
    let rest = bytes[min(start + 3, bytes.count)...].prefix { !$0.isLineBreak }
    let hasManyLines = matches("\"\"\"", at: start) && rest.allSatisfy(\.isWhiteSpace)
    let quotes = hasManyLines ? 3 : 1
    var index = start + quotes
    while let byte = byte(index) {
      if !hasManyLines, byte.isLineBreak { return index }
      if byte == .backslash, hasHashes(hashes, at: index + 1) {
        let escaped = index + 1 + hashes
        index =
          self.byte(escaped) == .leftParenthesis ? interpolationEnd(at: escaped) : escaped + 1
        // What is escaped at the end of a line is the line break, which only many lines may hold.
        if !hasManyLines, let last = self.byte(escaped), last.isLineBreak { return escaped }
      } else if isClosing(quotes, hashes, at: index) {
        return index + quotes + hashes
      } else {
        index += 1
      }
    }
    return bytes.count
  }

  private func hasHashes(_ count: Int, at index: Int) -> Bool {
    bytes[min(index, bytes.count)...].prefix(count).count { $0 == .hash } == count
  }

  private func isClosing(_ quotes: Int, _ hashes: Int, at index: Int) -> Bool {
    bytes[index...].prefix(quotes).count { $0 == .quote } == quotes
      && hasHashes(hashes, at: index + quotes)
  }

  /// `start` is the parenthesis. Strings and comments inside may hold parentheses of their own.
  private func interpolationEnd(at start: Int) -> Int {
    var depth = 0
    var index = start
    while let byte = byte(index) {
      if let end = commentEnd(at: index) ?? literalEnd(at: index) {
        index = end
        continue
      }
      index += 1
      if byte == .leftParenthesis { depth += 1 }
      if byte == .rightParenthesis {
        depth -= 1
        if depth == 0 { return index }
      }
    }
    return bytes.count
  }

  // MARK: Regular expressions

  /// #/…/#: `start` is the slash.
  private func extendedPatternEnd(at start: Int, hashes: Int) -> Int {
    var index = start + 1
    while let byte = byte(index) {
      if byte == .backslash {
        index += 2
      } else if byte == .slash, hasHashes(hashes, at: index + 1) {
        return index + 1 + hashes
      } else {
        index += 1
      }
    }
    return bytes.count
  }

  /// /…/ where an operand may stand, closed on its line with no parenthesis left open by it or
  /// before it, and not opened by white space: as Swift tells a regular expression from a division.
  private func barePatternEnd(at start: Int) -> Int? {
    guard let next = byte(start + 1), !next.isWhiteSpace, startsOperand(at: start) else {
      return nil
    }
    var depth = 0
    var index = start + 1
    while let byte = byte(index), !byte.isLineBreak {
      switch byte {
      case .slash: return index + 1
      case .backslash: index += 1
      case .leftParenthesis: depth += 1
      case .rightParenthesis: depth -= 1
      default: break
      }
      if depth < 0 { return nil }
      index += 1
    }
    return nil
  }

  /// Whether what stands before leaves an operand to come.
  private func startsOperand(at start: Int) -> Bool {
    guard let last = bytes[..<start].lastIndex(where: { !$0.isWhiteSpace }) else { return true }
    let isApart = last + 1 < start
    if bytes[last].isNamePart {
      let word = bytes[...last].reversed().prefix(while: \.isNamePart).reversed()
      return isApart && Self.wordsBeforeOperands.contains(String(decoding: word, as: UTF8.self))
    }
    // x!/2 divides; x! /2/ does not.
    if !isApart, Self.postfixOperators.contains(bytes[last]) { return false }
    return !Self.endsOfOperands.contains(bytes[last])
  }

  private static let endsOfOperands = Set(")]}\"'`".utf8)
  private static let postfixOperators = Set("!?>".utf8)
  private static let wordsBeforeOperands: Set<String> = [
    "return", "case", "in", "if", "while", "guard", "else", "throw", "try", "await", "where", "is",
    "as", "switch", "yield",
  ]
}

extension UInt8 {
  fileprivate static let space = UInt8(ascii: " ")
  fileprivate static let lineFeed = UInt8(ascii: "\n")
  fileprivate static let quote = UInt8(ascii: "\"")
  fileprivate static let apostrophe = UInt8(ascii: "'")
  fileprivate static let backtick = UInt8(ascii: "`")
  fileprivate static let hash = UInt8(ascii: "#")
  fileprivate static let slash = UInt8(ascii: "/")
  fileprivate static let backslash = UInt8(ascii: "\\")
  fileprivate static let leftParenthesis = UInt8(ascii: "(")
  fileprivate static let rightParenthesis = UInt8(ascii: ")")

  fileprivate var isLineBreak: Bool { self == .lineFeed || self == UInt8(ascii: "\r") }
  /// Space, and the five controls from tab to carriage return.
  fileprivate var isWhiteSpace: Bool { self == .space || (9...13).contains(self) }
  /// Letters, digits, `_`, `$`, and every byte of what is not ASCII.
  fileprivate var isNamePart: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 128...255:
      true
    default: false
    }
  }
}
