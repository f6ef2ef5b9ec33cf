import Kernels

/// Decoding with a key-value cache, in lockstep over slots (one episode each), for one thread.
///
/// Slots stand at positions of their own; a slot that is not listed in a step costs nothing, so
/// finished episodes simply drop out. Caches grow with the episodes.
public final class Decoder {
  /// Rows of logits of one step; valid until the decoder's next call.
  public struct LogitRows {
    fileprivate let base: UnsafeMutablePointer<Float>
    /// Number of rows.
    public let count: Int
    /// Floats a row.
    public let vocabularySize: Int

    /// Logits of one row.
    public subscript(row: Int) -> UnsafeBufferPointer<Float> {
      precondition(row >= 0 && row < count, "no such row of logits")
      return UnsafeBufferPointer(start: base + row * vocabularySize, count: vocabularySize)
    }
  }

  private let parameters: Parameters
  private let configuration: ModelConfiguration
  private let rotary: RotaryTable
  private let arena = Arena()
  private var caches: [SlotCache]
  private let limit: Int

  /// A decoder with `slots` empty slots of up to `contextLength` tokens (the model's own limit by
  /// default). The parameters must not change while episodes are under way.
  public init(_ parameters: Parameters, slots: Int, contextLength: Int? = nil) {
    self.parameters = parameters
    configuration = parameters.configuration
    rotary = RotaryTable(configuration)
    limit = min(contextLength ?? configuration.contextLength, configuration.contextLength)
    let configuration = configuration
    caches = (0..<slots).map { _ in SlotCache(configuration) }
  }

  /// Number of slots.
  public var slotCount: Int { caches.count }

  /// Tokens fed to a slot so far.
  public func length(_ slot: Int) -> Int { caches[slot].length }

  /// Empties a slot for a new episode.
  public func reset(_ slot: Int) { caches[slot].reset() }

  /// Feeds tokens to slots and returns logits of the next token for the inputs whose indices are in
  /// `logitsFor`, in that order.
  ///
  /// A slot may be listed several times: its tokens are taken in the order of the list, which feeds
  /// a whole observation in one call.
  public func step(
    _ inputs: [(slot: Int, token: Int32)], logitsFor wanted: [Int]
  ) -> LogitRows {
    arena.reset()
    let rows = inputs.count
    let d = configuration.dimension
    let classes = configuration.vocabularySize
    if rows == 0 { return LogitRows(base: arena.take(0), count: 0, vocabularySize: classes) }
    let positions = advance(inputs)
    let a = BlockActivations(configuration, tokens: rows, arena: arena)
    let longest = positions.max().map { Int($0) + 1 } ?? 0
    let scratch = arena.take(longest + 64)
    Kernel.gather(
      parameters.embedding, index: inputs.map(\.token), into: a.input, rows: rows, width: d)
    for layer in 0..<configuration.layers {
      let operations = BlockOperations(
        configuration: configuration, parameters: parameters, layer: layer, rotary: rotary)
      operations.normaliseInput(a, rows: rows)
      if configuration.convolutionWidth > 0 { convolve(a, inputs, layer: layer) }
      operations.project(a, positions: positions, rows: rows)
      attend(a, inputs, positions, layer: layer, scratch: scratch)
      operations.finish(a, next: a.input, rows: rows)
    }
    return head(a.input, wanted)
  }

  /// Feeds `tokens` to one slot and returns the logits after the last of them.
  public func prefill(_ slot: Int, _ tokens: [Int32]) -> LogitRows {
    precondition(!tokens.isEmpty, "prefill needs a token")
    return step(tokens.map { (slot, $0) }, logitsFor: [tokens.count - 1])
  }

  /// Gives each input its position and makes room for it.
  private func advance(_ inputs: [(slot: Int, token: Int32)]) -> [Int32] {
    inputs.map { slot, token in
      precondition(
        token >= 0 && Int(token) < configuration.vocabularySize, "a token outside the vocabulary")
      precondition(caches[slot].length < limit, "a slot longer than contextLength")
      return Int32(caches[slot].extend())
    }
  }

  private func convolve(
    _ a: BlockActivations, _ inputs: [(slot: Int, token: Int32)], layer: Int
  ) {
    let d = configuration.dimension
    let taps = configuration.convolutionWidth
    // [taps] rows: those before, oldest first, then the new one.
    let window = arena.take(taps * d)
    let result = arena.take(taps * d)
    let weights = parameters.base + parameters.layout.blocks[layer].convolution
    for (row, input) in inputs.enumerated() {
      let past = caches[input.slot].convolutionPast(layer)
      window.update(from: past, count: (taps - 1) * d)
      (window + (taps - 1) * d).update(from: a.normed + row * d, count: d)
      Kernel.convolve(window, weights: weights, into: result, rows: taps, width: d, taps: taps)
      (a.mixed + row * d).update(from: result + (taps - 1) * d, count: d)
      past.update(from: window + d, count: (taps - 1) * d)
    }
  }

  private func attend(
    _ a: BlockActivations, _ inputs: [(slot: Int, token: Int32)], _ positions: [Int32],
    layer: Int, scratch: UnsafeMutablePointer<Float>
  ) {
    let shape = configuration.attention
    for (row, input) in inputs.enumerated() {
      let cache = caches[input.slot]
      let packed = a.packed + row * shape.packedWidth
      Kernel.appendToCache(
        packed, shape: shape, keys: cache.keys(layer), values: cache.values(layer),
        capacity: cache.capacity, position: Int(positions[row]))
      Kernel.attendCache(
        packed, shape: shape, keys: cache.keys(layer), values: cache.values(layer),
        capacity: cache.capacity, count: Int(positions[row]) + 1,
        into: a.attended + row * shape.keyOffset, scratch: scratch)
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
      MatrixView(final, rows: wanted.count, columns: d), .plain,
      MatrixView(parameters.head, rows: classes, columns: d), .transposed,
      into: MatrixView(logits, rows: wanted.count, columns: classes))
    return LogitRows(base: logits, count: wanted.count, vocabularySize: classes)
  }
}
