/// Metrics of one evaluated run on one split; rates are shares between 0 and 1.
public struct RunResult: Sendable, Hashable, Codable {
  /// Name of the method (the raw value it has in commands and run folders).
  public var method: String
  /// Training seed; the games of a split are the same for all seeds.
  public var seed: Int
  /// Name of the split, such as "L2".
  public var split: String
  /// Episodes played, one a game.
  public var episodes: Int
  /// Share of episodes won within the step limit.
  public var successRate: Double
  /// Share of all steps that repeat an earlier possible action to no effect: the primary reading.
  public var repetitiveActionRate: Double
  /// Share of all steps whose action was not admissible, malformed answers included.
  public var invalidActionRate: Double
  /// Mean steps an episode; a lost one counts in full.
  public var meanSteps: Double
  /// Share of all steps that repeat any earlier action to no effect, refused commands included. A
  /// malformed answer repeats nothing. Nil where not recorded, as all below.
  public var repetitiveActionRateAllSteps: Double?
  /// The same repeats as a share of the well-formed answers.
  public var repetitiveActionRateWellFormed: Double?
  /// Share of all steps whose answer is not in the required form.
  public var malformedRate: Double?
  /// Share of each tag among the tagged steps, by the tag's name; empty without tags.
  public var tagShares: [String: Double]?
  /// Share of episodes won, by the category's released name.
  public var successByCategory: [String: Double]?
  /// Name of the set of games that the run was trained on.
  public var trainingSet: String?
  /// Episodes lost because another answer would not have fitted the model's context; nil for none.
  public var outOfContext: Int?

  /// A row of results; the optional values are those that older files may lack.
  public init(
    method: String, seed: Int, split: String, episodes: Int, successRate: Double,
    repetitiveActionRate: Double, invalidActionRate: Double, meanSteps: Double,
    repetitiveActionRateAllSteps: Double? = nil, repetitiveActionRateWellFormed: Double? = nil,
    malformedRate: Double? = nil, tagShares: [String: Double]? = nil,
    successByCategory: [String: Double]? = nil, trainingSet: String? = nil,
    outOfContext: Int? = nil
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
    self.outOfContext = outOfContext
  }
}

extension [ChapterResults] {
  /// Evaluated episodes that were lost because the model's context was full, and all evaluated ones, each counted
  /// once however many chapters read it; nil where none were lost so.
  public var outOfContext: (lost: Int, episodes: Int)? {
    let runs = Set(flatMap(\.runs))
    let lost = runs.reduce(0) { $0 + ($1.outOfContext ?? 0) }
    return lost == 0 ? nil : (lost, runs.reduce(0) { $0 + $1.episodes })
  }
}
