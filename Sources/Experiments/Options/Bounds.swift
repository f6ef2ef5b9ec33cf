import ArgumentParser

/// The most that a command line may ask of one number: far above whatever was ever run, and below what
/// overflows or takes the machine's memory before anybody looks. Whether a run fits is `FreeMemory`'s concern.
public enum Bounds {
  /// Iterations, passes, games an iteration, demonstrations.
  public static let counts = 1...1_000_000
  /// The place of a game in the list of a split, and the length of a generated list: all before it are made.
  public static let games = 0...100_000
  /// Rollouts of one game.
  public static let rollouts = 1...10_000
  /// Blocks of a model.
  public static let layers = 1...1000
  /// Temperatures that leave probabilities numbers.
  public static let temperatures = 0.001...10

  /// Refuses a whole number that is out of bounds; nil is none.
  ///
  /// - Parameters:
  ///   - name: The option, without its dashes.
  ///   - why: What the least stands for; nil for nothing but a number.
  /// - Throws: `ValidationError`.
  public static func require(
    _ name: String, _ value: Int?, in range: ClosedRange<Int>, why: String? = nil
  ) throws {
    guard let value, !range.contains(value) else { return }
    let fix =
      value > range.upperBound
      ? "give at most \(range.upperBound)" : why ?? "give at least \(range.lowerBound)"
    throw ValidationError("--\(name) \(value): \(fix)")
  }

  /// Refuses a temperature that is none; nil is none given.
  ///
  /// - Throws: `ValidationError`.
  public static func requireTemperature(_ value: Double?) throws {
    guard let value, !temperatures.contains(value) else { return }
    throw ValidationError(
      "--temperature \(value): give \(temperatures.lowerBound) to \(temperatures.upperBound)")
  }

  /// Refuses a learning rate that is none; nil is none given.
  ///
  /// - Throws: `ValidationError`.
  public static func requireLearningRate(_ name: String, _ value: Double?) throws {
    guard let value, !(value > 0 && value < 1) else { return }
    throw ValidationError("--\(name) \(value): give a number between 0 and 1")
  }
}
