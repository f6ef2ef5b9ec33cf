/// Where things are likely to be: chances fitted to the real training games.
public struct PlacementPrior: Sendable {
  /// Chance that one receptacle of a class holds an object of a class, by "object/receptacle".
  private var chances: [String: [String: Double]]
  /// Share of the receptacles of a class that start closed.
  private var closed: [String: Double]
  /// Object classes that a receptacle class accepts.
  private var accepted: [String: Set<String>]

  /// Creates a prior.
  ///
  /// - Parameters:
  ///   - chances: by object class and receptacle class, the chance that one receptacle of the class
  ///     holds such an object, given that the room has one.
  ///   - closed: share of the receptacles of a class that start closed.
  ///   - accepted: object classes that may be put into a receptacle class.
  public init(
    chances: [String: [String: Double]], closed: [String: Double], accepted: [String: Set<String>]
  ) {
    self.chances = chances
    self.closed = closed
    self.accepted = accepted
  }

  /// The prior fitted to the real training games.
  public static let standard = PlacementPrior(.fitted)

  /// Chance that one receptacle of a class holds an object of a class; never 0.
  public func probability(of object: String, at receptacle: String) -> Double {
    max(chances[object]?[receptacle] ?? 0, 1e-4)
  }

  /// Share of the receptacles of a class that start closed.
  public func closedProbability(of receptacle: String) -> Double { closed[receptacle] ?? 0 }

  /// Whether an object class may be put into a receptacle class.
  public func accepts(_ object: String, in receptacle: String) -> Bool {
    accepted[receptacle]?.contains(object) ?? false
  }
}
