import LanguageModel

/// One sequence to learn from, and which of its tokens count.
public struct TrainingSequence: Sendable, Hashable {
  /// The whole episode, as the model reads it.
  public var tokens: [Int32]
  /// Positions whose token is learned, ascending: the agent's responses, without the teacher's
  /// injected mistakes. Tokens of the world are read and never learned.
  public var positions: [Int32]
  /// For each of `positions` the tokens its token was chosen from; empty where all were allowed.
  public var allowed: [TokenSet] = []

  /// Takes the agent's own responses of an episode.
  ///
  /// - Parameter constraint: The form that the decoder held while the episode was sampled: the
  ///   update then sees the same distribution. Every response must keep it.
  public init(_ episode: Episode, constraint: FormConstraint? = nil) {
    tokens = episode.tokens
    let responses = episode.steps.filter(\.isImitated).map(\.response)
    positions = responses.flatMap { $0.map { Int32($0) } }
    if let constraint {
      allowed = responses.flatMap { constraint.allowed(along: episode.tokens[$0]) }
    }
  }

  /// Takes the responses of an episode that `policy` sampled, each token among those that the
  /// policy could choose from.
  public init(_ episode: Episode, policy: Policy) {
    self.init(episode, constraint: policy.constraint)
  }
}

extension PackedBatch {
  /// Packs demonstrations or rollouts, predicting their learned tokens. What stands before the
  /// first of these is the same in all rollouts of a game, and computed once.
  public init(_ sequences: [TrainingSequence]) {
    self.init()
    for sequence in sequences {
      append(
        sequence.tokens, predicting: sequence.positions.map(Int.init),
        promptLength: sequence.positions.first.map(Int.init) ?? 0, allowed: sequence.allowed)
    }
  }
}
