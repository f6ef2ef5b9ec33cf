import MetaReasoning

// RLVMR by the authors' program does otherwise than by the paper's text in two respects that can be had one
// without the other: what a step is paid for, and with which steps it is compared. Not in the paper: which of
// the two makes the difference between `rlvmr` and `released`?

extension Method {
  /// The program's rewards, with the paper's comparisons and sum (equations 2 to 4).
  public static let releasedRewards = rlvmr.arm(
    "rlvmr-released-rewards", title: "RLVMR, released rewards",
    abstract: "RLVMR with the released program's rewards, compared as in the paper."
  ) {
    $0.training = .reinforcement(.rlvmr(rules: .released))
  }

  /// The paper's rewards, with the program's comparisons within a game and its sum.
  public static let releasedComparisons = released.arm(
    "rlvmr-released-comparisons", title: "RLVMR, released comparisons",
    abstract: "RLVMR with the paper's rewards, compared as in the released program."
  ) {
    $0.training = .reinforcement(.released(rules: RewardRules()))
  }

  /// The released program without its reward for commands not given before; the tag stays.
  public static let releasedUnpaidExplore = releasedUnpaid("explore") { $0.explore = 0 }

  /// The released program without its reward for another command after a failure; the tag stays.
  public static let releasedUnpaidReflection = releasedUnpaid("reflection") { $0.reflection = 0 }

  private static func releasedUnpaid(
    _ tag: String, change: (inout RewardRules) -> Void
  ) -> Method {
    var rules = RewardRules.released
    change(&rules)
    return released.arm(
      "released-unpaid-\(tag)", title: "RLVMR (released), \(tag) unpaid",
      abstract: "RLVMR (released) without the reward of the tag \(tag), which stays."
    ) { [rules] in $0.training = .reinforcement(.released(rules: rules)) }
  }
}
