import Kernels

/// The parts of a block that training and decoding share.
struct BlockOperations {
  let configuration: ModelConfiguration
  let parameters: Parameters
  let layer: Int
  let rotary: RotaryTable

  var places: ParameterLayout.Block { parameters.layout.blocks[layer] }
  private var d: Int { configuration.dimension }
  private var base: UnsafeMutablePointer<Float> { parameters.base }

  func weights(_ offset: Int, _ rows: Int, _ columns: Int) -> MatrixView {
    parameters.matrix(offset, rows, columns)
  }

  var projection: MatrixView {
    weights(places.queriesKeysValues, configuration.attention.packedWidth, d)
  }
  var output: MatrixView { weights(places.output, d, configuration.attention.keyOffset) }
  var gateUp: MatrixView { weights(places.gateUp, 2 * configuration.feedForward, d) }
  var down: MatrixView { weights(places.down, d, configuration.feedForward) }

  func normaliseInput(_ a: BlockActivations, rows: Int) {
    Kernel.rmsNorm(
      a.input, stride: d, gain: base + places.attentionNorm, into: a.normed, stride: d,
      inverse: a.inputInverse, rows: rows, width: d, epsilon: configuration.normEpsilon)
  }

  /// Queries, keys and values of `mixed`: projected, normalised, rotated.
  func project(_ a: BlockActivations, positions: UnsafePointer<Int32>, rows: Int) {
    let shape = configuration.attention
    let width = shape.packedWidth
    Kernel.multiply(
      MatrixView(a.mixed, rows: rows, columns: d), .plain, projection, .transposed,
      into: MatrixView(a.packedRaw, rows: rows, columns: width))
    if configuration.normalisesQueriesAndKeys {
      for head in 0..<shape.heads + shape.keyValueHeads {
        Kernel.rmsNorm(
          a.packedRaw + head * shape.headWidth, stride: width, gain: base + headGain(head),
          into: a.packed + head * shape.headWidth, stride: width,
          inverse: a.headInverse + head * rows, rows: rows, width: shape.headWidth,
          epsilon: configuration.normEpsilon)
      }
      for row in 0..<rows {
        let from = row * width + shape.valueOffset
        (a.packed + from).update(from: a.packedRaw + from, count: width - shape.valueOffset)
      }
    }
    Kernel.rotate(
      a.packed, stride: width, heads: shape.heads + shape.keyValueHeads,
      headWidth: shape.headWidth, cosines: rotary.cosines, sines: rotary.sines,
      positions: positions, rows: rows)
  }

  /// Gain of one query or key head.
  func headGain(_ head: Int) -> Int {
    head < configuration.heads ? places.queryNorm : places.keyNorm
  }

  /// From attention's output to the residual stream after the block, written to `next`.
  func finish(_ a: BlockActivations, next: UnsafeMutablePointer<Float>, rows: Int) {
    let stream = MatrixView(a.middle, rows: rows, columns: d)
    a.middle.update(from: a.input, count: rows * d)
    Kernel.multiply(
      MatrixView(a.attended, rows: rows, columns: configuration.attention.keyOffset), .plain,
      output, .transposed, into: stream, accumulating: true)
    Kernel.rmsNorm(
      a.middle, stride: d, gain: base + places.feedForwardNorm, into: a.middleNormed, stride: d,
      inverse: a.middleInverse, rows: rows, width: d, epsilon: configuration.normEpsilon)
    Kernel.multiply(
      MatrixView(a.middleNormed, rows: rows, columns: d), .plain, gateUp, .transposed,
      into: MatrixView(a.gateUp, rows: rows, columns: 2 * configuration.feedForward))
    Kernel.swiGLU(a.gateUp, into: a.gated, rows: rows, width: configuration.feedForward)
    next.update(from: a.middle, count: rows * d)
    Kernel.multiply(
      MatrixView(a.gated, rows: rows, columns: configuration.feedForward), .plain, down,
      .transposed, into: MatrixView(next, rows: rows, columns: d), accumulating: true)
  }
}
