/// A value of a GGUF file's metadata. Numbers of all widths are one case a kind, so that a reader
/// need not know which width a writer chose.
public enum GGUFValue: Sendable, Hashable {
  /// uint8 to uint64.
  case unsigned(UInt64)
  /// int8 to int64.
  case signed(Int64)
  /// float32 and float64.
  case float(Double)
  /// One byte, 0 or 1.
  case bool(Bool)
  /// A string's bytes, which are not always UTF-8: tokens may be parts of characters.
  case string([UInt8])
  /// Values of one type.
  case array([GGUFValue])

  /// The value as an integer, where it is one that fits.
  public var integer: Int? {
    switch self {
    case .unsigned(let value): return Int(exactly: value)
    case .signed(let value): return Int(exactly: value)
    default: return nil
    }
  }

  /// The value as a number.
  public var number: Double? {
    if case .float(let value) = self { return value }
    return integer.map(Double.init)
  }

  /// A string's text; bytes that are not UTF-8 are repaired.
  public var text: String? {
    if case .string(let bytes) = self { return String(decoding: bytes, as: UTF8.self) }
    return nil
  }

  /// The values of an array.
  public var elements: [GGUFValue]? {
    if case .array(let values) = self { return values }
    return nil
  }
}
