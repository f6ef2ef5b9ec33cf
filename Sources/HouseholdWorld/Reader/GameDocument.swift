/// A scanner for the one JSON object of a game file. It decodes the wanted strings and skips the
/// rest, which is most of the file, undecoded.
struct GameDocument {
  private let bytes: [UInt8]
  private(set) var strings: [String: [UInt8]] = [:]
  private(set) var walkthrough: [String] = []

  /// What is wrong with a text that is no such object.
  struct Malformed: Error {
    var reason: String
  }

  init(_ bytes: [UInt8]) throws(Malformed) {
    self.bytes = bytes
    var position = 0
    skipSpace(&position)
    guard position < bytes.count, bytes[position] == UInt8(ascii: "{") else {
      throw Malformed(reason: "is not a JSON object")
    }
    position += 1
    skipSpace(&position)
    if position < bytes.count, bytes[position] == UInt8(ascii: "}") { return }
    while true {
      skipSpace(&position)
      let key = String(decoding: try string(&position), as: UTF8.self)
      skipSpace(&position)
      guard try byte(position) == UInt8(ascii: ":") else {
        throw Malformed(reason: "lacks a colon")
      }
      position += 1
      skipSpace(&position)
      try value(of: key, &position)
      skipSpace(&position)
      let next = try byte(position)
      position += 1
      if next == UInt8(ascii: "}") { return }
      guard next == UInt8(ascii: ",") else { throw Malformed(reason: "lacks a comma") }
    }
  }

  private mutating func value(of key: String, _ position: inout Int) throws(Malformed) {
    let first = try byte(position)
    if first == UInt8(ascii: "\"") {
      if key == "grammar" || key == "pddl_problem" {
        strings[key] = try string(&position)
      } else {
        try skipString(&position)
      }
    } else if key == "walkthrough", first == UInt8(ascii: "[") {
      walkthrough = try stringArray(&position)
    } else {
      try skipValue(&position)
    }
  }

  private func byte(_ position: Int) throws(Malformed) -> UInt8 {
    guard position < bytes.count else { throw Malformed(reason: "ends in the middle") }
    return bytes[position]
  }

  private func skipSpace(_ position: inout Int) {
    while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
  }

  private func skipString(_ position: inout Int) throws(Malformed) {
    position += 1
    while try byte(position) != UInt8(ascii: "\"") {
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    position += 1
  }

  private func skipValue(_ position: inout Int) throws(Malformed) {
    var depth = 0
    while true {
      switch try byte(position) {
      case UInt8(ascii: "\""):
        try skipString(&position)
        continue
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]") where depth > 0, UInt8(ascii: "}") where depth > 0: depth -= 1
      case UInt8(ascii: ",") where depth == 0, UInt8(ascii: "}"): return
      default: break
      }
      position += 1
    }
  }

  private func stringArray(_ position: inout Int) throws(Malformed) -> [String] {
    var result: [String] = []
    position += 1
    while true {
      skipSpace(&position)
      switch try byte(position) {
      case UInt8(ascii: "]"):
        position += 1
        return result
      case UInt8(ascii: ","): position += 1
      default: result.append(String(decoding: try string(&position), as: UTF8.self))
      }
    }
  }

  private func string(_ position: inout Int) throws(Malformed) -> [UInt8] {
    guard try byte(position) == UInt8(ascii: "\"") else {
      throw Malformed(reason: "lacks a string where one must stand")
    }
    position += 1
    var result: [UInt8] = []
    while true {
      let start = position
      while position < bytes.count, bytes[position] != UInt8(ascii: "\""),
        bytes[position] != UInt8(ascii: "\\")
      { position += 1 }
      result += bytes[start..<position]
      if try byte(position) == UInt8(ascii: "\"") {
        position += 1
        return result
      }
      try appendEscape(&position, to: &result)
    }
  }

  private func appendEscape(_ position: inout Int, to result: inout [UInt8]) throws(Malformed) {
    let escape = try byte(position + 1)
    position += 2
    switch escape {
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0C)
    case UInt8(ascii: "u"):
      var unit = try hexadecimal(&position)
      if unit >> 10 == 0x36, try byte(position) == UInt8(ascii: "\\") {
        position += 2
        unit = 0x10000 + ((unit & 0x3FF) << 10) + (try hexadecimal(&position) & 0x3FF)
      }
      result += Array(String(Unicode.Scalar(unit) ?? "\u{FFFD}").utf8)
    default: result.append(escape)
    }
  }

  private func hexadecimal(_ position: inout Int) throws(Malformed) -> UInt32 {
    _ = try byte(position + 3)
    let digits = String(decoding: bytes[position..<position + 4], as: UTF8.self)
    guard let unit = UInt32(digits, radix: 16) else { throw Malformed(reason: "has a bad escape") }
    position += 4
    return unit
  }
}
