import Foundation
import LanguageModel

/// A file in the GGUF format, versions 2 and 3: metadata, and tensors that may be quantised.
///
/// The file is mapped into memory; tensors are read from it one by one.
public struct GGUFFile: Sendable {
  /// Path of the file, for messages.
  public let path: String
  /// All metadata, by key.
  public let metadata: [String: GGUFValue]
  /// All tensors, by name.
  public let tensors: [String: GGUFTensor]
  private let data: Data
  private let start: Int

  /// Opens a file and checks its header, and that all its tensors lie within it.
  ///
  /// - Throws: `PretrainedModelError`.
  public init(contentsOf file: URL) throws {
    let data: Data
    do {
      data = try Data(contentsOf: file, options: .mappedIfSafe)
    } catch {
      throw PretrainedModelError("\(file.path): cannot be read; check that the file exists")
    }
    let header = try data.withUnsafeBytes { try Header($0, path: file.path) }
    path = file.path
    metadata = header.metadata
    tensors = header.tensors
    start = header.start
    self.data = data
  }

  /// Dequantises a tensor.
  ///
  /// - Throws: `PretrainedModelError` where it is missing, of another shape, of an encoding that is
  ///   not read, or holds a value that is no finite number.
  public func read(
    _ name: String, shape: [Int], into target: UnsafeMutableBufferPointer<Float>
  ) throws {
    guard let tensor = tensors[name] else {
      throw PretrainedModelError(
        "\(path): tensor \(shown(name)) is missing; take a file with all of a Llama's tensors")
    }
    guard tensor.shape == shape, target.count == tensor.count else {
      throw PretrainedModelError(
        "\(path): tensor \(shown(name)) has shape \(tensor.shape), the metadata says \(shape); convert the"
          + " model again")
    }
    guard let encoding = tensor.encoding else {
      throw PretrainedModelError(
        "\(path): tensor \(shown(name)) is stored as type \(tensor.typeNumber), which is not read here;"
          + " quantise the model to \(GGUFEncoding.readable)")
    }
    guard let values = target.baseAddress else { return }
    data.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      encoding.dequantise(base + start + tensor.offset, count: tensor.count, into: values)
    }
    guard isFinite(target) else {
      throw PretrainedModelError(
        "\(path): tensor \(shown(name)) holds a value that is not a finite number; the file is damaged,"
          + " copy it again")
    }
  }
}

/// Whether all values are finite, without a branch for each.
private func isFinite(_ values: UnsafeMutableBufferPointer<Float>) -> Bool {
  // Infinities and NaNs, and they alone, are at least this without their sign.
  let infinity: UInt32 = 0x7F80_0000
  var largest: UInt32 = 0
  for value in values { largest = max(largest, value.bitPattern & 0x7FFF_FFFF) }
  return largest < infinity
}

extension GGUFFile {
  /// All that stands before the tensors' data.
  private struct Header {
    var metadata: [String: GGUFValue] = [:]
    var tensors: [String: GGUFTensor] = [:]
    var start = 0

    init(_ bytes: UnsafeRawBufferPointer, path: String) throws {
      var cursor = GGUFCursor(bytes, path: path)
      guard bytes.starts(with: "GGUF".utf8) else {
        throw PretrainedModelError("\(path): is no GGUF file; give one, or a Hugging Face folder")
      }
      _ = try cursor.read(UInt32.self, "its header")
      let version = try cursor.read(UInt32.self, "its header")
      guard version == 2 || version == 3 else {
        let order = version.byteSwapped <= 3 ? " (its bytes are big-endian)" : ""
        throw PretrainedModelError(
          "\(path): is of GGUF version \(version)\(order); convert it to version 3, little-endian")
      }
      // The least that a tensor's entry takes, and one of metadata.
      let tensorCount = try cursor.count(of: 24, "its list of tensors")
      let valueCount = try cursor.count(of: 13, "its metadata")
      for _ in 0..<valueCount {
        let name = String(decoding: try cursor.string("a metadata key"), as: UTF8.self)
        let key = shown(name)
        guard metadata.updateValue(try cursor.value(key), forKey: name) == nil else {
          throw PretrainedModelError(
            "\(path): the metadata \(key) is there twice; convert the model again")
        }
      }
      for _ in 0..<tensorCount {
        let tensor = try Self.tensor(&cursor)
        guard tensors.updateValue(tensor, forKey: tensor.name) == nil else {
          throw PretrainedModelError(
            "\(path): tensor \(shown(tensor.name)) is there twice; convert the model again")
        }
      }
      try place(cursor)
    }

    private static func tensor(_ cursor: inout GGUFCursor) throws -> GGUFTensor {
      let name = String(decoding: try cursor.string("a tensor's name"), as: UTF8.self)
      let what = "the entry of tensor \(shown(name))"
      let dimensions = try cursor.read(UInt32.self, what)
      guard (1...4).contains(dimensions) else {
        throw PretrainedModelError(
          "\(cursor.path): tensor \(shown(name)) has \(dimensions) dimensions instead of 1 to 4; the"
            + " file is damaged, copy it again")
      }
      var shape: [Int] = []
      var count = 1
      for _ in 0..<dimensions {
        let length = try cursor.read(UInt64.self, what)
        let (product, overflow) = count.multipliedReportingOverflow(by: Int(clamping: length))
        // Far beyond any file, and small enough that no later sum or product overflows.
        guard !overflow, product <= 1 << 48, length > 0 else {
          throw PretrainedModelError(
            "\(cursor.path): tensor \(shown(name)) has an impossible size; the file is damaged, copy"
              + " it again")
        }
        count = product
        shape.insert(Int(length), at: 0)
      }
      let type = try cursor.read(UInt32.self, what)
      let offset = try cursor.read(UInt64.self, what)
      return GGUFTensor(
        name: name, shape: shape, typeNumber: type, offset: Int(clamping: offset), count: count)
    }

    /// Finds where the data starts and checks that every tensor lies within it.
    private mutating func place(_ cursor: GGUFCursor) throws {
      let alignment = metadata["general.alignment"].map { $0.integer ?? 0 } ?? 32
      guard alignment > 0, alignment <= 1 << 20, alignment & (alignment - 1) == 0 else {
        throw PretrainedModelError(
          "\(cursor.path): general.alignment is no power of two; convert the model again")
      }
      start = (cursor.offset + alignment - 1) & ~(alignment - 1)
      let present = max(0, cursor.bytes.count - start)
      // In their order in the file, so that the first that is missing is the one named.
      for tensor in tensors.values.sorted(by: { ($0.offset, $0.name) < ($1.offset, $1.name) }) {
        let name = shown(tensor.name)
        guard tensor.offset % alignment == 0 else {
          throw PretrainedModelError(
            "\(cursor.path): tensor \(shown(name)) does not start at a multiple of \(alignment) bytes; the"
              + " file is damaged, copy it again")
        }
        let columns = tensor.shape.last ?? 0
        let block = tensor.encoding?.blockCount ?? 1
        guard columns % block == 0 else {
          throw PretrainedModelError(
            "\(cursor.path): tensor \(shown(name)) has rows of \(columns) values, no whole blocks of"
              + " \(block); convert the model again")
        }
        // Of an encoding that is not read, a bit a value: the densest take more. So a huge shape is noticed
        // before memory is taken for it.
        let bytes = tensor.encoding.map { tensor.count / block * $0.blockBytes } ?? tensor.count / 8
        guard tensor.offset <= present, bytes <= present - tensor.offset else {
          throw PretrainedModelError(
            "\(cursor.path): ends within tensor \(shown(name)); the file is truncated, copy it again"
          )
        }
      }
    }
  }
}
