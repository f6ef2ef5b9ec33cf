import Foundation

/// A TensorBoard event file: TFRecords of `tensorflow.Event` messages, scalars alone.
///
/// A record is the length of its data in eight bytes, the masked CRC-32C of these, the data, and its
/// masked CRC-32C; numbers stand with the lowest byte first.
public struct EventFile {
  /// The file's bytes so far.
  public private(set) var bytes: [UInt8] = []

  /// A file without scalars, which says which version it is.
  public init() { append(event(step: 0, field: 3, Array("brain.Event:2".utf8))) }

  /// Adds the scalars of one step.
  ///
  /// A run keeps no clock, so that its bytes are the same every time; an event's time is its step.
  ///
  /// - Parameter values: In single precision in the file.
  public mutating func append(step: Int, _ values: [(tag: String, value: Double)]) {
    let summary = values.flatMap { tag, value in
      // Summary.Value: tag is field 1, simple_value field 2.
      delimited(1, delimited(1, Array(tag.utf8)) + fixed(2, Float(value).bitPattern))
    }
    append(event(step: step, field: 5, summary))
  }

  /// An Event: wall_time is field 1, step field 2, and one of file_version (3) and summary (5).
  private func event(step: Int, field: UInt64, _ content: [UInt8]) -> [UInt8] {
    [1 << 3 | 1] + littleEndian(Double(step).bitPattern) + varint(2 << 3)
      + varint(UInt64(step)) + delimited(field, content)
  }

  private mutating func append(_ data: [UInt8]) {
    let length = littleEndian(UInt64(data.count))
    bytes += length + littleEndian(CRC32C.masked(length)) + data
    bytes += littleEndian(CRC32C.masked(data))
  }

  private func delimited(_ field: UInt64, _ content: [UInt8]) -> [UInt8] {
    varint(field << 3 | 2) + varint(UInt64(content.count)) + content
  }

  private func fixed(_ field: UInt64, _ value: UInt32) -> [UInt8] {
    varint(field << 3 | 5) + littleEndian(value)
  }

  /// Seven bits a byte, the lowest first; the top bit says that more follow.
  private func varint(_ value: UInt64) -> [UInt8] {
    var (rest, bytes) = (value, [UInt8]())
    while rest > 0x7F {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  private func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }
}
