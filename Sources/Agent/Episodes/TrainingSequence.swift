/// One sequence to learn from, and which of its tokens count.
public struct TrainingSequence: Sendable, Hashable {
  /// The tokens.
  public var tokens: [Int32]
  /// Positions whose token is learned, ascending: the agent's responses, without the teacher's
  /// injected mistakes. Tokens of the world are read and never learned.
  public var positions: [Int32]

  /// Takes the agent's own responses of an episode.
  public init(_ episode: Episode) {
    tokens = episode.tokens
    positions = episode.steps.filter(\.isImitated).flatMap { $0.response.map { Int32($0) } }
  }
}
