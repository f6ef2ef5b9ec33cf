import Kernels

extension ForwardBackward {
  /// Memory of the backward pass, used by one block after the other.
  private struct Work {
    let scratch: UnsafeMutablePointer<Float>
    let weights: UnsafeMutablePointer<Float>
    /// Gradient of the residual stream, [rows, dimension].
    let dx: UnsafeMutablePointer<Float>
    /// The same of the rows that the last block keeps.
    let dKept: UnsafeMutablePointer<Float>
    let dNormed: UnsafeMutablePointer<Float>
    let dMixed: UnsafeMutablePointer<Float>
    let dAttended: UnsafeMutablePointer<Float>
    let dPacked: UnsafeMutablePointer<Float>
    let dGated: UnsafeMutablePointer<Float>
    let dGateUp: UnsafeMutablePointer<Float>
  }

  /// Adds to `gradients` the derivative of a loss whose derivative with respect to each selected
  /// log-probability is given. A position with derivative 0 contributes exactly nothing.
  ///
  /// Uses up the last `forward`, whose parameters must be unchanged since.
  ///
  /// - Parameter hasBlock: Is told of each block, from the last down, when its gradients have been added.
  public func backward(
    logProbabilityGradients: [Float], into gradients: Parameters,
    hasBlock: (Int) -> Void = { _ in }
  ) {
    guard let saved else {
      precondition(
        logProbabilityGradients.isEmpty, "backward needs a forward pass with keepForBackward")
      return
    }
    self.saved = nil
    let plan = saved.plan
    precondition(logProbabilityGradients.count == plan.targets.count, "one derivative a position")
    let work = takeWork(plan)
    headBackward(saved, logProbabilityGradients, gradients, work)
    for layer in (saved.firstBlock..<configuration.layers).reversed() {
      let a = saved.blocks[layer - saved.firstBlock]
      let weights = BlockWeights(saved.parameters, layer: layer)
      let sink = BlockWeights(gradients, layer: layer)
      let isLast = layer == configuration.layers - 1
      feedForwardBackward(a, weights, sink, work, stream: isLast ? work.dKept : work.dx)
      outputBackward(a, weights, sink, work, stream: isLast ? work.dKept : work.dx)
      if isLast { spread(plan.outputRows, work, rows: plan.tokens.count) }
      attentionBackward(a, weights, sink, work, plan)
      hasBlock(layer)
    }
    if saved.firstBlock == 0 {
      Kernel.scatterAdd(
        work.dx, index: plan.tokens, into: gradients.embedding, rows: plan.tokens.count,
        width: configuration.dimension)
    }
    gradients.distributeTableGradients()
  }

  private func takeWork(_ plan: RowPlan) -> Work {
    let c = configuration
    let rows = plan.tokens.count
    let d = c.dimension
    let inner = c.attention.keyOffset
    let largest = max(c.attention.packedWidth, 2 * c.feedForward, c.vocabularySize, d)
    let widest = max(d, inner, c.feedForward)
    return Work(
      scratch: arena.take(
        max(
          Kernel.attentionScratch(keys: plan.longest, shape: c.attention),
          Kernel.gradientScratch(rows: largest, columns: widest))),
      weights: arena.take(PackedMatrix.floatCount(rows: largest, columns: widest)),
      dx: arena.take(rows * d), dKept: arena.take(plan.outputRows.count * d),
      dNormed: arena.take(rows * d), dMixed: arena.take(rows * max(d, inner)),
      dAttended: arena.take(rows * inner),
      dPacked: arena.take(rows * c.attention.packedWidth),
      dGated: arena.take(rows * c.feedForward), dGateUp: arena.take(2 * rows * c.feedForward))
  }

  /// Both halves of y = x Wᵀ: dW += dyᵀ x, where it is wanted, and dx = dy W.
  private func productBackward(
    _ dy: MatrixView, input x: MatrixView, weights: MatrixView, gradient: MatrixView?,
    into dx: MatrixView, _ work: Work
  ) {
    if let gradient {
      Kernel.multiplyTransposed(dy, x, addingInto: gradient, scratch: work.scratch)
    }
    Kernel.multiply(dy, Kernel.pack(weights, into: work.weights), into: dx)
  }

  private func headBackward(
    _ saved: Saved, _ derivatives: [Float], _ gradients: Parameters, _ work: Work
  ) {
    let count = derivatives.count
    let outputs = saved.plan.outputRows.count
    let d = configuration.dimension
    let classes = configuration.vocabularySize
    work.dKept.update(repeating: 0, count: outputs * d)
    if count == 0 { return }
    Kernel.tokenLogProbabilitiesBackward(
      saved.probabilities, rows: count, classes: classes, targets: saved.plan.targets,
      temperature: saved.temperature, gradient: derivatives)
    let dSelected = arena.take(count * d)
    // A head tied to an embedding that is not trained is not trained either.
    let isTrained = saved.firstBlock == 0 || !configuration.tiesHead
    productBackward(
      MatrixView(saved.probabilities, rows: count, columns: classes),
      input: MatrixView(saved.selected, rows: count, columns: d),
      weights: saved.parameters.headMatrix, gradient: isTrained ? gradients.headMatrix : nil,
      into: MatrixView(dSelected, rows: count, columns: d), work)
    Kernel.scatterAdd(
      dSelected, index: saved.plan.outputOf, into: work.dKept, rows: count, width: d)
    let place = saved.parameters.layout.finalNorm
    Kernel.rmsNormBackward(
      saved.final, stride: d, gain: saved.parameters.base + place, inverse: saved.finalInverse,
      gradient: work.dKept, stride: d, into: work.dKept, stride: d,
      gainGradient: gradients.base + place, rows: outputs, width: d, accumulating: false)
  }

  /// From the gradient of the stream after the block to that between attention and feed-forward, in
  /// place.
  private func feedForwardBackward(
    _ a: BlockActivations, _ weights: BlockWeights, _ sink: BlockWeights, _ work: Work,
    stream: UnsafeMutablePointer<Float>
  ) {
    let rows = a.kept
    if rows == 0 { return }
    let d = configuration.dimension
    let f = configuration.feedForward
    a.activate(configuration)
    productBackward(
      MatrixView(stream, rows: rows, columns: d),
      input: MatrixView(a.shared.gated, rows: rows, columns: f), weights: weights.down,
      gradient: sink.down, into: MatrixView(work.dGated, rows: rows, columns: f), work)
    Kernel.swiGLUBackward(a.gateUp, gradient: work.dGated, into: work.dGateUp, rows: rows, width: f)
    a.normaliseMiddle(weights, configuration)
    productBackward(
      MatrixView(work.dGateUp, rows: rows, columns: 2 * f),
      input: MatrixView(a.shared.middleNormed, rows: rows, columns: d), weights: weights.gateUp,
      gradient: sink.gateUp, into: MatrixView(work.dNormed, rows: rows, columns: d), work)
    Kernel.rmsNormBackward(
      a.middle, stride: d, gain: weights.feedForwardNorm, inverse: a.middleInverse,
      gradient: work.dNormed, stride: d, into: stream, stride: d,
      gainGradient: sink.feedForwardNorm, rows: rows, width: d, accumulating: true)
  }

  /// Gradient of attention's output; the stream itself passes through unchanged.
  private func outputBackward(
    _ a: BlockActivations, _ weights: BlockWeights, _ sink: BlockWeights, _ work: Work,
    stream: UnsafeMutablePointer<Float>
  ) {
    let rows = a.kept
    let inner = configuration.attention.keyOffset
    if rows == 0 { return }
    productBackward(
      MatrixView(stream, rows: rows, columns: configuration.dimension),
      input: MatrixView(a.keptAttended, rows: rows, columns: inner), weights: weights.output,
      gradient: sink.output, into: MatrixView(work.dAttended, rows: rows, columns: inner), work)
  }

  /// Puts the gradients of kept rows back to their places among all rows, where the others have
  /// none.
  private func spread(_ kept: [Int32], _ work: Work, rows: Int) {
    let d = configuration.dimension
    let inner = configuration.attention.keyOffset
    work.dMixed.update(from: work.dAttended, count: kept.count * inner)
    work.dAttended.update(repeating: 0, count: rows * inner)
    work.dx.update(repeating: 0, count: rows * d)
    Kernel.scatterAdd(
      work.dMixed, index: kept, into: work.dAttended, rows: kept.count, width: inner)
    Kernel.scatterAdd(work.dKept, index: kept, into: work.dx, rows: kept.count, width: d)
  }

  private func attentionBackward(
    _ a: BlockActivations, _ weights: BlockWeights, _ sink: BlockWeights, _ work: Work,
    _ plan: RowPlan
  ) {
    let rows = plan.tokens.count
    let d = configuration.dimension
    let shape = configuration.attention
    let width = shape.packedWidth
    work.dPacked.update(repeating: 0, count: rows * width)
    for segment in plan.segments {
      let hasPrompt = segment.promptCount > 0
      Kernel.attendBackward(
        a.attentionRows(segment.start, segment.count, shape),
        after: hasPrompt
          ? a.attentionRows(segment.promptStart, segment.promptCount, shape) : nil,
        shape: shape, out: a.attended + segment.start * shape.keyOffset,
        gradient: work.dAttended + segment.start * shape.keyOffset,
        logSumExp: a.logSumExp + segment.start * shape.heads,
        into: work.dPacked + segment.start * width,
        prefixGradient: hasPrompt ? work.dPacked + segment.promptStart * width : nil,
        scratch: work.scratch)
    }
    Kernel.rotate(
      work.dPacked, stride: width, heads: shape.heads + shape.keyValueHeads,
      headWidth: shape.headWidth, cosines: rotary.cosines, sines: rotary.sines,
      positions: plan.positions, rows: rows, inverse: true)
    if configuration.normalisesQueriesAndKeys {
      for head in 0..<shape.heads + shape.keyValueHeads {
        let part = head * shape.headWidth
        Kernel.rmsNormBackward(
          a.packedRaw + part, stride: width, gain: weights.headNorm(head),
          inverse: a.headInverse + head * rows, gradient: work.dPacked + part, stride: width,
          into: work.dPacked + part, stride: width, gainGradient: sink.headNorm(head), rows: rows,
          width: shape.headWidth, accumulating: false)
      }
    }
    a.normaliseInput(weights, configuration, rows: rows)
    productBackward(
      MatrixView(work.dPacked, rows: rows, columns: width),
      input: MatrixView(a.mixed, rows: rows, columns: d), weights: weights.projection,
      gradient: sink.projection, into: MatrixView(work.dMixed, rows: rows, columns: d), work)
    let dNormed = convolutionBackward(a, weights, sink, work, plan)
    Kernel.rmsNormBackward(
      a.input, stride: d, gain: weights.attentionNorm, inverse: a.inputInverse,
      gradient: dNormed, stride: d, into: work.dx, stride: d,
      gainGradient: sink.attentionNorm, rows: rows, width: d, accumulating: true)
  }

  /// The gradient of the normalised input: that of the convolution's result without one.
  private func convolutionBackward(
    _ a: BlockActivations, _ weights: BlockWeights, _ sink: BlockWeights, _ work: Work,
    _ plan: RowPlan
  ) -> UnsafeMutablePointer<Float> {
    let taps = configuration.convolutionWidth
    if taps == 0 { return work.dMixed }
    let d = configuration.dimension
    for segment in plan.segments {
      let past = segment.past(taps: taps)
      Kernel.convolveBackward(
        a.shared.normed + segment.start * d, past: a.shared.normed + past.start * d,
        pastRows: past.count,
        weights: weights.convolution, gradient: work.dMixed + segment.start * d,
        into: work.dNormed + segment.start * d, pastGradient: work.dNormed + past.start * d,
        weightsGradient: sink.convolution, rows: segment.count, width: d, taps: taps)
    }
    return work.dNormed
  }
}
