/// A part of one game's total: steps that repeat of all its steps, or 1 of 1 for a won game.
public struct Fraction: Sendable, Hashable, Codable {
  /// What is counted.
  public var count: Double
  /// Out of how much.
  public var total: Double

  /// A fraction; not reduced.
  public init(_ count: Double, of total: Double) {
    self.count = count
    self.total = total
  }

  static func + (first: Fraction, second: Fraction) -> Fraction {
    Fraction(first.count + second.count, of: first.total + second.total)
  }
}
