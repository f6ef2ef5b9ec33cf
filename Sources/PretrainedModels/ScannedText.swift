/// UTF-8 text with the kind and the place of each of its characters (Unicode scalars).
struct ScannedText {
  let bytes: UnsafeBufferPointer<UInt8>
  private(set) var kinds: [CharacterKind] = []
  /// Where each character begins in `bytes`, and the end.
  private(set) var starts: [Int32] = []

  /// Valid UTF-8, as a `String` holds it, of less than 2 GB.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    kinds.reserveCapacity(bytes.count)
    starts.reserveCapacity(bytes.count + 1)
    var i = 0
    while i < bytes.count {
      starts.append(Int32(i))
      let first = UInt32(bytes[i])
      if first < 0x80 {
        kinds.append(.of(first))
        i += 1
        continue
      }
      let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
      var scalar = first & (0xFF >> UInt32(length + 1))
      for k in 1..<length { scalar = scalar << 6 | UInt32(bytes[i + k] & 0x3F) }
      kinds.append(.of(scalar))
      i += length
    }
    starts.append(Int32(bytes.count))
  }

  /// The first character from `start` on that does not go on with a run.
  @inline(__always)
  func run(from start: Int, before limit: Int, while goesOn: (Int) -> Bool) -> Int {
    var end = start
    while end < limit && goesOn(end) { end += 1 }
    return end
  }

  /// A character of one byte.
  func letter(at index: Int) -> UInt8? {
    let start = Int(starts[index])
    return bytes[start] < 0x80 ? bytes[start] : nil
  }

  /// Whether a character is U+017F.
  func isLongS(at index: Int) -> Bool {
    let start = Int(starts[index])
    return bytes[start] == 0xC5 && bytes[start + 1] == 0xBF
  }
}
