import Foundation

/// The kernels again in plain Swift, as their formulas read and in double precision: what the fast
/// ones are compared with. Matrices are row-major arrays.
package enum ReferenceKernel {
  /// op(A) op(B), where a is (m x k) or, transposed, (k x m) in memory; likewise b.
  package static func multiply(
    _ a: [Float], transposed transposedA: Bool, _ b: [Float], transposed transposedB: Bool,
    m: Int, n: Int, k: Int
  ) -> [Float] {
    var c = [Float](repeating: 0, count: m * n)
    for i in 0..<m {
      for j in 0..<n {
        var sum = 0.0
        for l in 0..<k {
          let x = transposedA ? a[l * m + i] : a[i * k + l]
          let y = transposedB ? b[j * k + l] : b[l * n + j]
          sum += Double(x) * Double(y)
        }
        c[i * n + j] = Float(sum)
      }
    }
    return c
  }

  /// gain * x / sqrt(mean(x^2) + epsilon), row by row.
  package static func rmsNorm(_ x: [Float], gain: [Float], epsilon: Float) -> [Float] {
    let d = gain.count
    var y = x
    for row in 0..<x.count / d {
      let values = x[row * d..<(row + 1) * d]
      let mean = values.reduce(0) { $0 + Double($1) * Double($1) } / Double(d)
      let scale = 1 / (mean + Double(epsilon)).squareRoot()
      for i in 0..<d { y[row * d + i] = Float(Double(x[row * d + i]) * scale * Double(gain[i])) }
    }
    return y
  }

  /// With r = 1 / sqrt(mean(x^2) + epsilon), row by row: dx = r (gain dy - x r^2 mean(gain dy x)),
  /// and dgain the sum over rows of dy x r.
  package static func rmsNormBackward(
    _ x: [Float], gain: [Float], gradient: [Float], epsilon: Float
  ) -> (x: [Float], gain: [Float]) {
    let d = gain.count
    var dx = x
    var dGain = [Float](repeating: 0, count: d)
    for row in 0..<x.count / d {
      let at = row * d
      var square = 0.0
      var dot = 0.0
      for i in 0..<d {
        square += Double(x[at + i]) * Double(x[at + i])
        dot += Double(gradient[at + i]) * Double(gain[i]) * Double(x[at + i])
      }
      let scale = 1 / (square / Double(d) + Double(epsilon)).squareRoot()
      for i in 0..<d {
        let g = Double(gradient[at + i])
        let v = Double(x[at + i])
        dx[at + i] = Float(
          scale * (g * Double(gain[i]) - v * dot * scale * scale / Double(d)))
        dGain[i] += Float(g * v * scale)
      }
    }
    return (dx, dGain)
  }

  /// Pairs (i, i + width / 2) of every head turned by position * base^(-2i / width).
  package static func rotate(
    _ x: [Float], heads: Int, width: Int, positions: [Int32], base: Double, inverse: Bool
  ) -> [Float] {
    var y = x
    for (row, position) in positions.enumerated() {
      for head in 0..<heads {
        let at = (row * heads + head) * width
        for i in 0..<width / 2 {
          let angle =
            Double(position) * pow(base, -Double(2 * i) / Double(width)) * (inverse ? -1 : 1)
          let a = Double(x[at + i])
          let b = Double(x[at + i + width / 2])
          y[at + i] = Float(a * cos(angle) - b * sin(angle))
          y[at + i + width / 2] = Float(b * cos(angle) + a * sin(angle))
        }
      }
    }
    return y
  }

  /// silu(gate) * up of rows [gate | up].
  package static func swiGLU(_ gateUp: [Float], width: Int) -> [Float] {
    (0..<gateUp.count / 2).map { i in
      let at = i / width * 2 * width + i % width
      let gate = Double(gateUp[at])
      return Float(gate / (1 + exp(-gate)) * Double(gateUp[at + width]))
    }
  }

  /// With s = sigmoid(gate): dgate = dy up s (1 + gate (1 - s)) and dup = dy gate s.
  package static func swiGLUBackward(_ gateUp: [Float], gradient: [Float], width: Int) -> [Float] {
    var result = gateUp
    for i in gradient.indices {
      let at = i / width * 2 * width + i % width
      let gate = Double(gateUp[at])
      let sigmoid = 1 / (1 + exp(-gate))
      let g = Double(gradient[i])
      result[at] = Float(
        g * Double(gateUp[at + width]) * sigmoid * (1 + gate * (1 - sigmoid)))
      result[at + width] = Float(g * gate * sigmoid)
    }
    return result
  }

  /// x[t] + sum over j of weights[j] * x[t - j].
  package static func convolve(_ x: [Float], weights: [Float], width: Int) -> [Float] {
    var y = x
    for t in 0..<x.count / width {
      for j in 0..<min(t + 1, weights.count / width) {
        for i in 0..<width { y[t * width + i] += weights[j * width + i] * x[(t - j) * width + i] }
      }
    }
    return y
  }

  /// dx[t - j] gets weights[j] dy[t], beside dy itself for the residual; dweights[j] gets the sum
  /// of dy[t] x[t - j].
  package static func convolveBackward(
    _ x: [Float], weights: [Float], gradient: [Float], width: Int
  ) -> (x: [Float], weights: [Float]) {
    var dx = gradient
    var dw = [Float](repeating: 0, count: weights.count)
    for t in 0..<x.count / width {
      for j in 0..<min(t + 1, weights.count / width) {
        for i in 0..<width {
          dx[(t - j) * width + i] += weights[j * width + i] * gradient[t * width + i]
          dw[j * width + i] += x[(t - j) * width + i] * gradient[t * width + i]
        }
      }
    }
    return (dx, dw)
  }

  /// One step of AdamW for a single value; `step` counts from 1, and decay shrinks the value before
  /// the update.
  package static func adamW(
    _ p: Float, gradient: Float, first: Float, second: Float, step: Int, learningRate: Double,
    beta1: Double, beta2: Double, epsilon: Double, weightDecay: Double
  ) -> (p: Float, first: Float, second: Float) {
    let g = Double(gradient)
    let m = beta1 * Double(first) + (1 - beta1) * g
    let v = beta2 * Double(second) + (1 - beta2) * g * g
    let mean = m / (1 - pow(beta1, Double(step)))
    let root = (v / (1 - pow(beta2, Double(step)))).squareRoot()
    let kept = Double(p) * (1 - learningRate * weightDecay)
    return (Float(kept - learningRate * mean / (root + epsilon)), Float(m), Float(v))
  }
}
