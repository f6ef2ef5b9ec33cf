import Statistics

/// What a claim is judged on: an estimate with all its replicates, and what stands behind it.
public struct Finding: Sendable, Hashable {
  /// The estimate; nil means that nothing was measured.
  public var estimate: Estimate?
  /// How it is shown.
  public var format: NumberFormat
  /// Training seeds behind it.
  public var runs: Int
  /// Games a seed, on the smallest of the splits compared.
  public var games: Int

  /// A finding, or the lack of one.
  public init(_ estimate: Estimate?, format: NumberFormat, runs: Int, games: Int) {
    self.estimate = estimate
    self.format = format
    self.runs = runs
    self.games = games
  }
}

/// What is recorded of a finding.
public struct Measurement: Sendable, Hashable, Codable {
  /// Point estimate; nil means that nothing was measured.
  public let value: Double?
  /// Lower end of the interval.
  public let low: Double?
  /// Upper end.
  public let high: Double?
  /// How it is shown.
  public let format: NumberFormat
  /// Training seeds behind it.
  public let runs: Int
  /// Games a seed, on the smallest of the splits compared.
  public let games: Int

  /// The record of a finding.
  public init(_ finding: Finding) {
    let interval = finding.estimate?.interval
    value = interval?.value
    low = interval?.low
    high = interval?.high
    format = finding.format
    runs = finding.runs
    games = finding.games
  }

  /// The value with its interval.
  public var interval: Interval? {
    guard let value, let low, let high else { return nil }
    return Interval(value: value, low: low, high: high)
  }

  /// The value with its interval, as text.
  public var text: String { interval.map(format.string) ?? format.string(value) }
}
