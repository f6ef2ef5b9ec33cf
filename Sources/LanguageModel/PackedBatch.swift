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
  public mutating func append(_ tokens: [Int32], predicting positions: [Int]) {
    precondition(!tokens.isEmpty, "a sequence has at least one token")
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
  }

  /// The batch of the given sequences of this one, in the given order.
  public func subset(_ sequences: [Int]) -> PackedBatch {
    var result = PackedBatch()
    for s in sequences {
      let positions = selected[selectedStarts[s]..<selectedStarts[s + 1]].map { $0 - starts[s] }
      result.append(Array(tokens[starts[s]..<starts[s + 1]]), predicting: positions)
    }
    return result
  }
}
