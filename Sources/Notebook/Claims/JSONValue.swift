/// Any JSON: what keeps fields that this version does not know.
public enum JSONValue: Sendable, Hashable, Codable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number.
  case number(Double)
  /// A string.
  case string(String)
  /// A list.
  case array([JSONValue])
  /// Names and values.
  case object([String: JSONValue])

  /// Reads any value.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// Writes the value as plain JSON.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .array(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }
}

/// A field name known only at run time.
struct FieldName: CodingKey {
  var stringValue: String
  var intValue: Int? { nil }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

extension Decoder {
  /// The fields that `known` does not name.
  func extraFields(besides known: [String]) throws -> [String: JSONValue] {
    let container = try container(keyedBy: FieldName.self)
    var extra: [String: JSONValue] = [:]
    for key in container.allKeys where !known.contains(key.stringValue) {
      extra[key.stringValue] = try container.decode(JSONValue.self, forKey: key)
    }
    return extra
  }
}

extension Encoder {
  /// Writes further fields beside those already written.
  func encodeExtraFields(_ extra: [String: JSONValue]) throws {
    var container = container(keyedBy: FieldName.self)
    for (name, value) in extra.sorted(by: { $0.key < $1.key }) {
      try container.encode(value, forKey: FieldName(stringValue: name))
    }
  }
}
