/// What the forward pass of one block leaves for its backward; rows are packed tokens.
struct BlockActivations {
  /// Residual stream before the block, [tokens, dimension].
  let input: UnsafeMutablePointer<Float>
  /// 1 / rms of each row of `input`.
  let inputInverse: UnsafeMutablePointer<Float>
  /// Normalised input.
  let normed: UnsafeMutablePointer<Float>
  /// Normalised input after the convolution; the same memory as `normed` without one.
  let mixed: UnsafeMutablePointer<Float>
  /// [queries | keys | values] before their normalisation; the same memory as `packed` without it.
  let packedRaw: UnsafeMutablePointer<Float>
  /// 1 / rms of each query and key head, [heads + keyValueHeads][tokens].
  let headInverse: UnsafeMutablePointer<Float>
  /// [queries | keys | values] as attention reads them.
  let packed: UnsafeMutablePointer<Float>
  /// Attention's output before the output projection.
  let attended: UnsafeMutablePointer<Float>
  /// Log of attention's normaliser, [heads][length] sequence after sequence.
  let logSumExp: UnsafeMutablePointer<Float>
  /// Residual stream between attention and feed-forward.
  let middle: UnsafeMutablePointer<Float>
  /// 1 / rms of each row of `middle`.
  let middleInverse: UnsafeMutablePointer<Float>
  /// Normalised `middle`.
  let middleNormed: UnsafeMutablePointer<Float>
  /// [gate | up].
  let gateUp: UnsafeMutablePointer<Float>
  /// silu(gate) * up.
  let gated: UnsafeMutablePointer<Float>

  init(_ c: ModelConfiguration, tokens: Int, arena: Arena) {
    let stream = tokens * c.dimension
    let packedCount = tokens * c.attention.packedWidth
    input = arena.take(stream)
    inputInverse = arena.take(tokens)
    normed = arena.take(stream)
    mixed = c.convolutionWidth > 0 ? arena.take(stream) : normed
    packed = arena.take(packedCount)
    packedRaw = c.normalisesQueriesAndKeys ? arena.take(packedCount) : packed
    headInverse = arena.take(
      c.normalisesQueriesAndKeys ? tokens * (c.heads + c.keyValueHeads) : 0)
    attended = arena.take(stream)
    logSumExp = arena.take(tokens * c.heads)
    middle = arena.take(stream)
    middleInverse = arena.take(tokens)
    middleNormed = arena.take(stream)
    gateUp = arena.take(2 * tokens * c.feedForward)
    gated = arena.take(tokens * c.feedForward)
  }
}
