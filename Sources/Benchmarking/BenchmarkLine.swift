import Foundation

/// One measured row: a line of `rlvmr bench --json`.
public struct BenchmarkLine: Sendable, Hashable, Codable {
  /// `machine`, `world`, `train`, `decode` or `iteration`.
  public var suite: String
  /// `small`, `medium`, `shipped` (the model of the reports) or `none`.
  public var model: String
  /// What distinguishes it from other lines of its suite.
  public var variant: String
  /// Worker threads.
  public var threads: Int
  /// Median of the rounds, in seconds.
  public var seconds: Double
  /// Fastest and slowest round, in seconds.
  public var fastest: Double
  public var slowest: Double
  /// Counted rounds, and those dropped because something else took the processor.
  public var rounds: Int
  public var dropped: Int
  /// Tokens of one round.
  public var tokens: Int?
  /// Tokens a second at the median.
  public var tokensPerSecond: Double?
  /// Environment steps a second at the median.
  public var stepsPerSecond: Double?
  /// Arithmetic that the mathematics needs, in 10⁹ operations a second at the median; 0 where none
  /// is counted.
  public var gflops: Double
  /// Other figures, by name.
  public var details: [String: Double]

  init(
    suite: String, model: String = "none", variant: String, threads: Int,
    _ measurement: Measurement, tokens: Int? = nil, steps: Int? = nil, operations: Double = 0,
    details: [String: Double] = [:]
  ) {
    self.suite = suite
    self.model = model
    self.variant = variant
    self.threads = threads
    seconds = measurement.median
    fastest = measurement.fastest
    slowest = measurement.slowest
    rounds = measurement.seconds.count
    dropped = measurement.dropped
    self.tokens = tokens
    tokensPerSecond = tokens.map { Double($0) / measurement.median }
    stepsPerSecond = steps.map { Double($0) / measurement.median }
    gflops = operations / measurement.median * 1e-9
    self.details = details
  }

  /// The line as JSON, keys sorted.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}
