import Kernels

/// A model made ready for decoding. All decoders of a rollout share one, so that its matrices are
/// packed once and stand in the caches once.
///
/// Immutable, hence `@unchecked`; the parameters must not change as long as it is used.
public final class DecodingModel: @unchecked Sendable {
  let parameters: Parameters
  let rotary: RotaryTable
  private let whole: PackedModel
  var packed: PackedWeights { whole.weights }

  /// Sequences that one worker best decodes together. Each step reads all weights once, for all of
  /// them: the larger the model, the more should share that. But the fewer they are, the more of
  /// their caches stays close to the processor. The rule follows measurements of models of 1 and 5
  /// million weights.
  public var sequencesAtOnce: Int { min(32, max(4, parameters.count / 160_000)) }

  /// Packs the matrices of `parameters`, which takes nearly as much memory again.
  public init(_ parameters: Parameters) {
    self.parameters = parameters
    rotary = RotaryTable(parameters.configuration)
    whole = PackedModel(parameters)
  }
}

/// Decoding with a key-value cache, in lockstep over slots (one episode each), for one thread.
///
/// Slots stand at positions of their own; a slot that is not listed in a step costs nothing, so
/// finished episodes simply drop out. Caches grow with the episodes.
public final class Decoder {
  /// Rows of logits of one step; valid until the decoder's next call.
  public struct LogitRows {
    fileprivate let base: UnsafeMutablePointer<Float>
    /// As many as inputs were listed in `logitsFor`.
    public let count: Int
    /// Logits of a row, one for each token id.
    public let vocabularySize: Int

    /// Logits, before any temperature, of the token that follows the row's input.
    public subscript(row: Int) -> UnsafeBufferPointer<Float> {
      precondition(row >= 0 && row < count, "no such row of logits")
      return UnsafeBufferPointer(start: base + row * vocabularySize, count: vocabularySize)
    }
  }

  private let model: DecodingModel
  private let arena = Arena()
  private var caches: [SlotCache]
  private let limit: Int
  private let precision: Kernel.CachePrecision

  /// A decoder with `slots` empty slots of up to `contextLength` tokens (the model's own limit by
  /// default).
  ///
  /// Keys and values are cached in half precision, which moves log-probabilities by about a
  /// thousandth; in single precision decoding equals the packed forward pass to rounding.
  public init(
    _ model: DecodingModel, slots: Int, contextLength: Int? = nil,
    cachePrecision: Kernel.CachePrecision = .half
  ) {
    self.model = model
    precision = cachePrecision
    let configuration = model.parameters.configuration
    limit = min(contextLength ?? configuration.contextLength, configuration.contextLength)
    caches = (0..<slots).map { _ in SlotCache(configuration, precision: cachePrecision) }
  }

  /// A decoder of its own for `parameters`, which must not change as long as it is used.
  public convenience init(
    _ parameters: Parameters, slots: Int, contextLength: Int? = nil,
    cachePrecision: Kernel.CachePrecision = .half
  ) {
    self.init(
      DecodingModel(parameters), slots: slots, contextLength: contextLength,
      cachePrecision: cachePrecision)
  }

  private var parameters: Parameters { model.parameters }
  private var configuration: ModelConfiguration { model.parameters.configuration }

  /// Slots are the numbers below it.
  public var slotCount: Int { caches.count }

  /// Tokens fed to a slot since it was last emptied: the position of the next one.
  public func length(_ slot: Int) -> Int { caches[slot].length }

  /// Empties a slot for a new episode; its memory is kept for that.
  public func reset(_ slot: Int) { caches[slot].reset() }

  /// Moves a slot on as if `count` tokens had been fed to it, with nothing in their place: for measuring what
  /// a token costs at some length.
  package func skip(_ slot: Int, _ count: Int) { _ = caches[slot].extend(by: count) }

  /// Makes `target` continue from everything fed to `source`: rollouts of one game share the
  /// computation of its opening.
  public func copy(_ source: Int, to target: Int) { caches[target].copy(caches[source]) }

  /// Feeds tokens to slots and returns logits of the next token for the inputs whose indices are in
  /// `logitsFor`, in that order.
  ///
  /// A slot may be listed several times, one after the other: its tokens are taken in the order of
  /// the list, which feeds a whole observation in one call.
  public func step(
    _ inputs: [(slot: Int, token: Int32)], logitsFor wanted: [Int]
  ) -> LogitRows {
    arena.reset()
    let rows = inputs.count
    let d = configuration.dimension
    let classes = configuration.vocabularySize
    if rows == 0 { return LogitRows(base: arena.take(0), count: 0, vocabularySize: classes) }
    let runs = advance(inputs)
    let positions = runs.flatMap { Int32($0.first)..<Int32($0.first + $0.rows.count) }
    let a = BlockActivations(
      configuration, rows: rows, shared: SharedActivations(configuration, rows: rows, arena: arena),
      arena: arena)
    let longest = runs.map { $0.first + $0.rows.count }.max() ?? 0
    let scratch = arena.take(Kernel.cacheScratch(keys: longest))
    Kernel.gather(
      parameters.embedding, index: inputs.map(\.token), into: a.input, rows: rows, width: d)
    for layer in 0..<configuration.layers {
      let operations = BlockOperations(
        configuration: configuration, weights: BlockWeights(parameters, layer: layer),
        packed: model.packed.blocks[layer], rotary: model.rotary)
      a.normaliseInput(operations.weights, configuration, rows: rows)
      if configuration.convolutionWidth > 0 { convolve(a, operations.weights, runs, layer: layer) }
      operations.project(a, positions: positions, rows: rows)
      attend(a, runs, layer: layer, scratch: scratch)
      operations.finish(a, next: a.input)
    }
    return head(a.input, wanted)
  }

  /// Feeds `tokens` to one slot and returns the logits after the last of them.
  public func prefill(_ slot: Int, _ tokens: [Int32]) -> LogitRows {
    precondition(!tokens.isEmpty, "prefill needs a token")
    return step(tokens.map { (slot, $0) }, logitsFor: [tokens.count - 1])
  }

  /// Consecutive inputs of one slot.
  private struct Run {
    let slot: Int
    let rows: Range<Int>
    /// Position of the first.
    let first: Int
  }

  /// Gives the inputs their positions and makes room for them.
  private func advance(_ inputs: [(slot: Int, token: Int32)]) -> [Run] {
    var runs: [Run] = []
    var start = 0
    for index in inputs.indices {
      let (slot, token) = inputs[index]
      precondition(
        token >= 0 && Int(token) < configuration.vocabularySize, "a token outside the vocabulary")
      if index + 1 < inputs.count && inputs[index + 1].slot == slot { continue }
      let rows = start..<index + 1
      precondition(
        caches[slot].length + rows.count <= limit, "a slot longer than contextLength")
      runs.append(Run(slot: slot, rows: rows, first: caches[slot].extend(by: rows.count)))
      start = index + 1
    }
    return runs
  }

  private func convolve(
    _ a: BlockActivations, _ weights: BlockWeights, _ runs: [Run], layer: Int
  ) {
    let d = configuration.dimension
    let taps = configuration.convolutionWidth
    for run in runs {
      let normed = a.shared.normed + run.rows.lowerBound * d
      let past = caches[run.slot].convolutionPast(layer)
      Kernel.convolve(
        normed, past: past, pastRows: taps - 1, weights: weights.convolution,
        into: a.mixed + run.rows.lowerBound * d, rows: run.rows.count, width: d, taps: taps)
      // What the next token will look back on: the newest taps - 1 rows.
      let fresh = min(run.rows.count, taps - 1)
      past.update(from: past + fresh * d, count: (taps - 1 - fresh) * d)
      (past + (taps - 1 - fresh) * d).update(
        from: normed + (run.rows.count - fresh) * d, count: fresh * d)
    }
  }

  private func attend(
    _ a: BlockActivations, _ runs: [Run], layer: Int, scratch: UnsafeMutablePointer<Float>
  ) {
    let shape = configuration.attention
    for run in runs {
      let cache = caches[run.slot]
      let packed = a.packed + run.rows.lowerBound * shape.packedWidth
      let raw = a.packedRaw + run.rows.lowerBound * shape.packedWidth
      for row in 0..<run.rows.count {
        Kernel.appendToCache(
          keyRow: packed + row * shape.packedWidth + shape.keyOffset,
          valueRow: raw + row * shape.packedWidth + shape.valueOffset, shape: shape,
          keys: cache.keys(layer), values: cache.values(layer), precision: precision,
          capacity: cache.capacity, position: run.first + row)
      }
      Kernel.attendCache(
        packed, rows: run.rows.count, shape: shape, keys: cache.keys(layer),
        values: cache.values(layer), precision: precision, capacity: cache.capacity,
        first: run.first,
        into: a.attended + run.rows.lowerBound * shape.keyOffset, scratch: scratch)
    }
  }

  private func head(_ last: UnsafeMutablePointer<Float>, _ wanted: [Int]) -> LogitRows {
    let d = configuration.dimension
    let classes = configuration.vocabularySize
    let final = arena.take(wanted.count * d)
    let inverse = arena.take(wanted.count)
    let logits = arena.take(wanted.count * classes)
    Kernel.gather(
      last, index: wanted.map { Int32($0) }, into: final, rows: wanted.count, width: d)
    Kernel.rmsNorm(
      final, stride: d, gain: parameters.base + parameters.layout.finalNorm, into: final,
      stride: d, inverse: inverse, rows: wanted.count, width: d,
      epsilon: configuration.normEpsilon)
    Kernel.multiply(
      MatrixView(final, rows: wanted.count, columns: d), model.packed.head,
      into: MatrixView(logits, rows: wanted.count, columns: classes))
    return LogitRows(base: logits, count: wanted.count, vocabularySize: classes)
  }
}
