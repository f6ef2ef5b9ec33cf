import Randomness

extension SeededGenerator {
  /// A uniform index below `count` (multiply-shift; bias below 2⁻³² for our counts).
  mutating func index(below count: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(count)).high)
  }
}
