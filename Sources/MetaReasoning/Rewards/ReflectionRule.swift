/// When a reflection step is paid.
///
/// The paper's rule pays for failing on purpose; an agent that repeats one impossible command and
/// then does what was possible all along earns it. Two rules of our own close this; a third reads one
/// of the paper's words otherwise.
public enum ReflectionRule: String, Sendable, Hashable, Codable, CaseIterable {
  /// As `RewardRules.variant` has it: `reflectionReward(at:in:rules:)`.
  case asWritten
  /// Refused steps are charged for: `chargedReflectionReward(at:in:rules:)`.
  case charged
  /// Only failures that told something new count: `novelReflectionReward(at:in:rules:)`.
  case novel
  /// Any other action corrects failures, possible or not: `anyCorrectionReward(at:in:rules:)`.
  case anyCorrection

  /// The reward of the reflection step at `index` by this rule.
  func reward(at index: Int, in steps: [ParsedStep], rules: RewardRules) -> Double {
    switch self {
    case .asWritten: reflectionReward(at: index, in: steps, rules: rules)
    case .charged: chargedReflectionReward(at: index, in: steps, rules: rules)
    case .novel: novelReflectionReward(at: index, in: steps, rules: rules)
    case .anyCorrection: anyCorrectionReward(at: index, in: steps, rules: rules)
    }
  }
}
