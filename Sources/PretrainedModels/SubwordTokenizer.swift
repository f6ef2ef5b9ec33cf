import Foundation
import LanguageModel

/// A pretrained model's byte-pair encoding as an agent uses it: cut to the tokens that the world and the
/// thoughts need, with each mark one token, and each numbered thing (" cabinet 3") one token.
///
/// Any text can still be said: what is not among the kept tokens is spelt in bytes. Texts of the world
/// stand on lines of their own; around the parts of a response there is one blank, and none between its
/// marks.
public struct SubwordTokenizer: Tokenizer {
  /// The encoding it is cut from.
  public let base: BytePairTokenizer
  /// Ids of `base` that are kept, ascending; a place in it is the token's id here.
  public let kept: [Int32]
  /// Marks, behind the kept tokens: `<action>`, `</action>`, and spare ones.
  public let marks: [String]
  /// Classes of things, behind the marks; each has `numbers` tokens.
  public let classes: [String]
  /// Things of a class are numbered from 1 to this.
  public let numbers: Int

  /// The end of a text in the pretrained model, which opens an episode here.
  public let startID: Int32
  private let placeOf: [Int32: Int32]
  private let classIndex: [String: Int]

  /// What may be said cheaply.
  ///
  /// - Parameters:
  ///   - texts: Whose tokens are kept; all single bytes are kept besides.
  ///   - beginning: The token of `base` that opens an episode.
  public init(
    _ base: BytePairTokenizer, beginning: Int32, texts: some Sequence<String>, marks: [String],
    classes: [String], numbers: Int
  ) {
    var ids = Set((0..<256).compactMap { base.id(ofByte: UInt8($0)) })
    ids.insert(beginning)
    for text in texts {
      ids.formUnion(base.encode(Self.line(text)))
      ids.formUnion(base.encode(Self.part(text)))
    }
    self.init(
      base: base, kept: ids.sorted(), beginning: beginning, marks: marks, classes: classes,
      numbers: numbers)
  }

  init(
    base: BytePairTokenizer, kept: [Int32], beginning: Int32, marks: [String], classes: [String],
    numbers: Int
  ) {
    self.base = base
    self.kept = kept
    self.marks = marks
    self.classes = classes
    self.numbers = numbers
    let places = Dictionary(
      uniqueKeysWithValues: kept.enumerated().map { ($1, Int32($0)) })
    placeOf = places
    startID = places[beginning] ?? 0
    classIndex = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
  }

  private var firstMark: Int { kept.count }
  private var firstThing: Int { kept.count + marks.count }

  /// Some words have two or three tokens here.
  public var responseLimit: Int { 64 }

  /// Kept tokens, then marks, then the things of each class.
  public var count: Int { firstThing + classes.count * numbers }

  // MARK: Text to tokens

  /// A text of the world as it stands in an episode: on lines of its own.
  static func line(_ text: String) -> String {
    "\n" + text.replacing("\n\n", with: "\n") + "\n"
  }

  /// The inside of a block of a response.
  static func part(_ text: some StringProtocol) -> String {
    " "
      + text.trimmingCharacters(in: .whitespaces).replacing(" ;", with: ";")
      .replacing(" :", with: ":")
  }

  /// The tokens of a text. One with marks is a response; any other is a text of the world.
  public func encode(_ text: String) -> [Int32] {
    var ids: [Int32] = []
    var hasMarks = false
    var rest = text[...]
    while let (range, mark) = firstMark(in: rest) {
      hasMarks = true
      appendPart(rest[..<range.lowerBound], to: &ids)
      ids.append(mark)
      rest = rest[range.upperBound...]
    }
    guard hasMarks else { return encodeWords(Self.line(text)) }
    appendPart(rest, to: &ids)
    return ids
  }

  private func appendPart(_ text: Substring, to ids: inout [Int32]) {
    if text.allSatisfy(\.isWhitespace) { return }
    ids += encodeWords(Self.part(text))
  }

  /// The mark that stands first in a text.
  private func firstMark(in text: Substring) -> (range: Range<Substring.Index>, id: Int32)? {
    var from = text.startIndex
    while let opening = text[from...].firstIndex(of: "<") {
      if let closing = text[opening...].firstIndex(of: ">"),
        let place = marks.firstIndex(of: String(text[opening...closing]))
      {
        return (opening..<text.index(after: closing), Int32(firstMark + place))
      }
      from = text.index(after: opening)
    }
    return nil
  }

  /// Numbered things become tokens of their own; between them the encoding is the pretrained one.
  private func encodeWords(_ text: String) -> [Int32] {
    var ids: [Int32] = []
    var pending = ""
    var words = text.split(separator: " ", omittingEmptySubsequences: false)[...]
    // What stands before the first blank has none in front of it.
    if let first = words.popFirst() { pending += first }
    while let word = words.popFirst() {
      if let kind = classIndex[String(word)], let next = words.first,
        let (number, end) = leadingNumber(next), number <= numbers
      {
        appendKept(pending, to: &ids)
        ids.append(Int32(firstThing + kind * numbers + number - 1))
        pending = String(next[end...])
        words.removeFirst()
      } else {
        pending += " " + word
      }
    }
    appendKept(pending, to: &ids)
    return ids
  }

  /// The number a word begins with, from 1 and without leading zeros, and where it ends.
  private func leadingNumber(_ word: Substring) -> (Int, Substring.Index)? {
    let digits = word.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits), number >= 1, digits.first != "0" else { return nil }
    return (number, digits.endIndex)
  }

  private func appendKept(_ text: String, to ids: inout [Int32]) {
    if text.isEmpty { return }
    for id in base.encode(text) {
      if let place = placeOf[id] {
        ids.append(place)
      } else {
        ids += base.bytes(of: id).compactMap { base.id(ofByte: $0).flatMap { placeOf[$0] } }
      }
    }
  }

  // MARK: Tokens to text

  /// The text of some tokens, with one blank around each mark.
  public func decode(_ ids: some Sequence<Int32>) -> String {
    var text = ""
    var run: [Int32] = []
    func flush() {
      text += base.decode(run)
      run = []
    }
    func separate() {
      if let last = text.last, !last.isWhitespace { text += " " }
    }
    for id in ids {
      if id < firstMark {
        // A mark is followed by a blank, which the part behind it brings itself.
        run.append(kept[Int(id)])
        continue
      }
      flush()
      if id < firstThing {
        separate()
        text += marks[Int(id) - firstMark]
      } else {
        text += self.text(of: id)
      }
    }
    flush()
    return text
  }

  /// What a token says; of a part of a character U+FFFD.
  public func text(of id: Int32) -> String {
    if id < firstMark { return base.decode([kept[Int(id)]]) }
    if id < firstThing { return marks[Int(id) - firstMark] }
    let place = Int(id) - firstThing
    return " \(classes[place / numbers]) \(place % numbers + 1)"
  }

  /// The token of a mark, or a kept token that says exactly this.
  public func id(of token: String) -> Int32? {
    if let mark = marks.firstIndex(of: token) { return Int32(firstMark + mark) }
    return base.id(of: token).flatMap { placeOf[$0] }
  }

  /// The same with new marks in place of spare ones.
  public func namingMarks(for wanted: [String]) throws -> SubwordTokenizer {
    SubwordTokenizer(
      base: base, kept: kept, beginning: kept[Int(startID)],
      marks: try LanguageModel.namingMarks(marks, for: wanted), classes: classes, numbers: numbers)
  }
}
