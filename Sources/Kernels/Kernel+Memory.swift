import CKernels

extension Kernel {
  /// Uninitialised memory that starts on a cache line, so that vectors of eight never straddle two; in
  /// large pages where there is much of it and the system has them. The caller deallocates it.
  public static func allocate(byteCount: Int) -> UnsafeMutableRawBufferPointer {
    let page = 2 << 20
    guard byteCount >= 2 * page else { return .allocate(byteCount: byteCount, alignment: 64) }
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: byteCount, alignment: page)
    ck_prefer_large_pages(memory.baseAddress, byteCount)
    return memory
  }

  /// The same for so many floats.
  public static func allocateFloats(_ count: Int) -> UnsafeMutableBufferPointer<Float> {
    allocate(byteCount: count * MemoryLayout<Float>.stride).bindMemory(to: Float.self)
  }
}
