import Foundation
import Kernels
import Testing

@Suite struct AttentionTests {
  static let cases: [(Build, AttentionShape, Int)] = Build.allCases.flatMap { build in
    [
      (build, AttentionShape(heads: 2, keyValueHeads: 2, headWidth: 8), 1),
      (build, AttentionShape(heads: 4, keyValueHeads: 2, headWidth: 16), 37),
      // Longer than two blocks of queries, with an odd end.
      (build, AttentionShape(heads: 2, keyValueHeads: 1, headWidth: 40), 141),
    ]
  }

  /// Calls `body` with the packed rows cut after `prefix` rows: what comes before and what attends.
  private func split<R>(
    _ packed: [Float], _ shape: AttentionShape, _ rows: Int, prefix: Int,
    _ body: (_ own: AttentionRows, _ before: AttentionRows?) -> R
  ) -> R? {
    var packed = packed
    return packed.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { base in
        func part(_ start: Int, _ count: Int) -> AttentionRows {
          let first = base + start * shape.packedWidth
          return AttentionRows(packed: first, values: first + shape.valueOffset, count: count)
        }
        return body(part(prefix, rows - prefix), prefix > 0 ? part(0, prefix) : nil)
      }
    }
  }

  private func attend(_ packed: [Float], _ shape: AttentionShape, _ rows: Int, prefix: Int = 0) -> (
    out: [Float], logSumExp: [Float]
  ) {
    let own = rows - prefix
    var out = [Float](repeating: .nan, count: own * shape.keyOffset)
    var logSumExp = [Float](repeating: .nan, count: own * shape.heads)
    var scratch = [Float](
      repeating: .nan, count: Kernel.attentionScratch(keys: rows, shape: shape))
    _ = split(packed, shape, rows, prefix: prefix) {
      Kernel.attend(
        $0, after: $1, shape: shape, into: &out, logSumExp: &logSumExp, scratch: &scratch)
    }
    return (out, logSumExp)
  }

  @Test(arguments: cases)
  func causalAttentionAndItsBackward(_ build: Build, _ shape: AttentionShape, _ rows: Int) {
    let packed = numbers(rows * shape.packedWidth, 1).map { 2 * $0 }
    let gradient = numbers(rows * shape.keyOffset, 2)
    let (out, logSumExp) = build.run { attend(packed, shape, rows) }
    #expect(near(out, ReferenceKernel.attend(packed, shape: shape, rows: rows)))
    var back = [Float](repeating: 0, count: packed.count)
    var scratch = [Float](
      repeating: .nan, count: Kernel.attentionScratch(keys: rows, shape: shape))
    _ = build.run {
      split(packed, shape, rows, prefix: 0) { own, _ in
        Kernel.attendBackward(
          own, shape: shape, out: out, gradient: gradient, logSumExp: logSumExp, into: &back,
          scratch: &scratch)
      }
    }
    let expected = ReferenceKernel.attendBackward(
      packed, shape: shape, rows: rows, gradient: gradient)
    #expect(near(back, expected, 5e-5))
  }

  // Rows that continue a prompt give what the same rows give at the end of the whole sequence.
  @Test(arguments: cases.filter { $0.2 > 1 }, [1, 16, 21])
  func attentionAfterAPromptAndItsBackward(
    _ what: (Build, AttentionShape, Int), _ prefix: Int
  ) {
    let (build, shape, rows) = what
    let packed = numbers(rows * shape.packedWidth, 1).map { 2 * $0 }
    let cut = prefix * shape.keyOffset
    // Only the rows after the prompt carry a gradient.
    let gradient =
      [Float](repeating: 0, count: cut)
      + Array(numbers(rows * shape.keyOffset, 2)[cut...])
    let (out, logSumExp) = build.run { attend(packed, shape, rows, prefix: prefix) }
    #expect(near(out, Array(ReferenceKernel.attend(packed, shape: shape, rows: rows)[cut...])))
    var back = [Float](repeating: 0, count: packed.count)
    var scratch = [Float](
      repeating: .nan, count: Kernel.attentionScratch(keys: rows, shape: shape))
    _ = build.run {
      split(packed, shape, rows, prefix: prefix) { own, before in
        back.withUnsafeMutableBufferPointer { back in
          guard let base = back.baseAddress else { return }
          Kernel.attendBackward(
            own, after: before, shape: shape, out: out, gradient: Array(gradient[cut...]),
            logSumExp: logSumExp, into: base + prefix * shape.packedWidth, prefixGradient: base,
            scratch: &scratch)
        }
      }
    }
    let expected = ReferenceKernel.attendBackward(
      packed, shape: shape, rows: rows, gradient: gradient)
    #expect(near(back, expected, 5e-5))
  }

  @Test func theTwinsBackwardEqualsFiniteDifferences() {
    let shape = AttentionShape(heads: 2, keyValueHeads: 1, headWidth: 8)
    let packed = numbers(5 * shape.packedWidth, 1)
    let gradient = numbers(5 * shape.keyOffset, 2)
    let slopes = differences(packed, gradient) {
      ReferenceKernel.attend($0, shape: shape, rows: 5)
    }
    let back = ReferenceKernel.attendBackward(packed, shape: shape, rows: 5, gradient: gradient)
    #expect(near(slopes, back, 1e-3))
  }

  // Keys and values are kept in half precision: numbers that it represents exactly show that
  // nothing else is lost.
  @Test(arguments: cases, [(1, Kernel.CachePrecision.half), (3, .single), (16, .half)])
  func attentionOverACacheEqualsAttention(
    _ what: (Build, AttentionShape, Int), _ how: (Int, Kernel.CachePrecision)
  ) {
    let (build, shape, rows) = what
    let (rowsAtOnce, precision) = how
    let packed = numbers(rows * shape.packedWidth, 3).map { ($0 * 256).rounded() / 256 }
    let capacity = 144
    let size = shape.keyValueHeads * capacity * shape.headWidth
    // Stale numbers beyond the last key must not matter.
    var keys = [UInt16](repeating: 0x63D0, count: size * precision.byteCount / 2)
    var values = keys
    var scratch = [Float](repeating: .nan, count: Kernel.cacheScratch(keys: capacity))
    var out = [Float](repeating: 0, count: rows * shape.keyOffset)
    build.run {
      packed.withUnsafeBufferPointer { packed in
        out.withUnsafeMutableBufferPointer { out in
          guard let packed = packed.baseAddress, let out = out.baseAddress else { return }
          for first in stride(from: 0, to: rows, by: rowsAtOnce) {
            let count = min(rowsAtOnce, rows - first)
            for row in first..<first + count {
              let at = packed + row * shape.packedWidth
              Kernel.appendToCache(
                keyRow: at + shape.keyOffset, valueRow: at + shape.valueOffset, shape: shape,
                keys: &keys, values: &values, precision: precision, capacity: capacity,
                position: row)
            }
            Kernel.attendCache(
              packed + first * shape.packedWidth, rows: count, shape: shape, keys: keys,
              values: values, precision: precision, capacity: capacity, first: first,
              into: out + first * shape.keyOffset, scratch: &scratch)
          }
        }
      }
    }
    #expect(near(out, ReferenceKernel.attend(packed, shape: shape, rows: rows)))
  }

  @Test(arguments: Build.allCases)
  func aCacheRoundsToTheNearestHalf(_ build: Build) {
    let shape = AttentionShape(heads: 1, keyValueHeads: 1, headWidth: 8)
    let row: [Float] = [0, 1, -2.0009766, 0.1, 65504, 6e-8, 1e-9, -0.33333334]
    var keys = [UInt16](repeating: 0, count: 64)
    var values = keys
    build.run {
      Kernel.appendToCache(
        keyRow: row, valueRow: row, shape: shape, keys: &keys, values: &values,
        precision: .half, capacity: 8, position: 3)
    }
    let expected: [UInt16] = row.map { Float16($0).bitPattern }
    let column: [UInt16] = (0..<8).map { keys[$0 * 8 + 3] }
    #expect(Array(values[24..<32]) == expected)
    #expect(column == expected)
  }
}
