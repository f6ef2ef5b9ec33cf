/// Where the penalty of a malformed step goes.
///
/// The paper and the released program differ, and the difference decides how strongly a method
/// teaches the form. So that methods differ in what they are compared for, and not in this, every
/// method of reinforcement learning defaults to `.released`.
public enum FormatCredit: String, Sendable, Hashable, Codable, CaseIterable {
  /// The released program's: the penalty is taken from the outcome in the malformed step's own *row*
  /// before A^traj is normalised.
  ///
  /// A malformed step earns no step reward and is in no tag's group but in `.malformed` (in
  /// `.untagged`, the program's "none", where `variant` is `.released` too). Hence its A^MR is 0,
  /// and so is that of every monitor step where none is paid or charged.
  case released
  /// The paper's: r_t = r_t^MR + r_t^format, so the penalty is part of the step's reward (section 4.1
  /// and appendix A.2).
  ///
  /// A malformed step belongs to the tag it opened, or to `monitor` if it opened none: in a group of
  /// its own the penalty, the same for all, would be normalised away. The well-formed steps of such
  /// a group are then above its mean: monitor steps gain from the malformed ones beside them. Means
  /// the grammar of all four tags: one that is left out has no well-formed steps to compare with.
  case asWritten
}

extension RewardRules {
  /// What is taken from the outcome in the row of a malformed step; 0 where the step's reward
  /// carries the penalty.
  public var rowPenalty: Double {
    switch formatCredit {
    case .released: formatPenalty
    case .asWritten: 0
    }
  }

  /// The group and the reward of a step that violates the format.
  func malformedReward(of step: ParsedStep) -> StepReward {
    switch formatCredit {
    case .released:
      StepReward(
        group: variant == .released ? .untagged : .malformed, reward: 0, isMalformed: true)
    case .asWritten:
      StepReward(
        group: .tag(Response.firstOpenedTag(in: step.output) ?? .monitor),
        reward: -formatPenalty, isMalformed: true)
    }
  }
}
