import Kernels

/// Keys, values and convolution rows of one episode, all layers.
final class SlotCache {
  private(set) var length = 0
  private(set) var capacity = 0
  private let configuration: ModelConfiguration
  private var memory = UnsafeMutableBufferPointer<Float>(start: nil, count: 0)
  private let past: UnsafeMutableBufferPointer<Float>

  init(_ configuration: ModelConfiguration) {
    self.configuration = configuration
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

  /// Makes room for one more token and returns its position.
  func extend() -> Int {
    if length == capacity { grow(to: max(64, 2 * capacity)) }
    length += 1
    return length - 1
  }

  /// Floats of the keys (or values) of one head.
  private func headCount(_ capacity: Int) -> Int { capacity * configuration.headDimension }

  /// Keys of one layer, laid out as `Kernel.attendCache` wants them.
  func keys(_ layer: Int) -> UnsafeMutablePointer<Float> {
    base + 2 * layer * configuration.keyValueHeads * headCount(capacity)
  }

  /// Values of one layer.
  func values(_ layer: Int) -> UnsafeMutablePointer<Float> {
    base + (2 * layer + 1) * configuration.keyValueHeads * headCount(capacity)
  }

  /// The last convolutionWidth - 1 normalised inputs of one layer, oldest first, zeros before the
  /// start.
  func convolutionPast(_ layer: Int) -> UnsafeMutablePointer<Float> {
    guard let base = past.baseAddress else { preconditionFailure("an allocation has an address") }
    return base + layer * (configuration.convolutionWidth - 1) * configuration.dimension
  }

  private var base: UnsafeMutablePointer<Float> {
    guard let base = memory.baseAddress else { preconditionFailure("a cache in use has memory") }
    return base
  }

  private func grow(to newCapacity: Int) {
    let parts = 2 * configuration.layers * configuration.keyValueHeads
    let old = headCount(capacity)
    let new = headCount(newCapacity)
    let larger = UnsafeMutableBufferPointer<Float>.allocate(capacity: parts * new)
    // Zeros, because lanes past the last key are read before they are masked.
    larger.initialize(repeating: 0)
    if let from = memory.baseAddress, let to = larger.baseAddress {
      for part in 0..<parts { (to + part * new).update(from: from + part * old, count: old) }
    }
    memory.deallocate()
    memory = larger
    capacity = newCapacity
  }
}
