/// Tokens that are found in a text as they stand, before it is cut into words.
struct AddedTokens: Sendable {
  struct Token: Sendable {
    let text: [UInt8]
    let id: Int32
    /// Whether blanks in front of it are left out.
    let absorbsBlanks: Bool
  }

  /// By the first byte of their texts, the longest first.
  private var byFirstByte: [[Token]] = Array(repeating: [], count: 256)
  private(set) var isEmpty = true

  init(_ tokens: [Token]) {
    for token in tokens {
      guard let first = token.text.first else { continue }
      byFirstByte[Int(first)].append(token)
      isEmpty = false
    }
    for byte in 0..<256 { byFirstByte[byte].sort { $0.text.count > $1.text.count } }
  }

  /// The longest token that stands at `start`.
  @inline(__always)
  func match(at start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Token? {
    let candidates = byFirstByte[Int(bytes[start])]
    if candidates.isEmpty { return nil }
    for candidate in candidates where candidate.text.count <= bytes.count - start {
      let there = UnsafeBufferPointer(rebasing: bytes[start..<start + candidate.text.count])
      if there.elementsEqual(candidate.text) { return candidate }
    }
    return nil
  }
}
