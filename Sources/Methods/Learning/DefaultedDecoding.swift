// Settings decode with defaults, so that a record written before a setting existed is not corrupt.

extension KeyedDecodingContainer {
  /// The value of a field, or a default where the field is absent.
  package func value<Value: Decodable>(_ key: Key, or standard: Value) throws -> Value {
    try decodeIfPresent(Value.self, forKey: key) ?? standard
  }
}
