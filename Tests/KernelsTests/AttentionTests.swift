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

  private func attend(_ packed: [Float], _ shape: AttentionShape, _ rows: Int) -> (
    out: [Float], logSumExp: [Float]
  ) {
    var out = [Float](repeating: .nan, count: rows * shape.keyOffset)
    var logSumExp = [Float](repeating: .nan, count: rows * shape.heads)
    var scratch = [Float](repeating: .nan, count: Kernel.attentionScratch(rows: rows))
    Kernel.attend(
      packed, shape: shape, rows: rows, into: &out, logSumExp: &logSumExp, scratch: &scratch)
    return (out, logSumExp)
  }

  @Test(arguments: cases)
  func causalAttentionAndItsBackward(_ build: Build, _ shape: AttentionShape, _ rows: Int) {
    let packed = numbers(rows * shape.packedWidth, 1).map { 2 * $0 }
    let gradient = numbers(rows * shape.keyOffset, 2)
    let (out, logSumExp) = build.run { attend(packed, shape, rows) }
    #expect(near(out, ReferenceKernel.attend(packed, shape: shape, rows: rows)))
    var back = [Float](repeating: .nan, count: packed.count)
    var scratch = [Float](repeating: .nan, count: Kernel.attentionScratch(rows: rows))
    build.run {
      Kernel.attendBackward(
        packed, shape: shape, rows: rows, out: out, gradient: gradient, logSumExp: logSumExp,
        into: &back, scratch: &scratch)
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

  @Test(arguments: cases)
  func attentionOverACacheEqualsTheLastRow(_ build: Build, _ shape: AttentionShape, _ rows: Int) {
    let packed = numbers(rows * shape.packedWidth, 3)
    let capacity = 144
    let size = shape.keyValueHeads * capacity * shape.headWidth
    // Stale numbers beyond the last key must not matter.
    var keys = [Float](repeating: 1e3, count: size)
    var values = keys
    var scratch = [Float](repeating: .nan, count: capacity + 32)
    var out = [Float](repeating: 0, count: rows * shape.keyOffset)
    build.run {
      packed.withUnsafeBufferPointer { packed in
        out.withUnsafeMutableBufferPointer { out in
          guard let packed = packed.baseAddress, let out = out.baseAddress else { return }
          for row in 0..<rows {
            let at = packed + row * shape.packedWidth
            Kernel.appendToCache(
              at, shape: shape, keys: &keys, values: &values, capacity: capacity, position: row)
            Kernel.attendCache(
              at, shape: shape, keys: keys, values: values, capacity: capacity, count: row + 1,
              into: out + row * shape.keyOffset, scratch: &scratch)
          }
        }
      }
    }
    #expect(near(out, ReferenceKernel.attend(packed, shape: shape, rows: rows)))
  }
}
