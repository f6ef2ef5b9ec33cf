// The standard library does not promise that `shuffled(using:)` or `random(in:using:)` draw the same
// from one toolchain to the next; games and orders are part of the benchmark, so they are drawn here.
extension SeededGenerator {
  /// A number in [0, 1), from the top 53 bits.
  public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Whether an event of the given chance happens.
  public mutating func happens(thousandths: Int) -> Bool { unit() * 1000 < Double(thousandths) }

  /// A whole number below `bound` (which must be positive).
  public mutating func below(_ bound: Int) -> Int {
    min(Int(unit() * Double(bound)), bound - 1)
  }

  /// An index drawn in proportion to the weights; nil where they sum to 0.
  public mutating func index(weights: [Double]) -> Int? {
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
  public mutating func element<Element>(of elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[below(elements.count)]
  }

  /// The elements in random order (Fisher and Yates, from the last place down).
  public mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var elements = elements
    for last in elements.indices.dropFirst().reversed() {
      elements.swapAt(last, below(last + 1))
    }
    return elements
  }
}
