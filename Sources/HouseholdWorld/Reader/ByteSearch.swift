extension [UInt8] {
  /// Where `pattern` first occurs, looking from `start` on.
  func firstIndex(of pattern: StaticString, from start: Int = 0) -> Int? {
    let length = pattern.utf8CodeUnitCount
    guard length > 0, count >= length + start else { return nil }
    return withUnsafeBufferPointer { text in
      pattern.withUTF8Buffer { pattern in
        for index in start...(text.count - length) where text[index] == pattern[0] {
          var matched = 1
          while matched < length, text[index + matched] == pattern[matched] { matched += 1 }
          if matched == length { return index }
        }
        return nil
      }
    }
  }
}
