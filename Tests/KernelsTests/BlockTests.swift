import Foundation
import Kernels
import Testing

/// Each kernel, in both its builds, against its plain twin, and each twin's backward against finite
/// differences of its forward, so that the pair cannot be wrong together.
@Suite struct BlockTests {
  @Test(arguments: Build.allCases)
  func rmsNormAndItsBackward(_ build: Build) {
    let (rows, d) = (5, 24)
    let x = numbers(rows * d, 1)
    let gain = numbers(d, 2)
    let dy = numbers(rows * d, 3)
    var y = [Float](repeating: 0, count: rows * d)
    var inverse = [Float](repeating: 0, count: rows)
    var dx = numbers(rows * d, 4)
    let before = dx
    var overwritten = dy
    var dGain = [Float](repeating: 0, count: d)
    var ignored = dGain
    build.run {
      Kernel.rmsNorm(
        x, stride: d, gain: gain, into: &y, stride: d, inverse: &inverse, rows: rows, width: d,
        epsilon: 1e-3)
      Kernel.rmsNormBackward(
        x, stride: d, gain: gain, inverse: inverse, gradient: dy, stride: d, into: &dx, stride: d,
        gainGradient: &dGain, rows: rows, width: d, accumulating: true)
      overwritten.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        Kernel.rmsNormBackward(
          x, stride: d, gain: gain, inverse: inverse, gradient: base, stride: d, into: base,
          stride: d, gainGradient: &ignored, rows: rows, width: d, accumulating: false)
      }
    }
    #expect(near(y, ReferenceKernel.rmsNorm(x, gain: gain, epsilon: 1e-3)))
    let expected = ReferenceKernel.rmsNormBackward(x, gain: gain, gradient: dy, epsilon: 1e-3)
    #expect(near(zip(dx, before).map { $0 - $1 }, expected.x))
    #expect(near(overwritten, expected.x))
    #expect(near(dGain, expected.gain))
    let slopes = differences(x, dy) { ReferenceKernel.rmsNorm($0, gain: gain, epsilon: 1e-3) }
    #expect(near(slopes, expected.x, 1e-3))
    let gainSlopes = differences(gain, dy) {
      ReferenceKernel.rmsNorm(x, gain: $0, epsilon: 1e-3)
    }
    #expect(near(gainSlopes, expected.gain, 1e-3))
  }

  @Test(arguments: Build.allCases)
  func rotationAndItsInverse(_ build: Build) {
    let (heads, width) = (3, 16)
    let positions: [Int32] = [0, 1, 7, 30]
    let x = numbers(positions.count * heads * width, 1)
    var cosines: [Float] = []
    var sines: [Float] = []
    for position in 0..<32 {
      for i in 0..<width / 2 {
        let angle = Double(position) * pow(100, -Double(2 * i) / Double(width))
        cosines.append(Float(cos(angle)))
        sines.append(Float(sin(angle)))
      }
    }
    for inverse in [false, true] {
      var y = x
      build.run {
        Kernel.rotate(
          &y, stride: heads * width, heads: heads, headWidth: width, cosines: cosines,
          sines: sines, positions: positions, rows: positions.count, inverse: inverse)
      }
      #expect(
        near(
          y,
          ReferenceKernel.rotate(
            x, heads: heads, width: width, positions: positions, base: 100, inverse: inverse)))
    }
    let dy = numbers(x.count, 2)
    let slopes = differences(x, dy) {
      ReferenceKernel.rotate(
        $0, heads: heads, width: width, positions: positions, base: 100, inverse: false)
    }
    #expect(
      near(
        slopes,
        ReferenceKernel.rotate(
          dy, heads: heads, width: width, positions: positions, base: 100, inverse: true), 1e-3))
  }

  @Test(arguments: Build.allCases)
  func swiGLUAndItsBackward(_ build: Build) {
    let (rows, f) = (3, 16)
    // Wide enough to reach both tails of the sigmoid.
    let gateUp = numbers(2 * rows * f, 1).map { 6 * $0 }
    let gradient = numbers(rows * f, 2)
    var out = [Float](repeating: 0, count: rows * f)
    var back = gateUp
    build.run {
      Kernel.swiGLU(gateUp, into: &out, rows: rows, width: f)
      Kernel.swiGLUBackward(gateUp, gradient: gradient, into: &back, rows: rows, width: f)
    }
    #expect(near(out, ReferenceKernel.swiGLU(gateUp, width: f)))
    let expected = ReferenceKernel.swiGLUBackward(gateUp, gradient: gradient, width: f)
    #expect(near(back, expected))
    let slopes = differences(gateUp, gradient) { ReferenceKernel.swiGLU($0, width: f) }
    #expect(near(slopes, expected, 1e-3))
  }

  @Test func extremeGatesStayFinite() {
    for build in Build.allCases {
      let gateUp: [Float] = [-1000, -100, -50, 0, 50, 100, 1000, 1] + .init(repeating: 2, count: 8)
      var out = [Float](repeating: .nan, count: 8)
      build.run { Kernel.swiGLU(gateUp, into: &out, rows: 1, width: 8) }
      #expect(out.allSatisfy { $0.isFinite })
      #expect(abs(out[0]) < 1e-30 && out[6] == 2000)
    }
  }

  @Test(arguments: Build.allCases)
  func convolutionAndItsBackward(_ build: Build) {
    let (rows, d, taps) = (6, 8, 4)
    let x = numbers(rows * d, 1)
    let w = numbers(taps * d, 2)
    let dy = numbers(rows * d, 3)
    var y = x
    var dx = x
    var dw = [Float](repeating: 0, count: taps * d)
    build.run {
      Kernel.convolve(x, weights: w, into: &y, rows: rows, width: d, taps: taps)
      Kernel.convolveBackward(
        x, weights: w, gradient: dy, into: &dx, weightsGradient: &dw, rows: rows, width: d,
        taps: taps)
    }
    #expect(near(y, ReferenceKernel.convolve(x, weights: w, width: d)))
    let expected = ReferenceKernel.convolveBackward(x, weights: w, gradient: dy, width: d)
    #expect(near(dx, expected.x) && near(dw, expected.weights))
    let slopes = differences(x, dy) { ReferenceKernel.convolve($0, weights: w, width: d) }
    #expect(near(slopes, expected.x, 1e-3))
    let tapSlopes = differences(w, dy) { ReferenceKernel.convolve(x, weights: $0, width: d) }
    #expect(near(tapSlopes, expected.weights, 1e-3))
  }

  // The rows of a sequence that stand elsewhere: fewer than the taps reach back, and enough.
  @Test(arguments: Build.allCases, [1, 2, 3])
  func convolutionAfterAPromptEqualsThatOfTheWholeSequence(_ build: Build, _ pastRows: Int) {
    let (rows, d, taps) = (6, 8, 4)
    let whole = numbers((pastRows + rows) * d, 1)
    let w = numbers(taps * d, 2)
    // Only the rows after the prompt carry a gradient.
    let dy = [Float](repeating: 0, count: pastRows * d) + numbers(rows * d, 3)
    let past = Array(whole[..<(pastRows * d)])
    let own = Array(whole[(pastRows * d)...])
    var y = own
    var dx = own
    var dPast = past
    var dw = [Float](repeating: 0, count: taps * d)
    build.run {
      Kernel.convolve(
        own, past: past, pastRows: pastRows, weights: w, into: &y, rows: rows, width: d, taps: taps)
      Kernel.convolveBackward(
        own, past: past, pastRows: pastRows, weights: w, gradient: Array(dy[(pastRows * d)...]),
        into: &dx, pastGradient: &dPast, weightsGradient: &dw, rows: rows, width: d, taps: taps)
    }
    let expected = ReferenceKernel.convolveBackward(whole, weights: w, gradient: dy, width: d)
    #expect(near(y, Array(ReferenceKernel.convolve(whole, weights: w, width: d)[past.count...])))
    #expect(near(dx, Array(expected.x[past.count...])) && near(dw, expected.weights))
    // The prompt's gradient is added to what stood there.
    #expect(near(zip(dPast, past).map { $0 - $1 }, Array(expected.x[..<past.count])))
  }

  @Test(arguments: Build.allCases)
  func gatherAndScatterOfRepeatedRows(_ build: Build) {
    let table = numbers(4 * 5, 1)
    let index: [Int32] = [3, 0, 3]
    var rows = [Float](repeating: 0, count: 15)
    var sums = [Float](repeating: 0, count: 20)
    build.run {
      Kernel.gather(table, index: index, into: &rows, rows: 3, width: 5)
      Kernel.scatterAdd(rows, index: index, into: &sums, rows: 3, width: 5)
    }
    let (first, last) = (Array(table[0..<5]), Array(table[15..<20]))
    #expect(rows == last + first + last)
    let none = [Float](repeating: 0, count: 10)
    #expect(sums == first + none + last.map { 2 * $0 })
  }

  @Test(arguments: Build.allCases)
  func adamWOfAnyLengthEqualsTheFormula(_ build: Build) {
    let count = 19
    var p = numbers(count, 1)
    let g = numbers(count, 2)
    var m = numbers(count, 3)
    var v = numbers(count, 4).map { $0 * $0 }
    let expected = (0..<count).map {
      ReferenceKernel.adamW(
        p[$0], gradient: g[$0] * 0.5, first: m[$0], second: v[$0], step: 3, learningRate: 0.01,
        beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay: 0.1)
    }
    build.run {
      Kernel.adamW(
        &p, gradient: g, firstMoment: &m, secondMoment: &v, count: count, gradientScale: 0.5,
        learningRate: 0.01, beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay: 0.1,
        correction1: 1 - 0.9 * 0.9 * 0.9, correction2: 1 - 0.95 * 0.95 * 0.95)
    }
    #expect(near(p, expected.map(\.p)))
    #expect(near(m, expected.map(\.first)))
    #expect(near(v, expected.map(\.second)))
  }
}
