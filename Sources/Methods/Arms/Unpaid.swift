import MetaReasoning

extension Method {
  /// RLVMR that does not pay one of its three paid tags: the tag itself stays, in answers and cold start, so that no
  /// more than its reward is missing (`leftOut` takes the tag as well).
  public static let unpaid: [Method] = [
    unpaid("planning") { $0.planning = 0 },
    unpaid("explore") { $0.explore = 0 },
    unpaid("reflection") { $0.reflection = 0 },
  ]

  private static func unpaid(_ tag: String, change: (inout RewardRules) -> Void) -> Method {
    var rules = RewardRules()
    change(&rules)
    return rlvmr.arm(
      "rlvmr-unpaid-\(tag)", title: "RLVMR, \(tag) unpaid",
      abstract: "RLVMR without the reward of the tag \(tag), which stays."
    ) { [rules] in $0.training = .reinforcement(.rlvmr(rules: rules)) }
  }
}
