import Kernels

/// What every block writes anew and its backward pass computes once more: cheap beside the products that read
/// it, and a third of what a block would leave otherwise. One piece serves all blocks of a pass.
struct SharedActivations {
  /// Normalised input, [rows, dimension].
  let normed: UnsafeMutablePointer<Float>
  /// Normalised `middle`, one row for each kept row.
  let middleNormed: UnsafeMutablePointer<Float>
  /// silu(gate) * up of each kept row.
  let gated: UnsafeMutablePointer<Float>

  /// Memory for blocks of at most `rows` rows.
  init(_ c: ModelConfiguration, rows: Int, arena: Arena) {
    normed = arena.take(rows * c.dimension)
    middleNormed = arena.take(rows * c.dimension)
    gated = arena.take(rows * c.feedForward)
  }
}

/// What the forward pass of one block leaves for its backward; rows are the rows of a `RowPlan`.
struct BlockActivations {
  /// What it shares with the other blocks: valid until the next block is computed.
  let shared: SharedActivations
  /// Residual stream before the block, [rows, dimension].
  let input: UnsafeMutablePointer<Float>
  /// 1 / rms of each row of `input`.
  let inputInverse: UnsafeMutablePointer<Float>
  /// Normalised input after the convolution; without one that of `shared`, before it.
  let mixed: UnsafeMutablePointer<Float>
  /// [queries | keys | values] before their normalisation; the same memory as `packed` without it.
  let packedRaw: UnsafeMutablePointer<Float>
  /// 1 / rms of each query and key head, [heads + keyValueHeads][rows].
  let headInverse: UnsafeMutablePointer<Float>
  /// [queries | keys] as attention reads them; its values stand in `packedRaw`.
  let packed: UnsafeMutablePointer<Float>
  /// Attention's output before the output projection, [rows, heads * headDimension].
  let attended: UnsafeMutablePointer<Float>
  /// Log of attention's normaliser, [heads][length] segment after segment.
  let logSumExp: UnsafeMutablePointer<Float>

  /// Rows that go on past attention: all but in the last block, where only rows count from which a
  /// token is predicted. The following have one row for each.
  let kept: Int
  /// `input` of the kept rows.
  let keptInput: UnsafeMutablePointer<Float>
  /// `attended` of the kept rows.
  let keptAttended: UnsafeMutablePointer<Float>
  /// Residual stream between attention and feed-forward.
  let middle: UnsafeMutablePointer<Float>
  /// 1 / rms of each row of `middle`.
  let middleInverse: UnsafeMutablePointer<Float>
  /// [gate | up] of each kept row, before activation.
  let gateUp: UnsafeMutablePointer<Float>

  /// Memory for a block over `rows` rows, `kept` of which go on past attention (nil for all).
  init(
    _ c: ModelConfiguration, rows: Int, kept: Int? = nil, shared: SharedActivations, arena: Arena
  ) {
    self.shared = shared
    let d = c.dimension
    let inner = c.attention.keyOffset
    let packedCount = rows * c.attention.packedWidth
    input = arena.take(rows * d)
    inputInverse = arena.take(rows)
    mixed = c.convolutionWidth > 0 ? arena.take(rows * d) : shared.normed
    packed = arena.take(packedCount)
    packedRaw = c.normalisesQueriesAndKeys ? arena.take(packedCount) : packed
    headInverse = arena.take(
      c.normalisesQueriesAndKeys ? rows * (c.heads + c.keyValueHeads) : 0)
    attended = arena.take(rows * inner)
    logSumExp = arena.take(rows * c.heads)
    let going = kept ?? rows
    self.kept = going
    keptInput = kept == nil ? input : arena.take(going * d)
    keptAttended = kept == nil ? attended : arena.take(going * inner)
    middle = arena.take(going * d)
    middleInverse = arena.take(going)
    gateUp = arena.take(2 * going * c.feedForward)
  }
}

extension ModelConfiguration {
  /// Floats that a block keeps of each row for its backward pass.
  package var activationsPerRow: Int {
    let rows = 16  // Whole cache lines, so that next to no rounding is counted.
    let arena = Arena()
    let shared = SharedActivations(self, rows: rows, arena: Arena())
    _ = BlockActivations(self, rows: rows, shared: shared, arena: arena)
    return arena.total / rows
  }
}

extension BlockActivations {
  /// Normalises the input; in the backward pass once more.
  func normaliseInput(_ weights: BlockWeights, _ c: ModelConfiguration, rows: Int) {
    Kernel.rmsNorm(
      input, stride: c.dimension, gain: weights.attentionNorm, into: shared.normed,
      stride: c.dimension, inverse: inputInverse, rows: rows, width: c.dimension,
      epsilon: c.normEpsilon)
  }

  /// Normalises the stream between attention and feed-forward; in the backward pass once more.
  func normaliseMiddle(_ weights: BlockWeights, _ c: ModelConfiguration) {
    Kernel.rmsNorm(
      middle, stride: c.dimension, gain: weights.feedForwardNorm, into: shared.middleNormed,
      stride: c.dimension, inverse: middleInverse, rows: kept, width: c.dimension,
      epsilon: c.normEpsilon)
  }

  /// Applies the activation; in the backward pass once more.
  func activate(_ c: ModelConfiguration) {
    Kernel.swiGLU(gateUp, into: shared.gated, rows: kept, width: c.feedForward)
  }
}
