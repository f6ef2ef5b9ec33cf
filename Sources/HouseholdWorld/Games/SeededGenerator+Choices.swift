import Randomness

extension SeededGenerator {
  /// A number between 0 and 1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Whether an event of the given chance happens.
  mutating func happens(thousandths: Int) -> Bool { unit() * 1000 < Double(thousandths) }

  /// A whole number below `bound` (which must be positive).
  mutating func below(_ bound: Int) -> Int { min(Int(unit() * Double(bound)), bound - 1) }

  /// An index drawn in proportion to the weights; nil where they sum to 0.
  mutating func index(weights: [Double]) -> Int? {
    let total = weights.reduce(0, +)
    guard total > 0 else { return nil }
    var target = unit() * total
    var last: Int?
    for (index, weight) in weights.enumerated() where weight > 0 {
      last = index
      if target < weight { return index }
      target -= weight
    }
    return last
  }

  /// An element; nil where there is none.
  mutating func element<Element>(of elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[below(elements.count)]
  }
}
