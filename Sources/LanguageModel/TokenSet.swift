/// The tokens among which a choice is made where not every one is allowed.
///
/// A few sets serve all positions of all sequences: copies share their memory, and comparing a set
/// with its copy costs nothing.
public struct TokenSet: Sendable, Hashable {
  /// The ids, ascending, each once.
  public let tokens: [Int32]

  /// A set of token ids, in any order; repeated ones count once.
  public init(_ tokens: some Sequence<Int32>) {
    self.tokens = Set(tokens).sorted()
  }

  /// Tokens to choose from; 1 leaves no choice.
  public var count: Int { tokens.count }

  /// Whether a token is in the set, in logarithmic time.
  public func contains(_ token: Int32) -> Bool { place(of: token) != nil }

  /// Where a token stands in `tokens`; nil where it is not in the set.
  func place(of token: Int32) -> Int? {
    var low = 0
    var high = tokens.count
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle] < token { low = middle + 1 } else { high = middle }
    }
    return low < tokens.count && tokens[low] == token ? low : nil
  }
}
