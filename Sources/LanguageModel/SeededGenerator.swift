/// SplitMix64 (Steele, Lea & Flood 2014): small, fast, and the same sequence on every machine.
public struct SeededGenerator: RandomNumberGenerator, Sendable, Codable, Hashable {
  /// The whole state, so that a run can be resumed where it stopped.
  public private(set) var state: UInt64

  /// A generator whose sequence is fixed by `seed`.
  public init(seed: UInt64) { state = seed }

  /// A generator for one named part of a run, independent of the others for practical purposes.
  public init(seed: UInt64, stream: UInt64) {
    var mixer = SeededGenerator(seed: stream &* 0xD1B5_4A32_D192_ED03)
    state = seed ^ mixer.next()
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A float uniform in [0, 1), from the top 24 bits.
  public mutating func uniform() -> Float { Float(next() >> 40) * 0x1p-24 }
}
