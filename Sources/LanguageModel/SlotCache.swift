import Kernels

/// Keys, values and convolution rows of one episode, all layers.
final class SlotCache {
  private(set) var length = 0
  private(set) var capacity = 0
  private let configuration: ModelConfiguration
  private let precision: Kernel.CachePrecision
  private var memory = UnsafeMutableRawBufferPointer(start: nil, count: 0)
  private let past: UnsafeMutableBufferPointer<Float>

  init(_ configuration: ModelConfiguration, precision: Kernel.CachePrecision) {
    self.configuration = configuration
    self.precision = precision
    let rows = configuration.layers * max(configuration.convolutionWidth - 1, 0)
    past = .allocate(capacity: max(1, rows * configuration.dimension))
    past.initialize(repeating: 0)
  }

  deinit {
    memory.deallocate()
    past.deallocate()
  }

  func reset() {
    length = 0
    past.update(repeating: 0)
  }

  /// Makes room for more tokens and returns the position of the first.
  func extend(by count: Int) -> Int {
    if length + count > capacity { grow(to: max(64, 2 * capacity, (length + count + 7) & ~7)) }
    length += count
    return length - count
  }

  /// Takes over everything another slot holds.
  func copy(_ other: SlotCache) {
    if capacity < other.capacity { grow(to: other.capacity) }
    length = other.length
    _ = past.update(fromContentsOf: other.past)
    guard other.length > 0 else { return }
    let used = (other.length + 7) & ~7
    for part in 0..<parts {
      (base + part * headBytes(capacity)).copyMemory(
        from: other.base + part * headBytes(other.capacity), byteCount: headBytes(used))
    }
  }

  /// Heads of keys and of values, all layers.
  private var parts: Int { 2 * configuration.layers * configuration.keyValueHeads }

  /// Bytes of the keys (or values) of one head.
  private func headBytes(_ capacity: Int) -> Int {
    capacity * configuration.headDimension * precision.byteCount
  }

  /// Keys of one layer, laid out as `Kernel.attendCache` wants them.
  func keys(_ layer: Int) -> UnsafeMutableRawPointer {
    base + 2 * layer * configuration.keyValueHeads * headBytes(capacity)
  }

  /// Values of one layer, [keyValueHeads][capacity][headDimension].
  func values(_ layer: Int) -> UnsafeMutableRawPointer {
    base + (2 * layer + 1) * configuration.keyValueHeads * headBytes(capacity)
  }

  /// The last convolutionWidth - 1 normalised inputs of one layer, oldest first, zeros before the
  /// start.
  func convolutionPast(_ layer: Int) -> UnsafeMutablePointer<Float> {
    guard let base = past.baseAddress else { preconditionFailure("an allocation has an address") }
    return base + layer * (configuration.convolutionWidth - 1) * configuration.dimension
  }

  private var base: UnsafeMutableRawPointer {
    guard let base = memory.baseAddress else { preconditionFailure("a cache in use has memory") }
    return base
  }

  private func grow(to newCapacity: Int) {
    let old = headBytes(capacity)
    let new = headBytes(newCapacity)
    let larger = Kernel.allocate(byteCount: parts * new)
    // Zeros, because lanes past the last key are read before they are masked.
    _ = larger.initializeMemory(as: UInt8.self, repeating: 0)
    if let from = memory.baseAddress, let to = larger.baseAddress {
      for part in 0..<parts {
        (to + part * new).copyMemory(from: from + part * old, byteCount: old)
      }
    }
    memory.deallocate()
    memory = larger
    capacity = newCapacity
  }
}
