import Kernels

/// The parts of a block that training and decoding share: all but attention and convolution, for
/// which the one reads a batch and the other a cache.
struct BlockOperations {
  let configuration: ModelConfiguration
  let weights: BlockWeights
  let packed: PackedWeights.Block
  let rotary: RotaryTable

  private var d: Int { configuration.dimension }

  /// Queries, keys and values of `mixed`: projected, normalised, rotated.
  func project(_ a: BlockActivations, positions: UnsafePointer<Int32>, rows: Int) {
    let shape = configuration.attention
    let width = shape.packedWidth
    Kernel.multiply(
      MatrixView(a.mixed, rows: rows, columns: d), packed.projection,
      into: MatrixView(a.packedRaw, rows: rows, columns: width))
    if configuration.normalisesQueriesAndKeys {
      for head in 0..<shape.heads + shape.keyValueHeads {
        Kernel.rmsNorm(
          a.packedRaw + head * shape.headWidth, stride: width, gain: weights.headNorm(head),
          into: a.packed + head * shape.headWidth, stride: width,
          inverse: a.headInverse + head * rows, rows: rows, width: shape.headWidth,
          epsilon: configuration.normEpsilon)
      }
    }
    Kernel.rotate(
      a.packed, stride: width, heads: shape.heads + shape.keyValueHeads,
      headWidth: shape.headWidth, cosines: rotary.cosines, sines: rotary.sines,
      positions: positions, rows: rows)
  }

  /// From attention's output to the residual stream after the block, for the kept rows.
  func finish(_ a: BlockActivations, next: UnsafeMutablePointer<Float>) {
    let rows = a.kept
    let f = configuration.feedForward
    let middle = MatrixView(a.middle, rows: rows, columns: d)
    Kernel.multiply(
      MatrixView(a.keptAttended, rows: rows, columns: configuration.attention.keyOffset),
      packed.output, adding: MatrixView(a.keptInput, rows: rows, columns: d), into: middle)
    a.normaliseMiddle(weights, configuration)
    Kernel.multiply(
      MatrixView(a.shared.middleNormed, rows: rows, columns: d), packed.gateUp,
      into: MatrixView(a.gateUp, rows: rows, columns: 2 * f))
    a.activate(configuration)
    Kernel.multiply(
      MatrixView(a.shared.gated, rows: rows, columns: f), packed.down, adding: middle,
      into: MatrixView(next, rows: rows, columns: d))
  }
}
