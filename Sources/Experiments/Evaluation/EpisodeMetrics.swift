import HouseholdWorld
import MetaReasoning

/// What one episode counts toward each rate.
public struct EpisodeMetrics: Sendable, Hashable {
  /// What ties episodes of one game together across methods and seeds.
  public var gameID: String
  /// One of the six; nil for a goal that is none of them.
  public var category: TaskCategory?
  /// Whether the goal was reached within the step limit.
  public var won: Bool
  /// Whether it was lost for want of room in the model's context.
  public var outOfContext: Bool
  /// Answers given, malformed ones included; the step limit where it was lost, fewer only for want of room
  /// in the model's context.
  public var steps: Int
  /// Steps whose action was not admissible, malformed answers included.
  public var invalid: Int
  /// Steps whose answer violated the format.
  public var malformed: Int
  /// Steps that repeat a possible action.
  public var repeatsOfPossible: Int
  /// Steps that repeat any action, refused ones included.
  public var repeats: Int
  /// How often each tag was used.
  public var tags: [ReasoningTag: Int]

  /// Counts from what was written down; no model and no world is needed.
  public init(_ transcript: Transcript) {
    gameID = transcript.gameID
    category = transcript.category
    won = transcript.won
    outOfContext = transcript.outOfContext ?? false
    steps = transcript.steps.count
    invalid = transcript.steps.count { !$0.isAdmissible }
    malformed = transcript.steps.count { $0.action == nil }
    let repetitive = zip(transcript.steps, repetitiveSteps(of: transcript.steps)).filter(\.1)
    repeatsOfPossible = repetitive.count { $0.0.isAdmissible }
    repeats = repetitive.count
    tags = Dictionary(transcript.steps.compactMap(\.tag).map { ($0, 1) }, uniquingKeysWith: +)
  }
}

/// Rates over a list of episodes. Shares lie between 0 and 1.
public struct EvaluationSummary: Sendable, Hashable, Codable {
  /// Episodes the rates are of, one a game.
  public var episodes: Int
  /// Of these, lost because another answer would not have fitted the model's context; nil for none, and in
  /// records older than this field.
  public var outOfContext: Int?
  /// Share of episodes won.
  public var successRate: Double
  /// Share of all steps whose action was not admissible.
  public var invalidActionRate: Double
  /// Share of all steps that repeat a possible action (the primary reading of repetition).
  public var repetitiveActionRate: Double
  /// Share of all steps that repeat any action.
  public var repetitiveActionRateAllSteps: Double
  /// Share of the well-formed answers that repeat any action.
  public var repetitiveActionRateWellFormed: Double
  /// Share of all steps whose answer violated the format.
  public var malformedRate: Double
  /// Mean number of steps an episode took; a lost one counts in full.
  public var meanSteps: Double
  /// Share of each tag among the tagged steps, by the tag's name; empty without tags.
  public var tagShares: [String: Double]

  /// Sums up a list of episodes; all rates are 0 for an empty list.
  public init(_ metrics: [EpisodeMetrics]) {
    episodes = metrics.count
    let cut = metrics.count(where: \.outOfContext)
    outOfContext = cut > 0 ? cut : nil
    successRate = Rate.success.value(of: metrics)
    invalidActionRate = Rate.invalid.value(of: metrics)
    repetitiveActionRate = Rate.repetitive.value(of: metrics)
    repetitiveActionRateAllSteps = Rate.allRepeats.value(of: metrics)
    repetitiveActionRateWellFormed = Rate.wellFormedRepeats.value(of: metrics)
    malformedRate = Rate.malformed.value(of: metrics)
    meanSteps = Rate.steps.value(of: metrics)
    let tags = metrics.reduce(into: [ReasoningTag: Int]()) {
      $0.merge($1.tags, uniquingKeysWith: +)
    }
    let tagged = tags.values.reduce(0, +)
    tagShares = Dictionary(
      uniqueKeysWithValues: tags.map { ($0.key.rawValue, Double($0.value) / Double(tagged)) })
  }
}
