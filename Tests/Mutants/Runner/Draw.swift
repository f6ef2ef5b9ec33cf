import Foundation

/// A few faults a day: the same the whole day, others tomorrow.
enum Draw {
  /// Draws faults without repetition, in the list's order; controls are not drawn.
  ///
  /// - Parameter day: Days since 1970, in UTC.
  static func mutants(_ count: Int, from all: [Mutant], day: Int) -> [Mutant] {
    let faults = all.filter { !$0.isControl }
    // The order of the digests of day and id is as good as a shuffled one.
    let drawn = Set(
      faults.map { (Fingerprint.of(["\(day)", $0.id]), $0.id) }.sorted { $0 < $1 }
        .prefix(count).map(\.1))
    return faults.filter { drawn.contains($0.id) }
  }

  /// Days since 1970 of a moment.
  static func day(of date: Date) -> Int { Int((date.timeIntervalSince1970 / 86_400).rounded(.down)) }
}
