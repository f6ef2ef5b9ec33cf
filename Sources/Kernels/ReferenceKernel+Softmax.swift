import Foundation

extension ReferenceKernel {
  /// softmax(logits / temperature) of each row with its target's log-probability and its entropy.
  package static func tokenLogProbabilities(
    _ logits: [Float], classes: Int, targets: [Int32], temperature: Float
  ) -> (probabilities: [Float], logProbabilities: [Float], entropies: [Float]) {
    var probabilities = logits
    var picked: [Float] = []
    var entropies: [Float] = []
    for (row, target) in targets.enumerated() {
      let z = (0..<classes).map { Double(logits[row * classes + $0]) / Double(temperature) }
      let top = z.max() ?? 0
      let normaliser = top + log(z.reduce(0) { $0 + exp($1 - top) })
      for i in 0..<classes { probabilities[row * classes + i] = Float(exp(z[i] - normaliser)) }
      picked.append(Float(z[Int(target)] - normaliser))
      entropies.append(
        Float(z.reduce(0) { $0 - exp($1 - normaliser) * ($1 - normaliser) }))
    }
    return (probabilities, picked, entropies)
  }

  /// gradient * (1[i = target] - p[i]) / temperature.
  package static func tokenLogProbabilitiesBackward(
    _ probabilities: [Float], classes: Int, targets: [Int32], temperature: Float,
    gradient: [Float]
  ) -> [Float] {
    probabilities.indices.map { at in
      let row = at / classes
      let hit: Float = at % classes == Int(targets[row]) ? 1 : 0
      return gradient[row] * (hit - probabilities[at]) / temperature
    }
  }

  /// Causal attention weights of one head: [rows][rows], zero above the diagonal.
  private static func attentionWeights(
    _ packed: [Float], shape: AttentionShape, rows: Int, head: Int
  ) -> [[Double]] {
    let key = shape.keyOffset + head / (shape.heads / shape.keyValueHeads) * shape.headWidth
    return (0..<rows).map { i in
      let scores = (0...i).map { j in
        (0..<shape.headWidth).reduce(0.0) { sum, c in
          sum + Double(packed[i * shape.packedWidth + head * shape.headWidth + c])
            * Double(packed[j * shape.packedWidth + key + c])
        } / Double(shape.headWidth).squareRoot()
      }
      let top = scores.max() ?? 0
      let total = scores.reduce(0) { $0 + exp($1 - top) }
      return scores.map { exp($0 - top) / total }
    }
  }

  /// Causal attention over one sequence of rows [queries | keys | values], without a prefix.
  package static func attend(_ packed: [Float], shape: AttentionShape, rows: Int) -> [Float] {
    var out = [Float](repeating: 0, count: rows * shape.keyOffset)
    let w = shape.headWidth
    for head in 0..<shape.heads {
      let value = shape.valueOffset + head / (shape.heads / shape.keyValueHeads) * w
      let weights = attentionWeights(packed, shape: shape, rows: rows, head: head)
      for i in 0..<rows {
        for c in 0..<w {
          out[i * shape.keyOffset + head * w + c] = Float(
            (0...i).reduce(0.0) {
              $0 + weights[i][$1] * Double(packed[$1 * shape.packedWidth + value + c])
            })
        }
      }
    }
    return out
  }

  /// The gradient of the packed rows, from that of the output: for one sequence and without a
  /// prefix.
  package static func attendBackward(
    _ packed: [Float], shape: AttentionShape, rows: Int, gradient: [Float]
  ) -> [Float] {
    var result = [Double](repeating: 0, count: packed.count)
    let w = shape.headWidth
    let p = shape.packedWidth
    let scale = 1 / Double(w).squareRoot()
    for head in 0..<shape.heads {
      let shared = head / (shape.heads / shape.keyValueHeads) * w
      let query = head * w
      let key = shape.keyOffset + shared
      let value = shape.valueOffset + shared
      let weights = attentionWeights(packed, shape: shape, rows: rows, head: head)
      for i in 0..<rows {
        let g = (0..<w).map { Double(gradient[i * shape.keyOffset + query + $0]) }
        let dWeights = (0...i).map { j in
          (0..<w).reduce(0.0) { $0 + g[$1] * Double(packed[j * p + value + $1]) }
        }
        let mean = zip(weights[i], dWeights).reduce(0) { $0 + $1.0 * $1.1 }
        for j in 0...i {
          let dScore = weights[i][j] * (dWeights[j] - mean) * scale
          for c in 0..<w {
            result[j * p + value + c] += weights[i][j] * g[c]
            result[i * p + query + c] += dScore * Double(packed[j * p + key + c])
            result[j * p + key + c] += dScore * Double(packed[i * p + query + c])
          }
        }
      }
    }
    return result.map { Float($0) }
  }
}
