/// Numbers for the words of a text, by first occurrence.
///
/// An open-addressed table over ranges of the text: a problem repeats a few hundred long ids
/// thousands of times, so that making a string of each occurrence took most of the reading.
struct SymbolTable {
  private let text: [UInt8]
  /// Where each symbol first occurs.
  private var ranges: [Range<Int>] = []
  /// Symbol numbers at the positions that their hashes give, -1 where free. The size is a power of
  /// two, and at most half of the positions are taken.
  private var slots = [Int](repeating: -1, count: 1024)

  /// No symbol yet: words of `text` get their numbers in ``symbol(at:)``.
  init(text: [UInt8]) { self.text = text }

  /// Symbols are the numbers below it.
  var count: Int { ranges.count }

  func name(_ symbol: Int) -> String { String(decoding: text[ranges[symbol]], as: UTF8.self) }

  /// The symbol's text undecoded, for ids, which are compared by byte.
  func bytes(_ symbol: Int) -> [UInt8] { Array(text[ranges[symbol]]) }

  /// Whether the one symbol's text precedes the other's as a byte string.
  func precedes(_ first: Int, _ second: Int) -> Bool {
    text[ranges[first]].lexicographicallyPrecedes(text[ranges[second]])
  }

  /// The number of the word at a range of the text, a new one if it has not occurred.
  mutating func symbol(at range: Range<Int>) -> Int {
    let position = slot(of: range)
    if slots[position] >= 0 { return slots[position] }
    slots[position] = ranges.count
    ranges.append(range)
    if ranges.count * 2 > slots.count { grow() }
    return ranges.count - 1
  }

  /// The position of the word's symbol, or the free one where it belongs.
  private func slot(of range: Range<Int>) -> Int {
    text.withUnsafeBufferPointer { text in
      // FNV-1a: short, and good enough for ids.
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      for index in range { hash = (hash ^ UInt64(text[index])) &* 0x100_0000_01B3 }
      var position = Int(truncatingIfNeeded: hash ^ (hash >> 32)) & (slots.count - 1)
      while slots[position] >= 0 {
        let known = ranges[slots[position]]
        if known.count == range.count, text[known].elementsEqual(text[range]) { break }
        position = (position + 1) & (slots.count - 1)
      }
      return position
    }
  }

  private mutating func grow() {
    slots = [Int](repeating: -1, count: slots.count * 2)
    for (symbol, range) in ranges.enumerated() { slots[slot(of: range)] = symbol }
  }
}
