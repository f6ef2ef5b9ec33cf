import Randomness

extension SeededGenerator {
  /// As many indices below `count` as there are, drawn with replacement.
  mutating func indices(below count: Int) -> [Int] {
    // Multiply-shift: the bias is below 2⁻³² for our counts.
    (0..<count).map { _ in Int(next().multipliedFullWidth(by: UInt64(count)).high) }
  }
}
