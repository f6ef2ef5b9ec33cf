import Experiments
import Notebook
import Statistics

/// The rates of the report. Each is a fraction of an episode, pooled over episodes.
public enum Rate: String, Sendable, Hashable, CaseIterable {
  /// Games won, of all games.
  case success
  /// Steps that repeat a possible action, of all steps: the primary reading of repetition.
  case repetitive
  /// Steps that repeat any action, refused ones included, of all steps.
  case allRepeats
  /// Steps that repeat any action, of the steps whose answer was well formed.
  case wellFormedRepeats
  /// Steps with an inadmissible command, malformed answers included, of all steps.
  case invalid
  /// Answers that are not one block of reasoning and one action, of all steps; a part of the invalid
  /// ones.
  case malformed
  /// Steps, an episode.
  case steps

  /// What an episode adds to the rate.
  public func fraction(of episode: EpisodeMetrics) -> Fraction {
    let steps = Double(episode.steps)
    return switch self {
    case .success: Fraction(episode.won ? 1 : 0, of: 1)
    case .repetitive: Fraction(Double(episode.repeatsOfPossible), of: steps)
    case .allRepeats: Fraction(Double(episode.repeats), of: steps)
    case .wellFormedRepeats:
      Fraction(Double(episode.repeats), of: steps - Double(episode.malformed))
    case .invalid: Fraction(Double(episode.invalid), of: steps)
    case .malformed: Fraction(Double(episode.malformed), of: steps)
    case .steps: Fraction(steps, of: 1)
    }
  }

  /// The name in tables.
  public var title: String {
    switch self {
    case .success: "won"
    case .repetitive: "repetitive"
    case .allRepeats: "all repeats"
    case .wellFormedRepeats: "all repeats, of well-formed answers"
    case .invalid: "invalid"
    case .malformed: "malformed"
    case .steps: "steps"
    }
  }

  /// How a value is shown.
  public var format: NumberFormat { self == .steps ? .decimal(1) : .percent }

  /// How a difference is shown.
  public var differenceFormat: NumberFormat { self == .steps ? .decimal(1) : .points }

  /// The three readings of repetition, the primary one first.
  public static let readingsOfRepetition: [Rate] = [.repetitive, .allRepeats, .wellFormedRepeats]
}
