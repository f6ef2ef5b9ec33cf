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
  /// Repetitive steps by the widest reading: repeats of refused commands and malformed answers
  /// count too. Nil where not recorded, as all below.
  public var repetitiveActionRateAllSteps: Double?
  /// Repetitive steps with malformed answers left out.
  public var repetitiveActionRateWellFormed: Double?
  /// Share of answers that are not in the required form.
  public var malformedRate: Double?
  /// Share of steps by tag.
  public var tagShares: [String: Double]?
  /// Share of episodes won by category of task.
  public var successByCategory: [String: Double]?
  /// Name of the set of games that the run was trained on.
  public var trainingSet: String?

  /// A row of results.
  public init(
    method: String, seed: Int, split: String, episodes: Int, successRate: Double,
    repetitiveActionRate: Double, invalidActionRate: Double, meanSteps: Double,
    repetitiveActionRateAllSteps: Double? = nil, repetitiveActionRateWellFormed: Double? = nil,
    malformedRate: Double? = nil, tagShares: [String: Double]? = nil,
    successByCategory: [String: Double]? = nil, trainingSet: String? = nil
  ) {
    self.method = method
    self.seed = seed
    self.split = split
    self.episodes = episodes
    self.successRate = successRate
    self.repetitiveActionRate = repetitiveActionRate
    self.invalidActionRate = invalidActionRate
    self.meanSteps = meanSteps
    self.repetitiveActionRateAllSteps = repetitiveActionRateAllSteps
    self.repetitiveActionRateWellFormed = repetitiveActionRateWellFormed
    self.malformedRate = malformedRate
    self.tagShares = tagShares
    self.successByCategory = successByCategory
    self.trainingSet = trainingSet
  }
}
