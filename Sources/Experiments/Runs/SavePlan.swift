import Foundation

/// When the state of a run is saved: after so many units of work, and before minutes of work could be lost.
/// When it is leaves no trace in the results.
public struct SavePlan: Sendable {
  /// Updates or iterations between saved states.
  public let units: Int
  /// The longest time between two of them, but for the unit under way.
  public let time: Duration
  private var last = ContinuousClock.now

  /// A plan whose clock runs from now. Two minutes of work are a hundred times what saving the state of a
  /// model of 100 million weights takes.
  ///
  /// `RLVMR_SAVE_EVERY=1` in the environment saves after every unit, where runs are often killed.
  public init(
    units: Int, time: Duration = .seconds(120),
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    let asked = environment["RLVMR_SAVE_EVERY"].flatMap(Int.init).map { max(1, $0) }
    self.units = asked ?? units
    self.time = time
  }

  /// Whether to save now that `unit` units are done in all.
  public mutating func isDue(after unit: Int) -> Bool {
    guard unit % units == 0 || last.duration(to: .now) >= time else { return false }
    last = .now
    return true
  }
}
