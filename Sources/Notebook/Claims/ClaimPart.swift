/// One comparison that a claim rests on, judged by its own rule: the verdict is computed, never
/// given.
public struct ClaimPart: Sendable, Hashable, Codable {
  /// What is compared, such as "RLVMR minus GRPO".
  public let name: String
  /// Our number.
  public let measured: Measurement
  /// Name of the rule.
  public let rule: String
  /// The rule in words.
  public let ruleText: String
  /// What the rule says.
  public let verdict: Verdict
  /// Two-sided p-value (see `VerdictRule.pValue`); nil where nothing was tested.
  public let pValue: Double?
  /// Why it was not tested, each going on from "because it"; empty where it was.
  public let obstacles: [String]

  /// Judges a finding by a rule.
  public init(_ name: String, _ finding: Finding, rule: VerdictRule) {
    self.name = name
    measured = Measurement(finding)
    self.rule = rule.name
    ruleText = rule.text(as: finding.format)
    verdict = measured.interval.map(rule.verdict) ?? .notTested
    pValue = verdict == .notTested ? nil : finding.estimate.map(rule.pValue)
    obstacles = verdict == .notTested ? [rule.obstacle ?? "has no measurement"] : []
  }
}
