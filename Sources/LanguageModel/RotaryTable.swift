import Foundation

/// Cosines and sines of rotary position embedding, [contextLength][headDimension / 2].
final class RotaryTable: Sendable {
  let cosines: [Float]
  let sines: [Float]

  init(_ c: ModelConfiguration) {
    let half = c.headDimension / 2
    var cosines = [Float](repeating: 0, count: c.contextLength * half)
    var sines = cosines
    for i in 0..<half {
      let plain = pow(Double(c.ropeBase), -Double(2 * i) / Double(c.headDimension))
      let frequency = c.rotaryScaling?.scaled(plain) ?? plain
      for position in 0..<c.contextLength {
        cosines[position * half + i] = Float(cos(Double(position) * frequency))
        sines[position * half + i] = Float(sin(Double(position) * frequency))
      }
    }
    self.cosines = cosines
    self.sines = sines
  }
}
