/// Sequences of different lengths laid end to end, without padding, with the positions whose token
/// is to be predicted.
public struct PackedBatch: Sendable {
  /// All tokens, sequence after sequence.
  public private(set) var tokens: [Int32] = []
  /// Where each sequence starts in `tokens`, and the total at the end.
  public private(set) var starts: [Int] = [0]
  /// Indices into `tokens` of the predicted tokens, ascending.
  public private(set) var selected: [Int] = []
  /// Where each sequence's part of `selected` starts, and the total at the end.
  public private(set) var selectedStarts: [Int] = [0]
  /// Length of each sequence's prompt; 0 where it has none.
  public private(set) var promptLengths: [Int] = []

  /// An empty batch.
  public init() {}

  /// Number of sequences.
  public var sequenceCount: Int { starts.count - 1 }
  /// Number of tokens.
  public var tokenCount: Int { tokens.count }
  /// Number of predicted tokens.
  public var selectedCount: Int { selected.count }

  /// Appends a sequence. Position i of `positions` means: predict `tokens[i]` from the tokens
  /// before it; positions ascend strictly and are at least 1, the first token being never predicted.
  ///
  /// The first `promptLength` tokens are a prompt that other sequences may begin with too, as all
  /// rollouts of one game begin with its opening: sequences with the same prompt share its
  /// computation. No token of the prompt is predicted.
  public mutating func append(
    _ tokens: [Int32], predicting positions: [Int], promptLength: Int = 0
  ) {
    precondition(!tokens.isEmpty, "a sequence has at least one token")
    precondition(
      promptLength >= 0 && promptLength < tokens.count && (positions.first ?? .max) >= promptLength,
      "a prompt leaves tokens after it and all predictions to them")
    var last = 0
    for position in positions {
      precondition(
        position > last && position < tokens.count,
        "predicted positions ascend within 1..<the sequence's length")
      last = position
      selected.append(self.tokens.count + position)
    }
    self.tokens += tokens
    starts.append(self.tokens.count)
    selectedStarts.append(selected.count)
    promptLengths.append(promptLength)
  }

  /// Number of tokens of one sequence.
  public func length(_ sequence: Int) -> Int { starts[sequence + 1] - starts[sequence] }

  /// The prompt of one sequence.
  func prompt(_ sequence: Int) -> ArraySlice<Int32> {
    tokens[starts[sequence]..<starts[sequence] + promptLengths[sequence]]
  }

  /// The batch of the given sequences of this one, in the given order.
  public func subset(_ sequences: [Int]) -> PackedBatch {
    var result = PackedBatch()
    for s in sequences {
      let positions = selected[selectedStarts[s]..<selectedStarts[s + 1]].map { $0 - starts[s] }
      result.append(
        Array(tokens[starts[s]..<starts[s + 1]]), predicting: positions,
        promptLength: promptLengths[s])
    }
    return result
  }
}
