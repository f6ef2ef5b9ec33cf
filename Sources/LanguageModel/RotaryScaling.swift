import Foundation

/// How rotary position embedding is stretched to contexts longer than those of the first training.
public enum RotaryScaling: Codable, Sendable, Hashable {
  /// Every pair turns `factor` times more slowly (position interpolation, Chen et al. 2023).
  case linear(factor: Float)
  /// As in Llama 3.1: pairs that turn fewer than `lowFrequencyFactor` times within
  /// `originalContext` positions turn `factor` times more slowly, those that turn more than
  /// `highFrequencyFactor` times as before, and those between by a mean of the two.
  case llama3(
    factor: Float, lowFrequencyFactor: Float, highFrequencyFactor: Float, originalContext: Int)

  /// The scaled frequency of a pair, both in radians a position.
  func scaled(_ frequency: Double) -> Double {
    switch self {
    case .linear(let factor):
      return frequency / Double(factor)
    case .llama3(let factor, let low, let high, let originalContext):
      let turns = Double(originalContext) * frequency / (2 * .pi)
      if turns < Double(low) { return frequency / Double(factor) }
      if turns > Double(high) { return frequency }
      let share = (turns - Double(low)) / Double(high - low)
      return (1 - share) * frequency / Double(factor) + share * frequency
    }
  }

  /// Whether these numbers stretch anything.
  var isValid: Bool {
    switch self {
    case .linear(let factor):
      return factor >= 1 && factor.isFinite
    case .llama3(let factor, let low, let high, let originalContext):
      return factor >= 1 && factor.isFinite && low > 0 && high > low && high.isFinite
        && originalContext > 0
    }
  }

  /// What to set instead of an invalid value.
  static let fix =
    "set a factor of at least 1, 0 < low < high frequency factor and a positive original context"
}
