/// The part of a command that is still to be parsed: bytes of the caller's string, since commands
/// are matched byte by byte and most are parsed once a step.
struct CommandWords {
  private var bytes: Slice<UnsafeBufferPointer<UInt8>>

  /// A whole command without the white space around it.
  init(_ text: UnsafeBufferPointer<UInt8>) {
    bytes = text[...]
    while let first = bytes.first, isSpace(first) { bytes.removeFirst() }
    while let last = bytes.last, isSpace(last) { bytes.removeLast() }
  }

  private init(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) { self.bytes = bytes }

  /// The bytes as a string.
  var string: String { String(decoding: UnsafeBufferPointer(rebasing: bytes), as: UTF8.self) }

  /// Removes `prefix` if the words start with it.
  mutating func skip(_ prefix: StaticString) -> Bool {
    guard starts(with: prefix, at: bytes.startIndex) else { return false }
    bytes.removeFirst(prefix.utf8CodeUnitCount)
    return true
  }

  /// What stands before and after the first occurrence of `separator`.
  func split(at separator: StaticString) -> (CommandWords, CommandWords)? {
    guard let index = bytes.indices.first(where: { starts(with: separator, at: $0) }) else {
      return nil
    }
    return (
      CommandWords(bytes[..<index]), CommandWords(bytes[(index + separator.utf8CodeUnitCount)...])
    )
  }

  static func == (words: CommandWords, text: StaticString) -> Bool {
    words.bytes.count == text.utf8CodeUnitCount
      && words.starts(with: text, at: words.bytes.startIndex)
  }

  private func starts(with text: StaticString, at index: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard bytes.endIndex - index >= count else { return false }
    return text.withUTF8Buffer { text in
      for offset in 0..<count where bytes[index + offset] != text[offset] { return false }
      return true
    }
  }
}

private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 9 && byte <= 13) }
