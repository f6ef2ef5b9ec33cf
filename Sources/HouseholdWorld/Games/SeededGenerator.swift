/// A small seeded random number generator (SplitMix64, Steele et al. 2014).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Creates a generator; equal seeds give equal sequences.
  public init(seed: UInt64) { state = seed }

  /// Creates a generator whose seed depends on every one of the given numbers.
  public init(seeds: UInt64...) {
    state = 0
    for seed in seeds {
      state ^= seed &* 0xD6E8_FEB8_6659_FD93
      state = next()
    }
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

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
