/// Where things are likely to be: chances fitted to the real training games.
public struct PlacementPrior: Sendable {
  /// By object class and then receptacle class, the chance that one receptacle holds such an
  /// object.
  private var chances: [String: [String: Double]]
  /// By receptacle class, the share that starts closed.
  private var closed: [String: Double]
  /// By receptacle class, the object classes that may be put into it.
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

  /// Fitted to the released train split: the same table from which games are generated.
  public static let standard = PlacementPrior(.fitted)

  /// Chance that one receptacle of a class holds an object of a class; never 0.
  public func probability(of object: String, at receptacle: String) -> Double {
    max(chances[object]?[receptacle] ?? 0, 1e-4)
  }

  /// Share of the receptacles of a class that start closed; 0 for a class that was never seen.
  public func closedProbability(of receptacle: String) -> Double { closed[receptacle] ?? 0 }

  /// Whether an object class may be put into a receptacle class; false for classes never seen.
  public func accepts(_ object: String, in receptacle: String) -> Bool {
    accepted[receptacle]?.contains(object) ?? false
  }
}
