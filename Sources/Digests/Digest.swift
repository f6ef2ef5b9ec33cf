import COpenSSL
import Foundation

/// SHA-256 digests, as lower-case hexadecimal text.
public enum Digest {
  /// The digest of some bytes.
  public static func sha256(of data: Data) -> String { data.withUnsafeBytes(sha256(of:)) }

  /// The same of bytes that stand in memory, which are not copied.
  public static func sha256(of bytes: UnsafeRawBufferPointer) -> String {
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    _ = SHA256(bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count, &digest)
    let digits = Array("0123456789abcdef")
    return String(digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }
}
