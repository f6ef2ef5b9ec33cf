/// The one random number generator of the project: small, seeded and the same everywhere
/// (SplitMix64, Steele et al. 2014).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Creates a generator; equal seeds give equal sequences.
  public init(seed: UInt64) { state = seed }

  /// Creates a generator whose sequence depends on every one of the given numbers and their order.
  public init(seeds: UInt64...) {
    state = 0
    for seed in seeds {
      state ^= seed &* 0xD6E8_FEB8_6659_FD93
      state = next()
    }
  }

  /// A float uniform in [0, 1), from the top 24 bits.
  public mutating func uniform() -> Float { Float(next() >> 40) * 0x1p-24 }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}

extension SeededGenerator {
  /// One number that depends on every one of the given numbers and their order: the seed of a part.
  public static func mix(_ first: UInt64, _ second: UInt64, _ third: UInt64) -> UInt64 {
    var generator = SeededGenerator(seeds: first, second, third)
    return generator.next()
  }
}
