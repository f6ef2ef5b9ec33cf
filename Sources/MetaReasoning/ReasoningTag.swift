/// The four kinds of meta-reasoning an agent may announce before it acts (paper section 3.2).
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

/// Whether rewards and advantages follow the paper's text or the authors' released program.
///
/// Every difference between the two is listed here and nowhere else:
///
/// | rule | `asWritten` (paper) | `released` (code) |
/// |---|---|---|
/// | explore | the action targets an object or place no earlier action targeted | the raw action text differs from that of every earlier valid step |
/// | reflection | an admissible, different action after at least two failures in a row | any different action after one failure; the first step counts as following a failure |
/// | action text compared | the parsed action | the text matched by `<action>(.*?)</action>`: case kept, blanks kept, nothing across a line break |
/// | format penalty | part of the step's reward | taken from the episode's score in that step's row |
/// | a step that violates the format | keeps the tag it opened (monitor if none) | has no tag and no step reward |
/// | trajectory statistics | over the trajectories of a game, population deviation | over the step rows of a game, sample deviation plus 1e-6 |
/// | step statistics | over all steps of the batch with the same tag | over the steps of the same game with the same tag |
/// | a group of one | advantage 0 | mean 0 and deviation 1: the raw reward passes through |
/// | sum | `alpha * trajectory + (1 - alpha) * step`, alpha 0.5 | `trajectory + weight * step`, weight 1 |
public enum Variant: String, Sendable, Hashable, Codable, CaseIterable {
  /// The paper's text, sections 3.4.1 and 3.4.2.
  case asWritten
  /// The authors' program (`core_rlvmr.py` and the run scripts).
  case released
}
