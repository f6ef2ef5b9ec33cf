extension GGUFEncoding {
  /// Writes `count` values, a multiple of `blockCount`, that are stored from `source` on.
  func dequantise(_ source: UnsafeRawPointer, count: Int, into target: UnsafeMutablePointer<Float>)
  {
    switch self {
    case .float32:
      for i in 0..<count {
        let bits = source.loadUnaligned(fromByteOffset: 4 * i, as: UInt32.self)
        target[i] = Float(bitPattern: UInt32(littleEndian: bits))
      }
    case .float16:
      for i in 0..<count { target[i] = half(source + 2 * i) }
    case .q8_0:
      forEachBlock(source, count: count, into: target) { block, values in
        let scale = half(block)
        for j in 0..<32 {
          values[j] = scale * Float(block.load(fromByteOffset: 2 + j, as: Int8.self))
        }
      }
    case .q4_0:
      forEachBlock(source, count: count, into: target) { block, values in
        let scale = half(block)
        for j in 0..<16 {
          let pair = Int32(block.load(fromByteOffset: 2 + j, as: UInt8.self))
          values[j] = scale * Float((pair & 15) &- 8)
          values[j + 16] = scale * Float((pair >> 4) &- 8)
        }
      }
    case .q4_1:
      forEachBlock(source, count: count, into: target) { block, values in
        let scale = half(block)
        let minimum = half(block + 2)
        for j in 0..<16 {
          let pair = Int32(block.load(fromByteOffset: 4 + j, as: UInt8.self))
          values[j] = scale * Float(pair & 15) + minimum
          values[j + 16] = scale * Float(pair >> 4) + minimum
        }
      }
    }
  }

  @inline(__always)
  private func forEachBlock(
    _ source: UnsafeRawPointer, count: Int, into target: UnsafeMutablePointer<Float>,
    _ body: (UnsafeRawPointer, UnsafeMutablePointer<Float>) -> Void
  ) {
    for block in 0..<count / blockCount {
      body(source + block * blockBytes, target + block * blockCount)
    }
  }
}

/// A number in half precision. Conversion by the library takes a call for each value where the
/// processor's own instruction is not assumed; this is plain arithmetic, exact for all values.
@inline(__always)
private func half(_ source: UnsafeRawPointer) -> Float {
  let bits = UInt32(UInt16(littleEndian: source.loadUnaligned(as: UInt16.self)))
  let magnitude = bits & 0x7FFF
  // The exponent's bias is 15 in half precision and 127 in single: a factor of 2^112. Subnormal
  // numbers come out right too. Infinities and NaNs keep an exponent of all ones.
  let finite = (Float(bitPattern: magnitude << 13) * 0x1p112).bitPattern
  let value = magnitude >= 0x7C00 ? magnitude << 13 | 0x7F80_0000 : finite
  return Float(bitPattern: value | (bits & 0x8000) << 16)
}
