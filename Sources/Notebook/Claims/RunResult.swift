/// Metrics of one evaluated run on one split; rates are shares between 0 and 1.
public struct RunResult: Sendable, Hashable, Codable {
  /// Name of the method.
  public var method: String
  /// Training seed.
  public var seed: Int
  /// Name of the split.
  public var split: String
  /// Episodes played.
  public var episodes: Int
  /// Share of episodes won.
  public var successRate: Double
  /// Share of steps that repeat an earlier step to no effect.
  public var repetitiveActionRate: Double
  /// Share of actions that are not admissible.
  public var invalidActionRate: Double
  /// Mean steps an episode.
  public var meanSteps: Double
  /// Further fields, written beside the others (for instance `repetitiveActionRateValidOnly`).
  public var extra: [String: JSONValue]

  /// A row of results.
  public init(
    method: String, seed: Int, split: String, episodes: Int, successRate: Double,
    repetitiveActionRate: Double, invalidActionRate: Double, meanSteps: Double,
    repetitiveActionRateValidOnly: Double? = nil, stepsByCategory: [String: Double] = [:],
    extra: [String: JSONValue] = [:]
  ) {
    self.method = method
    self.seed = seed
    self.split = split
    self.episodes = episodes
    self.successRate = successRate
    self.repetitiveActionRate = repetitiveActionRate
    self.invalidActionRate = invalidActionRate
    self.meanSteps = meanSteps
    self.extra = extra
    if let repetitiveActionRateValidOnly {
      self.extra["repetitiveActionRateValidOnly"] = .number(repetitiveActionRateValidOnly)
    }
    if !stepsByCategory.isEmpty {
      self.extra["stepsByCategory"] = .object(stepsByCategory.mapValues { .number($0) })
    }
  }

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case method, seed, split, episodes, successRate, repetitiveActionRate, invalidActionRate
    case meanSteps
  }

  /// Reads the fixed fields and keeps all others.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    method = try fields.decode(String.self, forKey: .method)
    seed = try fields.decode(Int.self, forKey: .seed)
    split = try fields.decode(String.self, forKey: .split)
    episodes = try fields.decode(Int.self, forKey: .episodes)
    successRate = try fields.decode(Double.self, forKey: .successRate)
    repetitiveActionRate = try fields.decode(Double.self, forKey: .repetitiveActionRate)
    invalidActionRate = try fields.decode(Double.self, forKey: .invalidActionRate)
    meanSteps = try fields.decode(Double.self, forKey: .meanSteps)
    extra = try decoder.extraFields(besides: CodingKeys.allCases.map(\.rawValue))
  }

  /// Writes the fixed fields and the others beside them.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(method, forKey: .method)
    try fields.encode(seed, forKey: .seed)
    try fields.encode(split, forKey: .split)
    try fields.encode(episodes, forKey: .episodes)
    try fields.encode(successRate, forKey: .successRate)
    try fields.encode(repetitiveActionRate, forKey: .repetitiveActionRate)
    try fields.encode(invalidActionRate, forKey: .invalidActionRate)
    try fields.encode(meanSteps, forKey: .meanSteps)
    try encoder.encodeExtraFields(extra)
  }
}
