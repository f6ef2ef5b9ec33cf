import Kernels
import Testing

@Suite struct ProductTests {
  @Test(arguments: [[1, 1, 1], [3, 5, 7], [64, 33, 40], [70, 128, 17]])
  func productsOfEveryOrientationEqualTheTripleLoop(_ shape: [Int]) {
    let (m, n, k) = (shape[0], shape[1], shape[2])
    for (ta, tb) in [(false, false), (false, true), (true, false), (true, true)] {
      var a = numbers(m * k, 1)
      var b = numbers(k * n, 2)
      let expected = ReferenceKernel.multiply(
        a, transposed: ta, b, transposed: tb, m: m, n: n, k: k)
      for accumulating in [false, true] {
        let before = numbers(m * n, 3)
        var c = before
        a.withUnsafeMutableBufferPointer { a in
          b.withUnsafeMutableBufferPointer { b in
            c.withUnsafeMutableBufferPointer { c in
              guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress
              else { return }
              Kernel.multiply(
                MatrixView(a, rows: ta ? k : m, columns: ta ? m : k), ta ? .transposed : .plain,
                MatrixView(b, rows: tb ? n : k, columns: tb ? k : n), tb ? .transposed : .plain,
                into: MatrixView(c, rows: m, columns: n), alpha: 0.5, accumulating: accumulating)
            }
          }
        }
        let wanted = zip(expected, before).map { 0.5 * $0 + (accumulating ? $1 : 0) }
        #expect(near(c, wanted))
      }
    }
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
