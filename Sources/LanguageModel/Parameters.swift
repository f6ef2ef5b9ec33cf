import Randomness
import Kernels

/// All weights of a model (or gradients, or optimiser moments of the same shape) in one contiguous
/// float32 buffer with named tensors.
///
/// With factorised tables the effective [vocabularySize, dimension] tables are kept beside it;
/// whoever changes the raw values calls `composeTables()`.
///
/// Sharing: many threads may read one object at once; nobody may read while another writes. The
/// training loop has that order by construction (workers read, then one thread steps), hence
/// `@unchecked`.
public final class Parameters: @unchecked Sendable {
  /// The model's shape, which fixes the place of every tensor in `values`.
  public let configuration: ModelConfiguration
  package let layout: ParameterLayout
  /// All values, tensor after tensor in the order of `tensors`; freed with this object.
  public let values: UnsafeMutableBufferPointer<Float>
  /// Effective embedding and head rows, [vocabularySize, dimension] each; nil unless factorised.
  private let composed: UnsafeMutableBufferPointer<Float>?

  /// Zeros, in the shape of `configuration`. Throws `LanguageModelError` where that is invalid.
  public init(zeros configuration: ModelConfiguration) throws {
    try configuration.validate()
    self.configuration = configuration
    layout = ParameterLayout(configuration)
    values = Kernel.allocateFloats(layout.count)
    values.initialize(repeating: 0)
    if configuration.factors != nil {
      let tables = configuration.tiesHead ? 1 : 2
      let buffer = UnsafeMutableBufferPointer<Float>.allocate(
        capacity: tables * configuration.vocabularySize * configuration.dimension)
      buffer.initialize(repeating: 0)
      composed = buffer
    } else {
      composed = nil
    }
  }

  /// Fresh weights, fixed by the generator: gains 1, convolutions and per-token rows 0, matrices
  /// normal with variance 1 / fan-in (those that write to the residual stream divided by
  /// 2 * layers), untied embeddings with deviation 0.3 so that a token's identity weighs as much
  /// as a block's output, head rows small enough for logits near zero.
  public convenience init(
    _ configuration: ModelConfiguration, using generator: inout SeededGenerator
  ) throws {
    try self.init(zeros: configuration)
    for tensor in layout.tensors {
      let target = view(tensor)
      guard let deviation = tensor.deviation else {
        target.update(repeating: 1)
        continue
      }
      if deviation == 0 { continue }
      for i in target.indices { target[i] = deviation * normal(using: &generator) }
    }
    composeTables()
  }

  /// A copy that shares no memory, effective tables included.
  public convenience init(copying other: Parameters) {
    self.init(layoutOf: other)
    copy(other)
  }

  /// Zeros in the shape of `other`.
  public init(layoutOf other: Parameters) {
    configuration = other.configuration
    layout = other.layout
    values = Kernel.allocateFloats(layout.count)
    values.initialize(repeating: 0)
    composed = other.composed.map {
      let buffer = UnsafeMutableBufferPointer<Float>.allocate(capacity: $0.count)
      buffer.initialize(repeating: 0)
      return buffer
    }
  }

  deinit {
    values.deallocate()
    composed?.deallocate()
  }

  /// Names, shapes and places of all tensors, in the order of `values` and of checkpoints.
  public var tensors: [TensorDescription] { layout.tensors }

  /// The tensors that are trained where the embedding and the first blocks are not: all of them for 0.
  func tensors(aboveBlocks frozen: Int) -> ArraySlice<TensorDescription> {
    guard frozen > 0 else { return layout.tensors[...] }
    let first = layout.blocks[frozen].attentionNorm
    return layout.tensors.drop { $0.offset < first }
  }

  /// How many values are trained there.
  public func trainedCount(aboveBlocks frozen: Int) -> Int {
    tensors(aboveBlocks: frozen).reduce(0) { $0 + $1.count }
  }

  /// Values in all, effective tables not counted: the model's size where these are weights.
  public var count: Int { layout.count }

  /// The values of one tensor; valid while this object lives.
  public func view(_ tensor: TensorDescription) -> UnsafeMutableBufferPointer<Float> {
    UnsafeMutableBufferPointer(rebasing: values[tensor.offset..<tensor.offset + tensor.count])
  }

  /// Takes over the values of `other`, which has the same shape.
  public func copy(_ other: Parameters) {
    precondition(other.count == count, "parameters of different shapes")
    base.update(from: other.base, count: count)
    if let composed, let source = other.composed {
      _ = composed.update(fromContentsOf: source)
    }
  }

  /// Sets all values to zero, effective tables too, so that gradients can be gathered anew.
  public func zero() {
    values.update(repeating: 0)
    composed?.update(repeating: 0)
  }

  /// Adds `scale * other` to the raw values.
  public func add(_ other: Parameters, scale: Float = 1) {
    precondition(other.count == count, "parameters of different shapes")
    Kernel.addScaled(base, other.base, alpha: scale, count: count)
  }

  /// Euclidean norm of all values, summed in double precision and a fixed order.
  public var norm: Double { Kernel.sumOfSquares(base, count: count).squareRoot() }

  /// Whether every value is finite; looks at all of them.
  public var isFinite: Bool { values.allSatisfy { $0.isFinite } }

  package var base: UnsafeMutablePointer<Float> {
    guard let base = values.baseAddress else { preconditionFailure("a model has parameters") }
    return base
  }

  package func matrix(_ offset: Int, _ rows: Int, _ columns: Int) -> MatrixView {
    MatrixView(base + offset, rows: rows, columns: columns)
  }

  /// Embedding rows, [vocabularySize, dimension]: sums of their parts where tables are factorised.
  package var embedding: UnsafeMutablePointer<Float> {
    composed?.baseAddress ?? base + layout.embedding.tokens
  }

  /// Head rows, [vocabularySize, dimension]; the embedding's own where the head is tied.
  package var head: UnsafeMutablePointer<Float> {
    if configuration.tiesHead { return embedding }
    let size = configuration.vocabularySize * configuration.dimension
    return composed?.baseAddress.map { $0 + size } ?? base + layout.head.tokens
  }
}
