/// One comparison that a claim rests on, judged by its own rule: the verdict is computed, never
/// given.
public struct ClaimPart: Sendable, Hashable, Codable {
  /// What is compared, such as "RLVMR minus GRPO".
  public let name: String
  /// Our number with its interval; the replicates are not kept.
  public let measured: Measurement
  /// Name of the rule (`VerdictRule.name`).
  public let rule: String
  /// The rule in words, with its numbers in the format of the finding.
  public let ruleText: String
  /// What the interval says, in one sentence; why nothing is said where it was not tested.
  public let plain: String
  /// What the rule says; `notTested` where nothing was measured or the rule has nothing to judge
  /// by.
  public let verdict: Verdict
  /// What the rule says of the interval that allows for few seeds; nil for none.
  public let verdictForFewSeeds: Verdict?
  /// Two-sided p-value (see `VerdictRule.pValue`); nil where nothing was tested.
  public let pValue: Double?
  /// Why it was not tested, each going on from "because it"; empty where it was.
  public let obstacles: [String]

  /// Judges a finding by a rule. Guards of a claim's parts are the whole claim's affair; those given here
  /// are the part's own.
  public init(_ name: String, _ finding: Finding, rule: VerdictRule, guards: [Guard] = []) {
    self.name = name
    measured = Measurement(finding)
    self.rule = rule.name
    ruleText = rule.text(as: finding.format)
    let refused = guards.filter { !$0.holds }.map(\.requirement)
    verdict = refused.isEmpty ? measured.interval.map(rule.verdict) ?? .notTested : .notTested
    let isTested = verdict != .notTested
    verdictForFewSeeds = measured.intervalForFewSeeds.map {
      isTested ? rule.verdict(for: $0) : .notTested
    }
    pValue = verdict == .notTested ? nil : finding.estimate.map(rule.pValue)
    obstacles =
      !refused.isEmpty
      ? refused : verdict == .notTested ? [rule.obstacle ?? "has no measurement"] : []
    plain =
      verdict == .notTested
      ? notJudged(obstacles)
      : measured.interval.map { rule.plain(for: $0, as: finding.format) } ?? ""
  }
}

/// The sentence of what was not tested.
func notJudged(_ obstacles: [String]) -> String {
  obstacles.first.map { "Not judged: it \($0)." } ?? "Not judged."
}
