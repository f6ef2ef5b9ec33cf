import Kernels

/// What the forward pass of one block leaves for its backward; rows are the rows of a `RowPlan`.
struct BlockActivations {
  /// Residual stream before the block, [rows, dimension].
  let input: UnsafeMutablePointer<Float>
  /// 1 / rms of each row of `input`.
  let inputInverse: UnsafeMutablePointer<Float>
  /// Normalised input, [rows, dimension].
  let normed: UnsafeMutablePointer<Float>
  /// Normalised input after the convolution; the same memory as `normed` without one.
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
  /// Normalised `middle`, one row for each kept row.
  let middleNormed: UnsafeMutablePointer<Float>
  /// [gate | up] of each kept row, before activation.
  let gateUp: UnsafeMutablePointer<Float>
  /// silu(gate) * up of each kept row.
  let gated: UnsafeMutablePointer<Float>

  /// Memory for a block over `rows` rows, `kept` of which go on past attention (nil for all).
  init(_ c: ModelConfiguration, rows: Int, kept: Int? = nil, arena: Arena) {
    let d = c.dimension
    let inner = c.attention.keyOffset
    let packedCount = rows * c.attention.packedWidth
    input = arena.take(rows * d)
    inputInverse = arena.take(rows)
    normed = arena.take(rows * d)
    mixed = c.convolutionWidth > 0 ? arena.take(rows * d) : normed
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
    middleNormed = arena.take(going * d)
    gateUp = arena.take(2 * going * c.feedForward)
    gated = arena.take(going * c.feedForward)
  }
}
