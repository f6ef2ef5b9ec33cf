import Foundation

/// Reader and writer of the safetensors format: 8 bytes of header length, a JSON header, raw
/// little-endian data.
public struct SafetensorsFile: Sendable {
  /// How values are stored; the raw value is the format's `dtype`.
  public enum Precision: String, Sendable {
    /// Exact, for whatever is trained further.
    case float32 = "F32"
    /// Half the size, for shipping; about three decimal digits.
    case float16 = "F16"

    var width: Int { self == .float32 ? 4 : 2 }
  }

  /// What is read: the precisions written here, and bfloat16, in which others publish.
  private enum Storage: String {
    case float32 = "F32"
    case float16 = "F16"
    case bfloat16 = "BF16"

    var width: Int { self == .float32 ? 4 : 2 }
  }

  /// A tensor to write; its values must stay where they are until it is.
  package struct Tensor {
    let name: String
    let shape: [Int]
    let values: UnsafeMutableBufferPointer<Float>

    package init(name: String, shape: [Int], values: UnsafeMutableBufferPointer<Float>) {
      self.name = name
      self.shape = shape
      self.values = values
    }
  }

  private struct Entry: Decodable {
    let dtype: String
    let shape: [Int]
    let data_offsets: [Int]
  }

  private struct Header: Decodable {
    var entries: [String: Entry] = [:]
    var metadata: [String: String] = [:]

    struct Key: CodingKey {
      var stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { return nil }
    }

    init(from decoder: any Swift.Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      for key in container.allKeys {
        if key.stringValue == "__metadata__" {
          metadata = try container.decode([String: String].self, forKey: key)
        } else {
          entries[key.stringValue] = try container.decode(Entry.self, forKey: key)
        }
      }
    }
  }

  /// The strings under `__metadata__` in the header; empty where there are none.
  public let metadata: [String: String]
  private let file: URL
  private let entries: [String: Entry]
  private let data: Data
  private let start: Int

  /// Opens a file and checks that its header and its length agree. Throws `LanguageModelError`.
  public init(contentsOf file: URL) throws {
    let data: Data
    do {
      data = try Data(contentsOf: file, options: .mappedIfSafe)
    } catch {
      throw LanguageModelError("\(file.path): cannot be read; check that the file exists")
    }
    guard data.count >= 8 else { throw Self.damaged(file, "shorter than its header") }
    let length = data.prefix(8).reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(data.count - 8) else {
      throw Self.damaged(file, "shorter than its header")
    }
    let start = 8 + Int(length)
    guard let header = try? JSONDecoder().decode(Header.self, from: data[8..<start]) else {
      throw Self.damaged(file, "its header is not valid JSON")
    }
    var end = 0
    // In their order in the file: each must begin where the one before it ends, as the format has it.
    let placed = header.entries.map { (name: $0.key, offsets: $0.value.data_offsets) }
      .sorted { $0.offsets.lexicographicallyPrecedes($1.offsets) }
    for (name, offsets) in placed {
      guard offsets.count == 2, offsets[0] == end, offsets[1] >= end else {
        throw Self.damaged(
          file, "the offsets of tensor \(shown(name)) leave a gap, overlap or go backwards")
      }
      end = offsets[1]
    }
    let present = data.count - start
    guard present >= end else {
      throw Self.damaged(file, "truncated: \(present) bytes of data where \(end) belong")
    }
    self.file = file
    self.data = data
    self.start = start
    entries = header.entries
    metadata = header.metadata
  }

  private static func damaged(_ file: URL, _ what: String) -> LanguageModelError {
    LanguageModelError("\(file.path): damaged checkpoint, \(what); delete it and make it again")
  }

  /// Bytes of all values.
  var byteCount: Int { data.count - start }

  /// Names of the tensors, sorted; `read` takes them in any order.
  public var names: [String] { entries.keys.sorted() }

  /// Reads one tensor into `target`. Throws `LanguageModelError` when it is missing, has another
  /// shape, or holds a value that is not finite.
  package func read(
    _ name: String, shape: [Int], into target: UnsafeMutableBufferPointer<Float>
  ) throws {
    guard let entry = entries[name] else {
      throw LanguageModelError(
        "\(file.path): tensor \(shown(name)) is missing; use the config.json written with this file"
      )
    }
    guard entry.shape == shape else {
      throw LanguageModelError(
        "\(file.path): tensor \(shown(name)) has shape \(entry.shape), the configuration says \(shape);"
          + " use the config.json written with this file")
    }
    guard let storage = Storage(rawValue: entry.dtype) else {
      throw LanguageModelError(
        "\(file.path): tensor \(shown(name)) is stored as \(shown(entry.dtype)); save it as F32, F16 or BF16"
      )
    }
    let offsets = entry.data_offsets
    guard offsets.count == 2, offsets[0] >= 0, target.count == shape.reduce(1, *),
      offsets[1] - offsets[0] == target.count * storage.width
    else { throw Self.damaged(file, "tensor \(shown(name)) has the wrong length") }
    data.withUnsafeBytes { bytes in
      let base = start + offsets[0]
      func half(_ i: Int) -> UInt16 {
        UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: base + 2 * i, as: UInt16.self))
      }
      switch storage {
      case .float32:
        for i in target.indices {
          let bits = bytes.loadUnaligned(fromByteOffset: base + 4 * i, as: UInt32.self)
          target[i] = Float(bitPattern: UInt32(littleEndian: bits))
        }
      case .float16:
        for i in target.indices { target[i] = Float(Float16(bitPattern: half(i))) }
      case .bfloat16:
        // The upper half of the number in single precision.
        for i in target.indices { target[i] = Float(bitPattern: UInt32(half(i)) << 16) }
      }
    }
    guard target.allSatisfy({ $0.isFinite }) else {
      throw LanguageModelError(
        "\(file.path): tensor \(shown(name)) holds a value that is not a finite number;"
          + " go back to an earlier checkpoint")
    }
  }

  /// Writes tensors in the given order, through a temporary file that is then renamed, so that a
  /// kill leaves either the old file or the new one.
  package static func write(
    _ tensors: [Tensor], metadata: [String: String], precision: Precision, to file: URL
  ) throws {
    var fields: [String] = []
    let strings = metadata.keys.sorted().map { "\(quoted($0)):\(quoted(metadata[$0] ?? ""))" }
    fields.append("\"__metadata__\":{\(strings.joined(separator: ","))}")
    var offset = 0
    for tensor in tensors {
      let end = offset + tensor.values.count * precision.width
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      fields.append(
        "\(quoted(tensor.name)):{\"dtype\":\"\(precision.rawValue)\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(offset),\(end)]}")
      offset = end
    }
    var header = Array("{\(fields.joined(separator: ","))}".utf8)
    // Data starts at a multiple of 8, as the format recommends.
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    var data = Data(capacity: 8 + header.count + offset)
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { data.append(contentsOf: $0) }
    data.append(contentsOf: header)
    for tensor in tensors { append(tensor.values, as: precision, to: &data) }
    try writeAtomically(data, to: file)
  }

  private static func append(
    _ values: UnsafeMutableBufferPointer<Float>, as precision: Precision, to data: inout Data
  ) {
    switch precision {
    case .float32:
      let words = values.map { $0.bitPattern.littleEndian }
      words.withUnsafeBytes { data.append(contentsOf: $0) }
    case .float16:
      let words = values.map { Float16($0).bitPattern.littleEndian }
      words.withUnsafeBytes { data.append(contentsOf: $0) }
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// Writes `data` whole or not at all. Throws `LanguageModelError`.
  static func writeAtomically(_ data: Data, to file: URL) throws {
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data.write(to: file, options: .atomic)
    } catch {
      throw LanguageModelError(
        "\(file.path): cannot be written; check that its folder is writable and the disk not full")
    }
  }
}
