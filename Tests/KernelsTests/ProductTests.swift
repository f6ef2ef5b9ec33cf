import Kernels
import Testing

@Suite struct ProductTests {
  // Full and broken tiles, more than one inner block, a row block's edge, and a right factor that comes
  // from far.
  static let shapes = [
    [1, 1, 1], [3, 5, 7], [6, 16, 8], [64, 33, 40], [70, 128, 17], [13, 20, 400],
    [140, 24, 384], [37, 705, 402],
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

  /// An episode's tokens do not depend on how many are played beside it: neither on the tile that a row falls
  /// into, nor on whether the right factor is asked for ahead.
  @Test(arguments: Build.allCases)
  func aRowIsTheSameBitsHoweverManyAreMultipliedAtOnce(_ build: Build) {
    let (n, k, all) = (705, 402, 70)
    var a = numbers(all * k, 1)
    var b = numbers(k * n, 2)
    var memory = [Float](repeating: .nan, count: PackedMatrix.floatCount(rows: k, columns: n))
    func product(rows m: Int) -> [Float] {
      var c = [Float](repeating: .nan, count: m * n)
      memory.withUnsafeMutableBufferPointer { memory in
        guard let memory = memory.baseAddress else { return }
        _ = view(&a, m, k) { a in
          view(&b, k, n) { b in
            view(&c, m, n) { c in
              build.run { Kernel.multiply(a, Kernel.pack(b, .plain, into: memory), into: c) }
            }
          }
        }
      }
      return c
    }
    let whole = product(rows: all)
    for m in [1, 5, 7, 32, 64] { #expect(product(rows: m)[...] == whole[..<(m * n)]) }
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
