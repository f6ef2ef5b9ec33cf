import Statistics

/// What the paper says: its words, where they stand, and its numbers by name.
public struct PaperStatement: Sendable, Hashable, Codable {
  /// The words, quoted.
  public var words: String
  /// Section, table or figure.
  public var source: String
  /// The numbers by name, in the unit of the measured value.
  public var numbers: [String: Double]
  /// The number the measured value stands beside.
  public var value: Double?

  /// A quoted statement.
  public init(
    words: String, source: String, numbers: [String: Double] = [:], value: Double? = nil
  ) {
    self.words = words
    self.source = source
    self.numbers = numbers
    self.value = value
  }
}

/// What we measured; no value means that nothing was.
public struct Measurement: Sendable, Hashable, Codable {
  /// Point estimate.
  public var value: Double?
  /// Lower end of the 95 % interval.
  public var low: Double?
  /// Upper end.
  public var high: Double?
  /// How it is shown.
  public var format: NumberFormat
  /// Training seeds behind it.
  public var runs: Int
  /// Games a seed, on the smallest of the splits compared.
  public var games: Int

  /// A measurement, or the lack of one.
  public init(_ interval: Interval?, format: NumberFormat, runs: Int, games: Int) {
    value = interval?.value
    low = interval?.low
    high = interval?.high
    self.format = format
    self.runs = runs
    self.games = games
  }

  /// The value with its interval.
  public var interval: Interval? {
    guard let value, let low, let high else { return nil }
    return Interval(value: value, low: low, high: high)
  }

  /// The value with its interval, as text.
  public var text: String { interval.map(format.string) ?? format.string(value) }
}

/// One entry of the claim ledger.
public struct ClaimResult: Sendable, Hashable, Codable {
  /// Short stable name.
  public var id: String
  /// The claim in our words.
  public var statement: String
  /// The paper's words and numbers.
  public var paper: PaperStatement
  /// Our number.
  public var measured: Measurement
  /// Name of the rule.
  public var rule: String
  /// The rule in words.
  public var ruleText: String
  /// What the rule says.
  public var verdict: Verdict
  /// Guards that failed; empty when the measurement may speak.
  public var failedGuards: [String]
  /// The command that redoes it.
  public var command: String

  /// A claim judged by a rule: the verdict is computed, never given.
  public init(
    id: String, statement: String, paper: PaperStatement, measured: Measurement,
    rule: VerdictRule, guards: [Guard] = [], command: String
  ) {
    self.id = id
    self.statement = statement
    self.paper = paper
    self.measured = measured
    self.rule = rule.name
    ruleText = rule.text(as: measured.format)
    verdict = rule.verdict(for: measured.interval, guards: guards)
    failedGuards = guards.filter { !$0.holds }.map(\.requirement)
    self.command = command
  }

  /// A claim of several parts, judged by `Verdict.all`: the measurement is the part shown.
  public init(
    id: String, statement: String, paper: PaperStatement, measured: Measurement,
    parts: [Verdict], ruleText: String, guards: [Guard] = [], command: String
  ) {
    self.id = id
    self.statement = statement
    self.paper = paper
    self.measured = measured
    rule = "all parts"
    self.ruleText = ruleText
    verdict = guards.allSatisfy(\.holds) ? Verdict.all(parts) : .notTested
    failedGuards = guards.filter { !$0.holds }.map(\.requirement)
    self.command = command
  }
}
