/// How a tensor's values are stored in a GGUF file; the raw value is the format's.
public enum GGUFEncoding: UInt32, Sendable, Hashable {
  /// Single precision.
  case float32 = 0
  /// Half precision.
  case float16 = 1
  /// Blocks of 32: a half-precision scale, then 4 bits a value; value = scale * (bits - 8).
  case q4_0 = 2
  /// Blocks of 32: a half-precision scale and minimum, then 4 bits a value;
  /// value = scale * bits + minimum.
  case q4_1 = 3
  /// Blocks of 32: a half-precision scale, then a signed byte a value.
  case q8_0 = 8

  /// Values of one block, which lie in one row.
  var blockCount: Int {
    switch self {
    case .float32, .float16: return 1
    case .q4_0, .q4_1, .q8_0: return 32
    }
  }

  /// Bytes of one block.
  var blockBytes: Int {
    switch self {
    case .float32: return 4
    case .float16: return 2
    case .q4_0: return 18
    case .q4_1: return 20
    case .q8_0: return 34
    }
  }

  /// What files hold that this program reads, for error messages.
  static let readable = "F32, F16, Q8_0, Q4_0 or Q4_1"
}

/// What a GGUF file's header says of one tensor.
public struct GGUFTensor: Sendable, Hashable {
  /// Name in the file, such as `blk.0.attn_q.weight`.
  public let name: String
  /// Rows and columns, or one length: the file's own order turned round.
  public let shape: [Int]
  /// The format's number of the encoding; `GGUFEncoding` knows those that can be read.
  public let typeNumber: UInt32
  /// Bytes from the start of the file's data.
  let offset: Int
  /// Values in all.
  public let count: Int

  /// How the values are stored; nil where this program cannot read them.
  public var encoding: GGUFEncoding? { GGUFEncoding(rawValue: typeNumber) }
}
