import Foundation

/// Reads the header of a GGUF file from its start on; no read goes past the end.
struct GGUFCursor {
  let bytes: UnsafeRawBufferPointer
  let path: String
  private(set) var offset = 0

  init(_ bytes: UnsafeRawBufferPointer, path: String) {
    self.bytes = bytes
    self.path = path
  }

  var remaining: Int { bytes.count - offset }

  func truncated(_ what: String) -> PretrainedModelError {
    PretrainedModelError("\(path): ends within \(what); the file is truncated, copy it again")
  }

  mutating func read<Value: FixedWidthInteger>(
    _ type: Value.Type, _ what: @autoclosure () -> String
  ) throws -> Value {
    let width = MemoryLayout<Value>.size
    guard remaining >= width else { throw truncated(what()) }
    defer { offset += width }
    return Value(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Value.self))
  }

  /// A number of things that each take at least `width` bytes, so that a damaged count is noticed
  /// before memory is taken for it.
  mutating func count(of width: Int, _ what: @autoclosure () -> String) throws -> Int {
    let count = try read(UInt64.self, what())
    guard count <= UInt64(remaining / width) else {
      throw PretrainedModelError(
        "\(path): \(what()) has \(count) parts, more than the rest of the file has room for; the"
          + " file is damaged, copy it again")
    }
    return Int(count)
  }

  mutating func string(_ what: @autoclosure () -> String) throws -> [UInt8] {
    let count = try count(of: 1, what())
    defer { offset += count }
    return Array(bytes[offset..<offset + count])
  }

  /// A value whose type is written before it.
  mutating func value(_ key: String) throws -> GGUFValue {
    let type = try read(UInt32.self, "the value of \(key)")
    return try value(ofType: type, key: key, depth: 0)
  }

  private mutating func value(ofType type: UInt32, key: String, depth: Int) throws -> GGUFValue {
    let what = "the value of \(key)"
    switch type {
    case 0: return .unsigned(UInt64(try read(UInt8.self, what)))
    case 1: return .signed(Int64(try read(Int8.self, what)))
    case 2: return .unsigned(UInt64(try read(UInt16.self, what)))
    case 3: return .signed(Int64(try read(Int16.self, what)))
    case 4: return .unsigned(UInt64(try read(UInt32.self, what)))
    case 5: return .signed(Int64(try read(Int32.self, what)))
    case 6: return .float(Double(Float(bitPattern: try read(UInt32.self, what))))
    case 7: return .bool(try read(UInt8.self, what) != 0)
    case 8: return .string(try string(what))
    case 9: return try array(key: key, depth: depth)
    case 10: return .unsigned(try read(UInt64.self, what))
    case 11: return .signed(try read(Int64.self, what))
    case 12: return .float(Double(bitPattern: try read(UInt64.self, what)))
    default:
      throw PretrainedModelError(
        "\(path): \(what) is of the unknown type \(type); the file is damaged, copy it again, or"
          + " is of a newer format, convert it to GGUF version 3")
    }
  }

  private mutating func array(key: String, depth: Int) throws -> GGUFValue {
    // Each level calls itself: a file of nothing but nested arrays must not exhaust the stack.
    guard depth < 4 else {
      throw PretrainedModelError(
        "\(path): the value of \(key) is nested too deeply; the file is damaged, copy it again")
    }
    let type = try read(UInt32.self, "the value of \(key)")
    // The least that a value of each type takes; unknown types are refused at the first value.
    let widths = [1, 1, 2, 2, 4, 4, 4, 1, 8, 12, 8, 8, 8]
    let width = Int(type) < widths.count ? widths[Int(type)] : 1
    let count = try count(of: width, "the value of \(key)")
    var values: [GGUFValue] = []
    values.reserveCapacity(count)
    for _ in 0..<count {
      values.append(try value(ofType: type, key: key, depth: depth + 1))
    }
    return .array(values)
  }
}
