/// What the paper says: its words, where they stand, and its numbers by name.
public struct PaperStatement: Sendable, Hashable, Codable {
  /// The words, quoted.
  public var words: String
  /// Where they stand: section, table or figure.
  public var source: String
  /// The numbers by name, in the unit of the measured value.
  public var numbers: [String: Double]
  /// The number the measured value stands beside, in its unit; nil shows a dash.
  public var value: Double?

  /// Words and numbers as typed from the paper: nothing here is computed.
  public init(
    words: String, source: String, numbers: [String: Double] = [:], value: Double? = nil
  ) {
    self.words = words
    self.source = source
    self.numbers = numbers
    self.value = value
  }
}
