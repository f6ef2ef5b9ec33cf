import Randomness
import Foundation

/// A standard normal deviate (Box and Muller 1958), computed in double precision.
func normal(using generator: inout SeededGenerator) -> Float {
  let u = 1 - Double(generator.next() >> 11) * 0x1p-53
  let angle = 2 * Double.pi * Double(generator.next() >> 11) * 0x1p-53
  return Float((-2 * log(u)).squareRoot() * cos(angle))
}
