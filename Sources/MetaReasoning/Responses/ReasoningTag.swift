/// The four kinds of meta-reasoning an agent may announce before it acts (paper section 3.2).
///
/// A fifth one needs a case here, a file with its reward, and a case in the switch of
/// `stepRewards(of:won:rules:)`; agents whose grammar is `.tagged.with(…)` can use it then.
public enum ReasoningTag: String, Sendable, Hashable, Codable, CaseIterable {
  /// Breaks the task into high-level steps, at the start or when a new plan is needed.
  case planning
  /// Forms hypotheses where information is missing.
  case explore
  /// Looks back at what failed and forms a correction.
  case reflection
  /// Tracks progress against the plan in routine steps; the only tag without a reward.
  case monitor

  /// The opening mark, `<planning>`.
  public var opening: String { "<\(rawValue)>" }
  /// The closing mark, `</planning>`.
  public var closing: String { "</\(rawValue)>" }
}
