/// The characters with which GPT-2's vocabulary writes bytes: printable Latin-1 as itself, the other
/// 68 bytes as the characters from U+0100 on.
enum ByteAlphabet {
  /// The byte that each character stands for; -1 for none.
  private static let bytes: [Int16] = {
    var table = [Int16](repeating: -1, count: 0x100 + 68)
    var next = 0x100
    for byte in 0..<256 {
      let printsItself = (0x21...0x7E).contains(byte) || (0xA1...0xFF).contains(byte)
      if printsItself && byte != 0xAD {
        table[byte] = Int16(byte)
      } else {
        table[next] = Int16(byte)
        next += 1
      }
    }
    return table
  }()

  /// The bytes that a token is written for; a token with other characters stands for itself.
  static func bytes(of token: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(token.count)
    for scalar in String(decoding: token, as: UTF8.self).unicodeScalars {
      guard scalar.value < bytes.count, bytes[Int(scalar.value)] >= 0 else { return token }
      result.append(UInt8(bytes[Int(scalar.value)]))
    }
    return result
  }
}
