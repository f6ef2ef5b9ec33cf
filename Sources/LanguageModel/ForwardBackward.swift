import Kernels

/// The forward and backward pass of the decoder over packed sequences, for one worker thread.
///
/// It knows tokens and log-probabilities, nothing of training algorithms: the caller turns the
/// log-probabilities into derivatives. Activations live in an arena that grows to the largest batch
/// seen and is then reused.
public final class ForwardBackward {
  let configuration: ModelConfiguration
  let rotary: RotaryTable
  let arena = Arena()
  private let streamArena = Arena()
  var saved: Saved?
  /// Mean entropy in nats of softmax(logits / temperature) over the selected positions of the last
  /// forward pass; 0 when none was selected.
  public private(set) var meanEntropy: Double = 0

  /// What the last forward pass left for the backward.
  struct Saved {
    let parameters: Parameters
    let plan: RowPlan
    let temperature: Float
    /// Blocks below it were not computed here, and get no gradients.
    let firstBlock: Int
    /// From `firstBlock` on.
    let blocks: [BlockActivations]
    /// Residual stream after the last block, one row for each output row.
    let final: UnsafeMutablePointer<Float>
    let finalInverse: UnsafeMutablePointer<Float>
    /// Normalised, one row for each selected position.
    let selected: UnsafeMutablePointer<Float>
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

  /// Gives back the memory of its passes; the next one takes new memory.
  func release() {
    saved = nil
    arena.release()
    streamArena.release()
  }

  /// The residual stream before a block, of one batch: what models that share everything below it continue
  /// from.
  public struct Stream {
    fileprivate let block: Int
    /// [rows of the batch's plan, dimension].
    fileprivate let rows: UnsafeMutablePointer<Float>
  }

  /// Computes the embedding and the blocks below `block` once, for several models in which these are the
  /// same; valid until the next call.
  public func stream(
    before block: Int, _ parameters: Parameters, _ batch: PackedBatch, packed: PackedModel? = nil
  ) -> Stream {
    precondition(block > 0 && block < configuration.layers, "blocks below it and from it on")
    arena.reset()
    streamArena.reset()
    saved = nil
    let plan = checkedPlan(batch)
    let rows = plan.tokens.count
    let output = streamArena.take(rows * configuration.dimension)
    if rows == 0 { return Stream(block: block, rows: output) }
    let packed = packed?.weights ?? PackedWeights(parameters, arena: arena)
    let a = BlockActivations(
      configuration, rows: rows, shared: SharedActivations(configuration, rows: rows, arena: arena),
      arena: arena)
    let scratch = attentionScratch(plan)
    Kernel.gather(
      parameters.embedding, index: plan.tokens, into: a.input, rows: rows,
      width: configuration.dimension)
    for layer in 0..<block {
      let operations = operations(layer, parameters, packed)
      attention(a, operations, plan, scratch: scratch)
      operations.finish(a, next: layer == block - 1 ? output : a.input)
    }
    return Stream(block: block, rows: output)
  }

  /// Log-probabilities (nats) of the selected tokens under softmax(logits / temperature), in the
  /// order of `batch.selected`. Only what these positions depend on is computed: shared prompts
  /// once, the last block's feed-forward and the logits where a token is predicted. Where the batch
  /// allows only some tokens, the softmax is over these.
  ///
  /// With `keepForBackward` false one block's memory serves all blocks: the way to run a reference
  /// policy.
  ///
  /// - Parameters:
  ///   - stream: Where the pass begins, for the same batch; nil for the embedding. The backward pass ends
  ///     there too: what lies below, a tied head with it, gets no gradients.
  ///   - packed: The parameters' matrices, where they are packed already.
  public func forward(
    _ parameters: Parameters, _ batch: PackedBatch, temperature: Float = 1,
    keepForBackward: Bool = true, from stream: Stream? = nil, packed: PackedModel? = nil
  ) -> [Float] {
    precondition(parameters.configuration == configuration, "parameters of another model")
    saved = nil
    arena.reset()
    meanEntropy = 0
    if batch.tokenCount == 0 { return [] }
    let plan = checkedPlan(batch)
    let packed = packed?.weights ?? PackedWeights(parameters, arena: arena)
    let rows = plan.tokens.count
    let d = configuration.dimension
    let first = stream?.block ?? 0
    let lastLayer = configuration.layers - 1
    // The last block has memory of its own shape; the others have one piece together without a backward.
    let others = keepForBackward ? lastLayer - first : min(1, lastLayer - first)
    let shared = SharedActivations(configuration, rows: rows, arena: arena)
    let last = BlockActivations(
      configuration, rows: rows, kept: plan.outputRows.count, shared: shared, arena: arena)
    let blocks =
      (0..<others).map { _ in
        BlockActivations(configuration, rows: rows, shared: shared, arena: arena)
      } + [last]
    func block(_ layer: Int) -> BlockActivations {
      layer == lastLayer ? last : blocks[min(layer - first, others - 1)]
    }
    let final = arena.take(plan.outputRows.count * d)
    let scratch = attentionScratch(plan)
    if let stream {
      block(first).input.update(from: stream.rows, count: rows * d)
    } else {
      Kernel.gather(
        parameters.embedding, index: plan.tokens, into: block(0).input, rows: rows, width: d)
    }
    for layer in first..<configuration.layers {
      let a = block(layer)
      let operations = operations(layer, parameters, packed)
      attention(a, operations, plan, scratch: scratch)
      if layer == lastLayer { keep(plan.outputRows, of: a) }
      operations.finish(a, next: layer == lastLayer ? final : block(layer + 1).input)
    }
    return head(
      final, parameters, packed.head, plan, batch, temperature: temperature, firstBlock: first,
      blocks: blocks, keep: keepForBackward)
  }

  private func checkedPlan(_ batch: PackedBatch) -> RowPlan {
    let plan = RowPlan(batch)
    precondition(plan.longest <= configuration.contextLength, "a sequence exceeds contextLength")
    precondition(
      plan.tokens.allSatisfy { $0 >= 0 && Int($0) < configuration.vocabularySize },
      "a token outside the vocabulary")
    return plan
  }

  private func attentionScratch(_ plan: RowPlan) -> UnsafeMutablePointer<Float> {
    arena.take(Kernel.attentionScratch(keys: plan.longest, shape: configuration.attention))
  }

  private func operations(
    _ layer: Int, _ parameters: Parameters, _ packed: PackedWeights
  ) -> BlockOperations {
    BlockOperations(
      configuration: configuration, weights: BlockWeights(parameters, layer: layer),
      packed: packed.blocks[layer], rotary: rotary)
  }

  /// A block up to attention's output.
  private func attention(
    _ a: BlockActivations, _ operations: BlockOperations, _ plan: RowPlan,
    scratch: UnsafeMutablePointer<Float>
  ) {
    let rows = plan.tokens.count
    a.normaliseInput(operations.weights, configuration, rows: rows)
    convolve(a, operations.weights, plan)
    operations.project(a, positions: plan.positions, rows: rows)
    attend(a, plan, scratch: scratch)
  }

  private func convolve(_ a: BlockActivations, _ weights: BlockWeights, _ plan: RowPlan) {
    let taps = configuration.convolutionWidth
    if taps == 0 { return }
    let d = configuration.dimension
    for segment in plan.segments {
      let past = segment.past(taps: taps)
      Kernel.convolve(
        a.shared.normed + segment.start * d, past: a.shared.normed + past.start * d,
        pastRows: past.count,
        weights: weights.convolution, into: a.mixed + segment.start * d, rows: segment.count,
        width: d, taps: taps)
    }
  }

  private func attend(
    _ a: BlockActivations, _ plan: RowPlan, scratch: UnsafeMutablePointer<Float>
  ) {
    let shape = configuration.attention
    for segment in plan.segments {
      Kernel.attend(
        a.attentionRows(segment.start, segment.count, shape),
        after: segment.promptCount > 0
          ? a.attentionRows(segment.promptStart, segment.promptCount, shape) : nil,
        shape: shape, into: a.attended + segment.start * shape.keyOffset,
        logSumExp: a.logSumExp + segment.start * shape.heads, scratch: scratch)
    }
  }

  /// Past attention only rows count that predict something.
  private func keep(_ rows: [Int32], of a: BlockActivations) {
    let d = configuration.dimension
    Kernel.gather(a.input, index: rows, into: a.keptInput, rows: rows.count, width: d)
    Kernel.gather(
      a.attended, index: rows, into: a.keptAttended, rows: rows.count,
      width: configuration.attention.keyOffset)
  }

  /// Final norm, head and softmax at the selected positions.
  private func head(
    _ final: UnsafeMutablePointer<Float>, _ parameters: Parameters, _ weights: PackedMatrix,
    _ plan: RowPlan, _ batch: PackedBatch, temperature: Float, firstBlock: Int,
    blocks: [BlockActivations], keep: Bool
  ) -> [Float] {
    let count = plan.targets.count
    let outputs = plan.outputRows.count
    let d = configuration.dimension
    let classes = configuration.vocabularySize
    let inverse = arena.take(outputs)
    let normed = arena.take(outputs * d)
    let selected = arena.take(count * d)
    // Without a backward pass the logits of one chunk at a time are enough.
    let chunk = keep ? max(count, 1) : 512
    let probabilities = arena.take(min(chunk, count) * classes)
    Kernel.rmsNorm(
      final, stride: d, gain: parameters.base + parameters.layout.finalNorm, into: normed,
      stride: d, inverse: inverse, rows: outputs, width: d, epsilon: configuration.normEpsilon)
    Kernel.gather(normed, index: plan.outputOf, into: selected, rows: count, width: d)
    var logProbabilities = [Float](repeating: 0, count: count)
    var entropies = logProbabilities
    for first in stride(from: 0, to: count, by: chunk) {
      let rows = min(chunk, count - first)
      Kernel.multiply(
        MatrixView(selected + first * d, rows: rows, columns: d), weights,
        into: MatrixView(probabilities, rows: rows, columns: classes))
      logProbabilities.withUnsafeMutableBufferPointer { picked in
        entropies.withUnsafeMutableBufferPointer { entropy in
          plan.targets.withUnsafeBufferPointer { targets in
            guard let p = picked.baseAddress, let e = entropy.baseAddress,
              let t = targets.baseAddress
            else { return }
            softmax(
              probabilities, first..<first + rows, of: batch, targets: t,
              temperature: temperature, logProbabilities: p, entropies: e)
          }
        }
      }
    }
    if count > 0 { meanEntropy = entropies.reduce(0) { $0 + Double($1) } / Double(count) }
    if keep {
      saved = Saved(
        parameters: parameters, plan: plan, temperature: temperature, firstBlock: firstBlock,
        blocks: blocks, final: final, finalInverse: inverse, selected: selected,
        probabilities: probabilities)
    }
    return logProbabilities
  }

  /// Softmax of the logits of consecutive selected positions; the other pointers are to what
  /// belongs to the first of all positions.
  private func softmax(
    _ logits: UnsafeMutablePointer<Float>, _ positions: Range<Int>, of batch: PackedBatch,
    targets: UnsafePointer<Int32>, temperature: Float,
    logProbabilities: UnsafeMutablePointer<Float>, entropies: UnsafeMutablePointer<Float>
  ) {
    let classes = configuration.vocabularySize
    /// The kernel over rows without a constraint.
    func whole(_ part: Range<Int>) {
      if part.isEmpty { return }
      Kernel.tokenLogProbabilities(
        logits + (part.lowerBound - positions.lowerBound) * classes, rows: part.count,
        classes: classes, targets: targets + part.lowerBound, temperature: temperature,
        logProbabilities: logProbabilities + part.lowerBound,
        entropies: entropies + part.lowerBound)
    }
    if batch.tokenSets.isEmpty { return whole(positions) }
    let constrained = ConstrainedSoftmax(
      classes: classes, temperature: temperature, arena: arena)
    var free = positions.lowerBound
    for position in positions {
      guard let allowed = batch.allowed(at: position) else { continue }
      whole(free..<position)
      free = position + 1
      (logProbabilities[position], entropies[position]) = constrained.pick(
        logits + (position - positions.lowerBound) * classes, target: targets[position],
        among: allowed)
    }
    whole(free..<positions.upperBound)
  }
}

extension RowPlan.Segment {
  /// The rows before the first that a convolution of `taps` taps reaches.
  func past(taps: Int) -> (start: Int, count: Int) {
    let count = min(promptCount, taps - 1)
    return (promptStart + promptCount - count, count)
  }
}

extension BlockActivations {
  /// What attention reads of some rows.
  func attentionRows(_ start: Int, _ count: Int, _ shape: AttentionShape) -> AttentionRows {
    AttentionRows(
      packed: packed + start * shape.packedWidth,
      values: packedRaw + start * shape.packedWidth + shape.valueOffset, count: count)
  }
}
