import Digests
import Foundation

/// Text of a game or an agent inside a page: whatever it says, it stays text.
package enum EmbeddedText {
  // By scalars: "<" with a combining accent behind it is one character, but still a "<" to a browser.

  /// For the content of an element or the value of an attribute.
  static func html(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { escaped, scalar in
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
  }

  /// JSON for a script element: nothing in it can end the element, and it is JavaScript too.
  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let text = String(decoding: try encoder.encode(value), as: UTF8.self)
    return text.unicodeScalars.reduce(into: "") { escaped, scalar in
      switch scalar {
      case "<", ">", "&", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: escaped.unicodeScalars.append(scalar)
      }
    }
  }

  /// What a content security policy calls a style or a script of exactly this text.
  package static func source(_ text: String) -> String {
    let digits = Array(Digest.sha256(of: Data(text.utf8)))
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(digits[$0...$0 + 1]), radix: 16)
    }
    return "'sha256-\(Data(bytes).base64EncodedString())'"
  }
}
