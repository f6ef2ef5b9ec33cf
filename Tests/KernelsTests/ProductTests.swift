import Kernels
import Testing

@Suite struct ProductTests {
  // Full and broken tiles, more than one inner block, and a row block's edge.
  static let shapes = [
    [1, 1, 1], [3, 5, 7], [6, 16, 8], [64, 33, 40], [70, 128, 17], [13, 20, 400],
    [140, 24, 384],
  ]

  /// A view of the array's memory for the length of `body`.
  private func view<R>(
    _ values: inout [Float], _ rows: Int, _ columns: Int, _ body: (MatrixView) -> R
  ) -> R? {
    values.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { body(MatrixView($0, rows: rows, columns: columns)) }
    }
  }

  @Test(arguments: Build.allCases, shapes)
  func productsWithAPackedFactorEqualTheTripleLoop(_ build: Build, _ shape: [Int]) {
    let (m, n, k) = (shape[0], shape[1], shape[2])
    for turned in [false, true] {
      var a = numbers(m * k, 1)
      var b = numbers(k * n, 2)
      var addend = numbers(m * n, 3)
      let product = ReferenceKernel.multiply(
        a, transposed: false, b, transposed: turned, m: m, n: n, k: k)
      let sum = zip(product, addend).map { $0 + $1 }
      var plain = [Float](repeating: .nan, count: m * n)
      var added = plain
      var memory = [Float](
        repeating: .nan, count: PackedMatrix.floatCount(rows: k, columns: n))
      memory.withUnsafeMutableBufferPointer { memory in
        guard let memory = memory.baseAddress else { return }
        _ = view(&a, m, k) { a in
          view(&b, turned ? n : k, turned ? k : n) { b in
            view(&addend, m, n) { addend in
              view(&plain, m, n) { plain in
                view(&added, m, n) { added in
                  build.run {
                    let packed = Kernel.pack(b, turned ? .transposed : .plain, into: memory)
                    Kernel.multiply(a, packed, into: plain)
                    Kernel.multiply(a, packed, adding: addend, into: added)
                    Kernel.multiply(a, packed, adding: addend, into: addend)
                  }
                }
              }
            }
          }
        }
      }
      #expect(near(plain, product) && near(added, sum))
      // The addend may be the result itself.
      #expect(near(addend, sum))
    }
  }

  @Test(arguments: Build.allCases, shapes)
  func gradientsOfWeightsEqualTheTripleLoop(_ build: Build, _ shape: [Int]) {
    let (m, n, k) = (shape[0], shape[1], shape[2])
    var a = numbers(k * m, 1)
    var b = numbers(k * n, 2)
    let before = numbers(m * n, 3)
    var c = before
    var scratch = [Float](
      repeating: .nan, count: Kernel.gradientScratch(rows: m, columns: n))
    _ = view(&a, k, m) { a in
      view(&b, k, n) { b in
        view(&c, m, n) { c in
          build.run { Kernel.multiplyTransposed(a, b, addingInto: c, scratch: &scratch) }
        }
      }
    }
    let product = ReferenceKernel.multiply(
      a, transposed: true, b, transposed: false, m: m, n: n, k: k)
    #expect(near(c, zip(product, before).map { $0 + $1 }))
  }

  @Test(arguments: Build.allCases)
  func wholeBufferSums(_ build: Build) {
    build.run {
      var x = numbers(37, 1)
      let y = numbers(37, 2)
      let expected = zip(x, y).map { $0 - 0.25 * $1 }
      Kernel.addScaled(&x, y, alpha: -0.25, count: 37)
      #expect(near(x, expected))
      let square = x.reduce(0.0) { $0 + Double($1) * Double($1) }
      #expect(abs(Kernel.sumOfSquares(x, count: 37) - square) < 1e-12)
    }
  }

  @Test func thePortableBuildCanBeForcedOnOneThread() {
    Build.portable.run { #expect(!Kernel.usesAVX2) }
  }
}
