import Statistics

/// What a claim is judged on: an estimate with all its replicates, and what stands behind it.
public struct Finding: Sendable, Hashable {
  /// The estimate; nil means that nothing was measured.
  public var estimate: Estimate?
  /// How it is shown, and the numbers of its rule with it.
  public var format: NumberFormat
  /// Training seeds behind it.
  public var runs: Int
  /// Games a seed, on the smallest of the splits compared.
  public var games: Int

  /// A finding; without an estimate the claim is not tested.
  public init(_ estimate: Estimate?, format: NumberFormat, runs: Int, games: Int) {
    self.estimate = estimate
    self.format = format
    self.runs = runs
    self.games = games
  }
}

/// What is recorded of a finding: the ends of its interval stand for the replicates.
public struct Measurement: Sendable, Hashable, Codable {
  /// Point estimate; nil means that nothing was measured.
  public let value: Double?
  /// Lower end of the interval, at the estimate's confidence; nil where nothing was measured.
  public let low: Double?
  /// Upper end of the interval; nil where nothing was measured.
  public let high: Double?
  /// Lower end of the interval that allows for few seeds (`Estimate.forFewSeeds`); nil for none.
  public let lowForFewSeeds: Double?
  /// Upper end of the same; nil for none.
  public let highForFewSeeds: Double?
  /// How it is shown in tables and claims.
  public let format: NumberFormat
  /// Training seeds behind it.
  public let runs: Int
  /// Games a seed, on the smallest of the splits compared.
  public let games: Int

  /// Takes the ends of the interval and lets the replicates go.
  public init(_ finding: Finding) {
    let interval = finding.estimate?.interval
    value = interval?.value
    low = interval?.low
    high = interval?.high
    // The interval is made of distances, which do not know that a share ends at 0 and 1.
    let wide = finding.estimate?.forFewSeeds
    let possible = finding.format.possible
    lowForFewSeeds = wide.map { max($0.low, possible.lowerBound) }
    highForFewSeeds = wide.map { min($0.high, possible.upperBound) }
    format = finding.format
    runs = finding.runs
    games = finding.games
  }

  /// The value with its interval; nil where nothing was measured.
  public var interval: Interval? {
    guard let value, let low, let high else { return nil }
    return Interval(value: value, low: low, high: high)
  }

  /// The value with the interval that allows for few seeds; nil for none.
  public var intervalForFewSeeds: Interval? {
    guard let value, let lowForFewSeeds, let highForFewSeeds else { return nil }
    return Interval(value: value, low: lowForFewSeeds, high: highForFewSeeds)
  }

  /// The ends of that interval in the finding's format; nil for none.
  public var textForFewSeeds: String? {
    intervalForFewSeeds.map { format.range(low: $0.low, high: $0.high) }
  }

  /// The value with its interval in the finding's format; a dash where nothing was measured.
  public var text: String { interval.map(format.string) ?? format.string(value) }
}
