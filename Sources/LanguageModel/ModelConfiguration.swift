import Kernels

/// Splits each token's embedding into the sum of a class row and a number row, so that what is
/// learnt of "cabinet 3" serves "cabinet 7" and "drawer 3" too.
public struct VocabularyFactors: Codable, Sendable, Hashable {
  /// Class row of each token, in 0..<classCount; the index is the token's id.
  public var classOf: [Int32]
  /// Number row of each token, in 0..<numberCount, or -1 for none.
  public var numberOf: [Int32]
  /// Class rows of a table, used or not.
  public var classCount: Int
  /// Number rows of a table. What tokens without a number have is the model's own affair: a row they
  /// share, or none.
  public var numberCount: Int
  /// Whether each token also has a row of its own, zero at first.
  public var hasTokenRows: Bool

  /// Factors for a vocabulary of `classOf.count` tokens; `ModelConfiguration.validate()` checks
  /// them.
  public init(
    classOf: [Int32], numberOf: [Int32], classCount: Int, numberCount: Int,
    hasTokenRows: Bool = false
  ) {
    self.classOf = classOf
    self.numberOf = numberOf
    self.classCount = classCount
    self.numberCount = numberCount
    self.hasTokenRows = hasTokenRows
  }

  /// The number row of a token; nil where it has none.
  func number(of token: Int) -> Int? {
    let number = Int(numberOf[token])
    return number < 0 ? nil : number
  }
}

/// The shape of a Llama-style decoder (Touvron et al. 2023) and its optional parts.
public struct ModelConfiguration: Codable, Sendable, Hashable {
  /// Tokens known, ids 0..<vocabularySize; the tokenizer must have as many.
  public var vocabularySize: Int
  /// Width of the residual stream.
  public var dimension: Int
  /// Blocks, each of attention and feed-forward.
  public var layers: Int
  /// Query heads; without a `headWidth`, `dimension / heads` must be a multiple of 8.
  public var heads: Int
  /// Key and value heads (grouped-query attention, Ainslie et al. 2023); divides `heads`.
  public var keyValueHeads: Int
  /// Floats of one head, a multiple of 8, where that is not `dimension / heads`; nil where it is.
  public var headWidth: Int?
  /// Hidden width of the SwiGLU, a multiple of 8.
  public var feedForward: Int
  /// Longest sequence in tokens, its prompt included: rotary tables end there.
  public var contextLength: Int
  /// Pair i of a head turns by ropeBase^(-2i / headDimension) radians a position.
  public var ropeBase: Float
  /// How the turns are slowed down for contexts longer than those of the first training; nil for
  /// not at all.
  public var rotaryScaling: RotaryScaling?
  /// Added to the mean square in every RMSNorm.
  public var normEpsilon: Float
  /// Whether logits come from the embedding table itself.
  public var tiesHead: Bool
  /// Taps of a depthwise causal convolution with residual on the attention's input; 0 for none.
  /// It lets one layer do what otherwise takes a previous-token head, which small models need to
  /// copy names.
  public var convolutionWidth: Int
  /// Whether queries and keys are RMS-normalised per head with learned gains before rotation.
  public var normalisesQueriesAndKeys: Bool
  /// How token rows are made of shared parts; nil where each token has rows of its own.
  public var factors: VocabularyFactors?

  /// Without `keyValueHeads` as many as query heads, without `feedForward` three times the
  /// dimension. Nothing is checked before `validate()`.
  public init(
    vocabularySize: Int, dimension: Int = 128, layers: Int = 4, heads: Int = 4,
    keyValueHeads: Int? = nil, headWidth: Int? = nil, feedForward: Int? = nil,
    contextLength: Int = 2048, ropeBase: Float = 10_000, rotaryScaling: RotaryScaling? = nil,
    normEpsilon: Float = 1e-5,
    tiesHead: Bool = false, convolutionWidth: Int = 0, normalisesQueriesAndKeys: Bool = false,
    factors: VocabularyFactors? = nil
  ) {
    self.vocabularySize = vocabularySize
    self.dimension = dimension
    self.layers = layers
    self.heads = heads
    self.keyValueHeads = keyValueHeads ?? heads
    self.headWidth = headWidth
    self.feedForward = feedForward ?? 3 * dimension
    self.contextLength = contextLength
    self.ropeBase = ropeBase
    self.rotaryScaling = rotaryScaling
    self.normEpsilon = normEpsilon
    self.tiesHead = tiesHead
    self.convolutionWidth = convolutionWidth
    self.normalisesQueriesAndKeys = normalisesQueriesAndKeys
    self.factors = factors
  }

  /// Floats of one head's query, key or value.
  public var headDimension: Int { headWidth ?? dimension / heads }

  /// The attention's part of the shape, as the kernels take it; for valid configurations only.
  package var attention: AttentionShape {
    AttentionShape(heads: heads, keyValueHeads: keyValueHeads, headWidth: headDimension)
  }

  /// Throws `LanguageModelError` naming the first value that makes no model, and what to set.
  public func validate() throws {
    func require(_ condition: Bool, _ message: @autoclosure () -> String) throws {
      if !condition { throw LanguageModelError("model configuration: \(message())") }
    }
    try require(vocabularySize > 1, "vocabularySize is \(vocabularySize), set at least 2")
    try require(dimension > 0, "dimension is \(dimension), set a positive multiple of 8")
    try require(layers > 0, "layers is \(layers), set at least 1")
    if let headWidth {
      try require(dimension % 8 == 0, "dimension is \(dimension), set a positive multiple of 8")
      try require(heads > 0, "heads is \(heads), set at least 1")
      try require(
        headWidth > 0 && headWidth % 8 == 0,
        "headWidth is \(headWidth), set a positive multiple of 8")
    } else {
      try require(
        heads > 0 && dimension % heads == 0 && (dimension / heads) % 8 == 0,
        "heads is \(heads), set it so that dimension \(dimension) / heads is a multiple of 8")
    }
    try require(
      keyValueHeads > 0 && heads % keyValueHeads == 0,
      "keyValueHeads is \(keyValueHeads), set a divisor of heads \(heads)")
    try require(
      feedForward > 0 && feedForward % 8 == 0,
      "feedForward is \(feedForward), set a positive multiple of 8")
    try require(
      (2...1 << 24).contains(contextLength),
      "contextLength is \(contextLength), set 2 to \(1 << 24)")
    try require(ropeBase > 1, "ropeBase is \(ropeBase), set more than 1")
    if let rotaryScaling {
      try require(rotaryScaling.isValid, "rotaryScaling is \(rotaryScaling), \(RotaryScaling.fix)")
    }
    try require(normEpsilon > 0, "normEpsilon is \(normEpsilon), set more than 0")
    try require(
      (0...16).contains(convolutionWidth),
      "convolutionWidth is \(convolutionWidth), set 0 (none) to 16")
    guard let factors else { return }
    try require(
      factors.classOf.count == vocabularySize && factors.numberOf.count == vocabularySize,
      "factors cover \(factors.classOf.count) classes and \(factors.numberOf.count) numbers of"
        + " tokens, give one of each for all \(vocabularySize) tokens")
    try require(
      factors.classOf.allSatisfy { $0 >= 0 && Int($0) < factors.classCount },
      "a token's class is outside 0..<\(factors.classCount), set classCount above every class")
    try require(
      factors.numberOf.allSatisfy { $0 >= -1 && Int($0) < factors.numberCount },
      "a token's number is outside 0..<\(factors.numberCount) and not -1, for none; set numberCount"
        + " above every number")
  }
}
