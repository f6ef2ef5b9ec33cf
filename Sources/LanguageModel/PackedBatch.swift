/// Sequences of different lengths laid end to end, without padding, with the positions whose token
/// is to be predicted.
public struct PackedBatch: Sendable {
  /// All tokens, sequence after sequence; a prompt that several share stands in each.
  public private(set) var tokens: [Int32] = []
  /// Where each sequence starts in `tokens`, and the total at the end.
  public private(set) var starts: [Int] = [0]
  /// Indices into `tokens` of the predicted tokens, ascending.
  public private(set) var selected: [Int] = []
  /// Where each sequence's part of `selected` starts, and the total at the end.
  public private(set) var selectedStarts: [Int] = [0]
  /// Length of each sequence's prompt; 0 where it has none.
  public private(set) var promptLengths: [Int] = []
  /// The different sets of tokens among which some position's token was chosen.
  public private(set) var tokenSets: [TokenSet] = []
  /// For each selected position its set's place in `tokenSets`, or -1 where every token is allowed;
  /// empty where that holds of all positions.
  public private(set) var tokenSetOf: [Int] = []

  /// No sequences yet; a pass over it gives no log-probabilities.
  public init() {}

  /// Sequences are the numbers below it, in the order in which they were appended.
  public var sequenceCount: Int { starts.count - 1 }
  /// Tokens of all sequences; a prompt that several share counts in each.
  public var tokenCount: Int { tokens.count }
  /// Predicted tokens: as many log-probabilities come out of a pass.
  public var selectedCount: Int { selected.count }

  /// Appends a sequence. Position i of `positions` means: predict `tokens[i]` from the tokens
  /// before it; positions ascend strictly and are at least 1, the first token being never
  /// predicted.
  ///
  /// The first `promptLength` tokens are a prompt that other sequences may begin with too, as all
  /// rollouts of one game begin with its opening: sequences with the same prompt share its
  /// computation. No token of the prompt is predicted.
  ///
  /// `allowed` has for each of `positions` the set of tokens its token was chosen from, nil for
  /// all: the prediction then is a softmax over these alone. Leaving it empty means nil everywhere.
  public mutating func append(
    _ tokens: [Int32], predicting positions: [Int], promptLength: Int = 0,
    allowed: [TokenSet?] = []
  ) {
    precondition(!tokens.isEmpty, "a sequence has at least one token")
    precondition(
      promptLength >= 0 && promptLength < tokens.count && (positions.first ?? .max) >= promptLength,
      "a prompt leaves tokens after it and all predictions to them")
    precondition(
      allowed.isEmpty || allowed.count == positions.count, "one set of allowed tokens a position")
    var last = 0
    for position in positions {
      precondition(
        position > last && position < tokens.count,
        "predicted positions ascend within 1..<the sequence's length")
      last = position
      selected.append(self.tokens.count + position)
    }
    append(allowed, targets: positions.lazy.map { tokens[$0] })
    self.tokens += tokens
    starts.append(self.tokens.count)
    selectedStarts.append(selected.count)
    promptLengths.append(promptLength)
  }

  /// Takes in the sets of a sequence's positions, which stand at the end of `selected`.
  private mutating func append(_ allowed: [TokenSet?], targets: some Sequence<Int32>) {
    let earlier = selected.count - allowed.count
    guard allowed.contains(where: { $0 != nil }) else {
      if !tokenSets.isEmpty {
        tokenSetOf += [Int](repeating: -1, count: selected.count - tokenSetOf.count)
      }
      return
    }
    tokenSetOf += [Int](repeating: -1, count: earlier - tokenSetOf.count)
    for (set, target) in zip(allowed, targets) {
      guard let set else {
        tokenSetOf.append(-1)
        continue
      }
      precondition(set.contains(target), "a predicted token is among those allowed")
      // There are few, and equal ones share their memory: looking through them is quick.
      let known = tokenSets.firstIndex(of: set)
      if known == nil { tokenSets.append(set) }
      tokenSetOf.append(known ?? tokenSets.count - 1)
    }
  }

  /// The tokens allowed at a selected position, given its place in `selected`; nil for all.
  public func allowed(at index: Int) -> TokenSet? {
    guard !tokenSetOf.isEmpty, tokenSetOf[index] >= 0 else { return nil }
    return tokenSets[tokenSetOf[index]]
  }

  /// Tokens of one sequence, its prompt included.
  public func length(_ sequence: Int) -> Int { starts[sequence + 1] - starts[sequence] }

  /// The tokens of one sequence's prompt; equal prompts are equal slices, by which they are shared.
  func prompt(_ sequence: Int) -> ArraySlice<Int32> {
    tokens[starts[sequence]..<starts[sequence] + promptLengths[sequence]]
  }

  /// The batch of the given sequences of this one, in the given order.
  public func subset(_ sequences: [Int]) -> PackedBatch {
    var result = PackedBatch()
    for s in sequences {
      let places = selectedStarts[s]..<selectedStarts[s + 1]
      result.append(
        Array(tokens[starts[s]..<starts[s + 1]]),
        predicting: selected[places].map { $0 - starts[s] },
        promptLength: promptLengths[s],
        allowed: tokenSetOf.isEmpty ? [] : places.map { allowed(at: $0) })
    }
    return result
  }
}
