import Statistics

// snippet: rates
/// What is measured of an agent: fractions of an episode, pooled over episodes (sums over sums, so that a
/// long episode's steps weigh as much as a short one's).
public enum Rate: String, Sendable, Hashable, CaseIterable {
  /// Games won, of all games.
  case success
  /// Steps that repeat a possible action, of all steps: the primary reading of repetition. In the
  /// paper a model with 76 to 83 % invalid actions has only 10 to 17 % repetitive ones, so that
  /// repeats of refused commands were probably not counted.
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
  /// Steps, an episode; a lost one counts in full.
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
  // snippet-end

  /// The rate over a list of episodes; 0 where there is nothing to take a share of.
  public func value(of episodes: [EpisodeMetrics]) -> Double {
    let fractions = episodes.map(fraction)
    let total = fractions.reduce(0) { $0 + $1.total }
    return total == 0 ? 0 : fractions.reduce(0) { $0 + $1.count } / total
  }

  /// The three readings of repetition, the primary one first.
  public static let readingsOfRepetition: [Rate] = [.repetitive, .allRepeats, .wellFormedRepeats]
}
