/// FNV-1a of texts and files: whether anything changed, not who changed it.
package struct Fingerprint {
  /// The digest so far.
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  /// Takes bytes in.
  package mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
  }

  /// Sixteen hexadecimal digits.
  package var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// The fingerprint of texts; where one ends and the next begins counts.
  package static func of(_ texts: [String]) -> String {
    var fingerprint = Fingerprint()
    for text in texts {
      fingerprint.add(text.utf8)
      fingerprint.add([0])
    }
    return fingerprint.text
  }
}
