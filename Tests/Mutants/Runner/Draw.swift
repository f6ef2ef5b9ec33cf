import Foundation

/// A few faults a day: the same the whole day, others tomorrow.
package enum Draw {
  /// Draws faults without repetition, in the list's order; controls are not drawn.
  ///
  /// - Parameter day: Days since 1970, in UTC.
  package static func mutants(_ count: Int, from all: [Mutant], day: Int) -> [Mutant] {
    let faults = all.filter { !$0.isControl }
    let order = faults.map { (place: place(of: $0, on: day), id: $0.id) }
      .sorted { ($0.place, $0.id) < ($1.place, $1.id) }
    let drawn = Set(order.prefix(count).map(\.id))
    return faults.filter { drawn.contains($0.id) }
  }

  /// A number that day and name decide and that looks random (the finish of SplitMix64).
  private static func place(of mutant: Mutant, on day: Int) -> UInt64 {
    var fingerprint = Fingerprint()
    fingerprint.add("\(day) \(mutant.id)".utf8)
    var bits = fingerprint.value
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// Days since 1970 of a moment.
  package static func day(of date: Date) -> Int {
    Int((date.timeIntervalSince1970 / 86_400).rounded(.down))
  }
}
