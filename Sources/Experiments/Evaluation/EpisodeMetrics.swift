import HouseholdWorld
import MetaReasoning

/// What one evaluated episode counts toward each rate.
public struct EpisodeMetrics: Sendable, Hashable, Codable {
  /// The game's id.
  public var gameID: String
  /// The game's category.
  public var category: TaskCategory?
  /// Whether the goal was reached.
  public var won: Bool
  /// Number of steps taken.
  public var steps: Int
  /// Steps whose command was not admissible, malformed responses included.
  public var invalid: Int
  /// Steps whose response violated the format.
  public var malformed: Int
  /// Repetitive steps, invalid ones included.
  public var repetitive: Int
  /// Repetitive steps among the valid ones.
  public var repetitiveValid: Int
  /// How often each tag was used, by the tag's name.
  public var tags: [String: Int]

  /// Counts an episode.
  public init(_ episode: Episode) {
    gameID = episode.gameID
    category = episode.category
    won = episode.won
    steps = episode.steps.count
    invalid = episode.steps.count { !$0.reasoning.isAdmissible }
    malformed = episode.steps.count { $0.reasoning.response == nil }
    repetitive = repetitiveSteps(of: episode.steps, ignoringInvalid: false).count { $0 }
    repetitiveValid = repetitiveSteps(of: episode.steps, ignoringInvalid: true).count { $0 }
    tags = episode.steps.reduce(into: [:]) { counts, step in
      if let tag = step.reasoning.response?.tag { counts[tag.rawValue, default: 0] += 1 }
    }
  }
}

/// Rates over a list of evaluated episodes.
public struct EvaluationSummary: Sendable, Hashable, Codable {
  /// Number of episodes.
  public var episodes: Int
  /// Share of episodes won.
  public var successRate: Double
  /// Share of all steps whose command was not admissible.
  public var invalidActionRate: Double
  /// Share of all steps that repeat (strict definition).
  public var repetitiveActionRate: Double
  /// Share of the valid steps that repeat.
  public var repetitiveValidActionRate: Double
  /// Share of all steps whose response violated the format.
  public var malformedRate: Double
  /// Mean number of steps an episode took; a lost one counts in full.
  public var meanSteps: Double
  /// Share of each tag among the tagged steps, by the tag's name; empty without tags.
  public var tagShares: [String: Double]

  /// Sums up a list of episodes; all rates are 0 for an empty list.
  public init(_ metrics: [EpisodeMetrics]) {
    episodes = metrics.count
    let steps = metrics.reduce(0) { $0 + $1.steps }
    let valid = steps - metrics.reduce(0) { $0 + $1.invalid }
    func rate(_ count: Int, of total: Int) -> Double {
      total == 0 ? 0 : Double(count) / Double(total)
    }
    successRate = rate(metrics.count { $0.won }, of: episodes)
    invalidActionRate = rate(metrics.reduce(0) { $0 + $1.invalid }, of: steps)
    repetitiveActionRate = rate(metrics.reduce(0) { $0 + $1.repetitive }, of: steps)
    repetitiveValidActionRate = rate(metrics.reduce(0) { $0 + $1.repetitiveValid }, of: valid)
    malformedRate = rate(metrics.reduce(0) { $0 + $1.malformed }, of: steps)
    meanSteps = rate(steps, of: episodes)
    let tags = metrics.reduce(into: [String: Int]()) { $0.merge($1.tags, uniquingKeysWith: +) }
    let tagged = tags.values.reduce(0, +)
    tagShares = tags.mapValues { rate($0, of: tagged) }
  }
}
