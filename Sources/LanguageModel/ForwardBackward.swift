import Kernels

/// The forward and backward pass of the decoder over packed sequences, for one worker thread.
///
/// It knows tokens and log-probabilities, nothing of training algorithms: the caller turns the
/// log-probabilities into derivatives. Activations live in an arena that grows to the largest batch
/// seen and is then reused.
public final class ForwardBackward {
  private let configuration: ModelConfiguration
  private let rotary: RotaryTable
  private let arena = Arena()
  private var saved: Saved?
  /// Mean entropy in nats of softmax(logits / temperature) over the selected positions of the last
  /// forward pass; 0 when none was selected.
  public private(set) var meanEntropy: Double = 0

  /// What the last forward pass left for the backward.
  private struct Saved {
    let parameters: Parameters
    let batch: PackedBatch
    let temperature: Float
    let blocks: [BlockActivations]
    let positions: [Int32]
    let readRows: [Int32]
    let targets: [Int32]
    let final: UnsafeMutablePointer<Float>
    let finalInverse: UnsafeMutablePointer<Float>
    let finalNormed: UnsafeMutablePointer<Float>
    let probabilities: UnsafeMutablePointer<Float>
  }

  /// A worker for models of one configuration.
  public convenience init(_ configuration: ModelConfiguration) {
    self.init(configuration, rotary: RotaryTable(configuration))
  }

  init(_ configuration: ModelConfiguration, rotary: RotaryTable) {
    self.configuration = configuration
    self.rotary = rotary
  }

  /// Log-probabilities (nats) of the selected tokens under softmax(logits / temperature), in the
  /// order of `batch.selected`. Logits are computed at these positions only.
  ///
  /// With `keepForBackward` false one block's memory serves all blocks: the way to run a reference
  /// policy.
  public func forward(
    _ parameters: Parameters, _ batch: PackedBatch, temperature: Float = 1,
    keepForBackward: Bool = true
  ) -> [Float] {
    precondition(parameters.configuration == configuration, "parameters of another model")
    saved = nil
    arena.reset()
    meanEntropy = 0
    let rows = batch.tokenCount
    if rows == 0 { return [] }
    let d = configuration.dimension
    let positions = self.positions(batch)
    let blockCount = keepForBackward ? configuration.layers : 1
    let blocks = (0..<blockCount).map { _ in
      BlockActivations(configuration, tokens: rows, arena: arena)
    }
    let last = keepForBackward ? arena.take(rows * d) : blocks[0].input
    let longest = (0..<batch.sequenceCount).map { batch.starts[$0 + 1] - batch.starts[$0] }.max()
    let scratch = arena.take(Kernel.attentionScratch(rows: longest ?? 0))

    precondition(
      batch.tokens.allSatisfy { $0 >= 0 && Int($0) < configuration.vocabularySize },
      "a token outside the vocabulary")
    Kernel.gather(
      parameters.embedding, index: batch.tokens, into: blocks[0].input, rows: rows, width: d)
    for layer in 0..<configuration.layers {
      let a = blocks[keepForBackward ? layer : 0]
      let operations = BlockOperations(
        configuration: configuration, parameters: parameters, layer: layer, rotary: rotary)
      operations.normaliseInput(a, rows: rows)
      convolve(a, parameters: parameters, layer: layer, batch: batch)
      operations.project(a, positions: positions, rows: rows)
      attend(a, batch: batch, scratch: scratch)
      let next = keepForBackward && layer + 1 < blocks.count ? blocks[layer + 1].input : last
      operations.finish(a, next: next, rows: rows)
    }
    return head(
      last, parameters, batch, temperature: temperature, blocks: blocks, positions: positions,
      keep: keepForBackward)
  }

  private func positions(_ batch: PackedBatch) -> [Int32] {
    var positions: [Int32] = []
    positions.reserveCapacity(batch.tokenCount)
    for s in 0..<batch.sequenceCount {
      let length = batch.starts[s + 1] - batch.starts[s]
      precondition(length <= configuration.contextLength, "a sequence longer than contextLength")
      positions.append(contentsOf: 0..<Int32(length))
    }
    return positions
  }

  private func convolve(
    _ a: BlockActivations, parameters: Parameters, layer: Int, batch: PackedBatch
  ) {
    if configuration.convolutionWidth == 0 { return }
    let d = configuration.dimension
    for s in 0..<batch.sequenceCount {
      let start = batch.starts[s]
      Kernel.convolve(
        a.normed + start * d,
        weights: parameters.base + parameters.layout.blocks[layer].convolution,
        into: a.mixed + start * d, rows: batch.starts[s + 1] - start, width: d,
        taps: configuration.convolutionWidth)
    }
  }

  private func attend(
    _ a: BlockActivations, batch: PackedBatch, scratch: UnsafeMutablePointer<Float>
  ) {
    let shape = configuration.attention
    for s in 0..<batch.sequenceCount {
      let start = batch.starts[s]
      Kernel.attend(
        a.packed + start * shape.packedWidth, shape: shape, rows: batch.starts[s + 1] - start,
        into: a.attended + start * shape.keyOffset, logSumExp: a.logSumExp + start * shape.heads,
        scratch: scratch)
    }
  }

  /// Final norm, head and softmax at the selected positions.
  private func head(
    _ last: UnsafeMutablePointer<Float>, _ parameters: Parameters, _ batch: PackedBatch,
    temperature: Float, blocks: [BlockActivations], positions: [Int32], keep: Bool
  ) -> [Float] {
    let count = batch.selectedCount
    let d = configuration.dimension
    let classes = configuration.vocabularySize
    let readRows = batch.selected.map { Int32($0 - 1) }
    let targets = batch.selected.map { batch.tokens[$0] }
    let final = arena.take(count * d)
    let inverse = arena.take(count)
    let normed = arena.take(count * d)
    // Without a backward pass the logits of one chunk at a time are enough.
    let chunk = keep ? max(count, 1) : 512
    let probabilities = arena.take((keep ? count : min(chunk, count)) * classes)
    Kernel.gather(last, index: readRows, into: final, rows: count, width: d)
    Kernel.rmsNorm(
      final, stride: d, gain: parameters.base + parameters.layout.finalNorm, into: normed,
      stride: d, inverse: inverse, rows: count, width: d, epsilon: configuration.normEpsilon)
    var logProbabilities = [Float](repeating: 0, count: count)
    var entropies = logProbabilities
    for first in stride(from: 0, to: count, by: chunk) {
      let rows = min(chunk, count - first)
      let target = MatrixView(probabilities, rows: rows, columns: classes)
      Kernel.multiply(
        MatrixView(normed + first * d, rows: rows, columns: d), .plain,
        MatrixView(parameters.head, rows: classes, columns: d), .transposed, into: target)
      logProbabilities.withUnsafeMutableBufferPointer { picked in
        entropies.withUnsafeMutableBufferPointer { entropy in
          targets.withUnsafeBufferPointer { targets in
            guard let p = picked.baseAddress, let e = entropy.baseAddress,
              let t = targets.baseAddress
            else { return }
            Kernel.softmaxPick(
              probabilities, rows: rows, classes: classes, targets: t + first,
              temperature: temperature, logProbabilities: p + first, entropies: e + first)
          }
        }
      }
    }
    if count > 0 { meanEntropy = entropies.reduce(0) { $0 + Double($1) } / Double(count) }
    if keep {
      saved = Saved(
        parameters: parameters, batch: batch, temperature: temperature, blocks: blocks,
        positions: positions, readRows: readRows, targets: targets, final: final,
        finalInverse: inverse, finalNormed: normed, probabilities: probabilities)
    }
    return logProbabilities
  }

  /// Adds to `gradients` the derivative of a loss whose derivative with respect to each selected
  /// log-probability is given. A position with derivative 0 contributes exactly nothing.
  ///
  /// Uses up the last `forward`, whose parameters must be unchanged since.
  public func backward(logProbabilityGradients: [Float], into gradients: Parameters) {
    guard let saved else {
      precondition(
        logProbabilityGradients.isEmpty, "backward needs a forward pass with keepForBackward")
      return
    }
    self.saved = nil
    precondition(
      logProbabilityGradients.count == saved.batch.selectedCount, "one derivative a position")
    let parameters = saved.parameters
    let batch = saved.batch
    let rows = batch.tokenCount
    let d = configuration.dimension
    let dx = arena.take(rows * d)
    dx.update(repeating: 0, count: rows * d)
    headBackward(saved, logProbabilityGradients, gradients, dx: dx)

    let shape = configuration.attention
    let longest = (0..<batch.sequenceCount).map { batch.starts[$0 + 1] - batch.starts[$0] }.max()
    let work = BackwardWork(
      scratch: arena.take(Kernel.attentionScratch(rows: longest ?? 0)), dx: dx,
      dNormed: arena.take(rows * d), dMixed: arena.take(rows * d),
      dAttended: arena.take(rows * d), dPacked: arena.take(rows * shape.packedWidth),
      dGated: arena.take(rows * configuration.feedForward),
      dGateUp: arena.take(2 * rows * configuration.feedForward))
    for layer in (0..<configuration.layers).reversed() {
      let operations = BlockOperations(
        configuration: configuration, parameters: parameters, layer: layer, rotary: rotary)
      let sink = BlockOperations(
        configuration: configuration, parameters: gradients, layer: layer, rotary: rotary)
      feedForwardBackward(saved.blocks[layer], operations, sink, work, rows: rows)
      attentionBackward(
        saved.blocks[layer], operations, sink, work, batch: batch, positions: saved.positions)
    }
    Kernel.scatterAdd(dx, index: batch.tokens, into: gradients.embedding, rows: rows, width: d)
    gradients.distributeTableGradients()
  }

  private struct BackwardWork {
    let scratch: UnsafeMutablePointer<Float>
    let dx: UnsafeMutablePointer<Float>
    let dNormed: UnsafeMutablePointer<Float>
    let dMixed: UnsafeMutablePointer<Float>
    let dAttended: UnsafeMutablePointer<Float>
    let dPacked: UnsafeMutablePointer<Float>
    let dGated: UnsafeMutablePointer<Float>
    let dGateUp: UnsafeMutablePointer<Float>
  }

  private func headBackward(
    _ saved: Saved, _ derivatives: [Float], _ gradients: Parameters,
    dx: UnsafeMutablePointer<Float>
  ) {
    let count = derivatives.count
    let d = configuration.dimension
    let classes = configuration.vocabularySize
    if count == 0 { return }
    Kernel.softmaxPickBackward(
      saved.probabilities, rows: count, classes: classes, targets: saved.targets,
      temperature: saved.temperature, gradient: derivatives)
    let dLogits = MatrixView(saved.probabilities, rows: count, columns: classes)
    Kernel.multiply(
      dLogits, .transposed, MatrixView(saved.finalNormed, rows: count, columns: d), .plain,
      into: MatrixView(gradients.head, rows: classes, columns: d), accumulating: true)
    let dNormed = arena.take(count * d)
    Kernel.multiply(
      dLogits, .plain, MatrixView(saved.parameters.head, rows: classes, columns: d), .plain,
      into: MatrixView(dNormed, rows: count, columns: d))
    let place = saved.parameters.layout.finalNorm
    Kernel.rmsNormBackward(
      saved.final, stride: d, gain: saved.parameters.base + place, inverse: saved.finalInverse,
      gradient: dNormed, stride: d, into: dNormed, stride: d,
      gainGradient: gradients.base + place, rows: count, width: d, accumulating: false)
    Kernel.scatterAdd(dNormed, index: saved.readRows, into: dx, rows: count, width: d)
  }

  private func feedForwardBackward(
    _ a: BlockActivations, _ operations: BlockOperations, _ sink: BlockOperations,
    _ work: BackwardWork, rows: Int
  ) {
    let d = configuration.dimension
    let f = configuration.feedForward
    let dx = MatrixView(work.dx, rows: rows, columns: d)
    let dGated = MatrixView(work.dGated, rows: rows, columns: f)
    let dGateUp = MatrixView(work.dGateUp, rows: rows, columns: 2 * f)
    Kernel.multiply(dx, .plain, operations.down, .plain, into: dGated)
    Kernel.multiply(
      dx, .transposed, MatrixView(a.gated, rows: rows, columns: f), .plain, into: sink.down,
      accumulating: true)
    Kernel.swiGLUBackward(a.gateUp, gradient: work.dGated, into: work.dGateUp, rows: rows, width: f)
    Kernel.multiply(
      dGateUp, .transposed, MatrixView(a.middleNormed, rows: rows, columns: d), .plain,
      into: sink.gateUp, accumulating: true)
    Kernel.multiply(
      dGateUp, .plain, operations.gateUp, .plain,
      into: MatrixView(work.dNormed, rows: rows, columns: d))
    let place = operations.places.feedForwardNorm
    Kernel.rmsNormBackward(
      a.middle, stride: d, gain: operations.parameters.base + place, inverse: a.middleInverse,
      gradient: work.dNormed, stride: d, into: work.dx, stride: d,
      gainGradient: sink.parameters.base + place, rows: rows, width: d, accumulating: true)
  }

  private func attentionBackward(
    _ a: BlockActivations, _ operations: BlockOperations, _ sink: BlockOperations,
    _ work: BackwardWork, batch: PackedBatch, positions: [Int32]
  ) {
    let rows = batch.tokenCount
    let d = configuration.dimension
    let shape = configuration.attention
    let width = shape.packedWidth
    let dx = MatrixView(work.dx, rows: rows, columns: d)
    let dPacked = MatrixView(work.dPacked, rows: rows, columns: width)
    Kernel.multiply(
      dx, .plain, operations.output, .plain,
      into: MatrixView(work.dAttended, rows: rows, columns: shape.keyOffset))
    Kernel.multiply(
      dx, .transposed, MatrixView(a.attended, rows: rows, columns: shape.keyOffset), .plain,
      into: sink.output, accumulating: true)
    for s in 0..<batch.sequenceCount {
      let start = batch.starts[s]
      Kernel.attendBackward(
        a.packed + start * width, shape: shape, rows: batch.starts[s + 1] - start,
        out: a.attended + start * shape.keyOffset,
        gradient: work.dAttended + start * shape.keyOffset,
        logSumExp: a.logSumExp + start * shape.heads, into: work.dPacked + start * width,
        scratch: work.scratch)
    }
    Kernel.rotate(
      work.dPacked, stride: width, heads: shape.heads + shape.keyValueHeads,
      headWidth: shape.headWidth, cosines: rotary.cosines, sines: rotary.sines,
      positions: positions, rows: rows, inverse: true)
    if configuration.normalisesQueriesAndKeys {
      for head in 0..<shape.heads + shape.keyValueHeads {
        let place = operations.headGain(head)
        let part = head * shape.headWidth
        Kernel.rmsNormBackward(
          a.packedRaw + part, stride: width, gain: operations.parameters.base + place,
          inverse: a.headInverse + head * rows, gradient: work.dPacked + part, stride: width,
          into: work.dPacked + part, stride: width,
          gainGradient: sink.parameters.base + place, rows: rows, width: shape.headWidth,
          accumulating: false)
      }
    }
    Kernel.multiply(
      dPacked, .transposed, MatrixView(a.mixed, rows: rows, columns: d), .plain,
      into: sink.projection, accumulating: true)
    Kernel.multiply(
      dPacked, .plain, operations.projection, .plain,
      into: MatrixView(work.dMixed, rows: rows, columns: d))
    var dNormed = work.dMixed
    if configuration.convolutionWidth > 0 {
      dNormed = work.dNormed
      convolutionBackward(a, operations, sink, work, batch: batch)
    }
    let place = operations.places.attentionNorm
    Kernel.rmsNormBackward(
      a.input, stride: d, gain: operations.parameters.base + place, inverse: a.inputInverse,
      gradient: dNormed, stride: d, into: work.dx, stride: d,
      gainGradient: sink.parameters.base + place, rows: rows, width: d, accumulating: true)
  }

  private func convolutionBackward(
    _ a: BlockActivations, _ operations: BlockOperations, _ sink: BlockOperations,
    _ work: BackwardWork, batch: PackedBatch
  ) {
    let d = configuration.dimension
    let place = operations.places.convolution
    for s in 0..<batch.sequenceCount {
      let start = batch.starts[s]
      Kernel.convolveBackward(
        a.normed + start * d, weights: operations.parameters.base + place,
        gradient: work.dMixed + start * d, into: work.dNormed + start * d,
        weightsGradient: sink.parameters.base + place, rows: batch.starts[s + 1] - start,
        width: d, taps: configuration.convolutionWidth)
    }
  }
}
