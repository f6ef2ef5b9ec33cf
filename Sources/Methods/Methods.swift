extension Condition {
  /// Every condition: a new one needs its file and its name here.
  public static let all = [commandsShown, formHeld, formFree]
}

extension Method {
  /// Every method, in the order of tables: a new one needs its file and a line here.
  public static let all: [Method] =
    [
      instructions, coldStartThink, coldStartTagged,
      supervised, supervisedQuarter,
      grpo, grpoTagged, grpoTaggedFast,
      rlvmr, released,
      gigpo, filteredImitation,
      formOnly, withoutOutcome, grpoFromBase, rlvmrFromBase,
      malformedWithMonitor, charged, novel, monitorPaid,
      grpoSlowStart, grpoTaggedFastStart,
      releasedRewards, releasedComparisons, releasedUnpaidExplore, releasedUnpaidReflection,
      oneFailure, anyCorrection,
    ] + alphas + unpaid + leftOut

  /// The method of a name, with any of the conditions that go with every method behind it:
  /// "grpo", "rlvmr+commands", "grpo+held-form".
  public init?(named name: String) {
    let parts = name.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
    guard
      let method = (Self.all + Self.all.compactMap(\.predecessor)).first(where: {
        $0.name == parts[0]
      })
    else { return nil }
    self = method
    for suffix in parts.dropFirst() {
      guard let condition = Condition.all.first(where: { $0.suffix == suffix }) else { return nil }
      self = under(condition)
    }
    guard self.name == name else { return nil }
  }
}
