import Kernels

/// Scratch memory handed out piece by piece and taken back all at once, so that a training step
/// allocates nothing once it has seen its largest batch.
final class Arena {
  private var chunks: [UnsafeMutableBufferPointer<Float>] = []
  private var used = 0
  /// Floats handed out since the last `reset()`.
  private(set) var total = 0

  deinit { release() }

  /// Takes everything back and gives the memory to whoever needs it next.
  func release() {
    for chunk in chunks { chunk.deallocate() }
    chunks = []
    reset()
  }

  /// Takes everything back. What grew in pieces becomes one piece for the next time.
  func reset() {
    if chunks.count > 1 {
      for chunk in chunks { chunk.deallocate() }
      chunks = [Kernel.allocateFloats(total)]
    }
    used = 0
    total = 0
  }

  /// `count` floats, uninitialised, valid until the next `reset()`.
  func take(_ count: Int) -> UnsafeMutablePointer<Float> {
    // Rows start on cache lines.
    let rounded = max(16, (count + 15) & ~15)
    total += rounded
    if let last = chunks.last, let base = last.baseAddress, used + rounded <= last.count {
      used += rounded
      return base + used - rounded
    }
    let chunk = Kernel.allocateFloats(max(rounded, 1 << 16))
    chunks.append(chunk)
    used = rounded
    guard let base = chunk.baseAddress else { preconditionFailure("an allocation has an address") }
    return base
  }
}
