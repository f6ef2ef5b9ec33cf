/// A part of one game's total: steps that repeat of all its steps, or 1 of 1 for a won game.
public struct Fraction: Sendable, Hashable, Codable {
  /// Steps or games that have the property; not above `total`.
  public var count: Double
  /// Steps or games looked at; 0 where there were none.
  public var total: Double

  /// A fraction; it is neither reduced nor checked.
  public init(_ count: Double, of total: Double) {
    self.count = count
    self.total = total
  }

  static func + (first: Fraction, second: Fraction) -> Fraction {
    Fraction(first.count + second.count, of: first.total + second.total)
  }
}
