import Foundation

/// CRC-32 as gzip has it (RFC 1952, section 8): polynomial 0xEDB88320, low bits first.
package func crc32(_ data: Data) -> UInt32 {
  let table = (0..<256 as Range<UInt32>).map { byte in
    (0..<8).reduce(byte) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
  }
  let crc = data.withUnsafeBytes { bytes in
    bytes.reduce(0xFFFF_FFFF as UInt32) { crc, byte in
      crc >> 8 ^ table[Int(UInt8(truncatingIfNeeded: crc) ^ byte)]
    }
  }
  return ~crc
}
