import Statistics

/// One entry of the claim ledger: what the paper says, what was found and the computed verdict.
public struct ClaimResult: Sendable, Hashable, Codable {
  /// Short stable name, referred to as `claim:` and the name; no ledger takes it twice.
  public let id: String
  /// The claim in our words, as its row of the ledger says it.
  public let statement: String
  /// The paper's words and numbers, typed in.
  public let paper: PaperStatement
  /// Our number; of several parts the first's.
  public let measured: Measurement
  /// Name of the rule, "all parts" for a claim that has several.
  public let rule: String
  /// The rule in words, with its numbers.
  public let ruleText: String
  /// What the interval says, in one sentence, in other words than the verdict's; of several parts the
  /// first's. Why nothing is said where it was not tested.
  public let plain: String
  /// What the rules say together; `notTested` where a guard does not hold.
  public let verdict: Verdict
  /// The verdict were the intervals to allow for few seeds: it stands beside the claim, and no ledger counts
  /// it. Nil where no such interval is known.
  public let verdictForFewSeeds: Verdict?
  /// Two-sided p-value, not corrected; of several parts the largest, since all must hold. Nil where
  /// nothing was tested.
  public let pValue: Double?
  /// The p-value in Holm's correction; nil before `holmAdjusted` and where nothing was tested.
  public fileprivate(set) var adjustedPValue: Double?
  /// Over how many claims it was corrected, this one included.
  public fileprivate(set) var adjustedOver: Int?
  /// The parts of a claim that has several; empty for a claim with one rule.
  public let parts: [ClaimPart]
  /// The same comparison where its rate is counted in another way, judged by the same rule. It stands
  /// beside the claim: no ledger counts its verdict, and Holm's correction leaves it out. Nil for none.
  public private(set) var otherReading: ClaimPart?
  /// Why it was not tested, each going on from "because it"; empty where it was.
  public let obstacles: [String]
  /// The command line that computes it anew.
  public let command: String

  /// A claim judged by one rule.
  public init(
    id: String, statement: String, paper: PaperStatement, measured: Finding, rule: VerdictRule,
    guards: [Guard] = [], command: String
  ) {
    let part = ClaimPart(id, measured, rule: rule)
    self.init(
      id: id, statement: statement, paper: paper, shown: part.measured, rule: part.rule,
      ruleText: part.ruleText, judged: [part], parts: [], obstacles: part.obstacles, guards: guards,
      command: command)
  }

  /// A claim that holds where all its parts do, judged by `Verdict.all`.
  ///
  /// - Parameter parts: at least one; the first one's number stands beside the paper's.
  public init(
    id: String, statement: String, paper: PaperStatement, parts: [ClaimPart],
    guards: [Guard] = [], command: String
  ) {
    let nothing = Finding(nil, format: .decimal(2), runs: 0, games: 0)
    self.init(
      id: id, statement: statement, paper: paper,
      shown: parts.first?.measured ?? Measurement(nothing), rule: "all parts",
      ruleText: "Each part is judged by its own rule, and the claim is contradicted where any part "
        + "is, else undecided or weaker than the paper where any is, and reproduced where all are.",
      judged: parts, parts: parts,
      obstacles: parts.isEmpty
        ? ["has no parts"]
        : parts.flatMap { part in part.obstacles.map { "\($0) (\(part.name))" } },
      guards: guards, command: command)
  }

  private init(
    id: String, statement: String, paper: PaperStatement, shown: Measurement, rule: String,
    ruleText: String, judged: [ClaimPart], parts: [ClaimPart], obstacles: [String],
    guards: [Guard], command: String
  ) {
    self.id = id
    self.statement = statement
    self.paper = paper
    measured = shown
    self.rule = rule
    self.ruleText = ruleText
    verdict = guards.allSatisfy(\.holds) ? Verdict.all(judged.map(\.verdict)) : .notTested
    let wide = judged.compactMap(\.verdictForFewSeeds)
    verdictForFewSeeds =
      wide.isEmpty || wide.count < judged.count
      ? nil : verdict == .notTested ? .notTested : Verdict.all(wide)
    pValue = verdict == .notTested ? nil : judged.compactMap(\.pValue).max()
    self.parts = parts
    self.obstacles = guards.filter { !$0.holds }.map(\.requirement) + obstacles
    plain = verdict == .notTested ? notJudged(self.obstacles) : judged.first?.plain ?? ""
    self.command = command
  }
}

extension ClaimResult {
  /// What stands before the statement's colon, what it is about, and the whole where there is no colon.
  public var shortName: String {
    statement.split(separator: ":").first.map(String.init) ?? statement
  }

  /// The claim with another reading of its rate beside it.
  public func beside(_ reading: ClaimPart) -> ClaimResult {
    var claim = self
    claim.otherReading = reading
    return claim
  }
}

/// Holm's correction over claims that are judged together: many claims make chance findings likely,
/// so each gets the p-value it has among all of them. The order stays.
///
/// Claims that were not tested take no part. Claims may be corrected again, within a larger family.
public func holmAdjusted(_ claims: [ClaimResult]) -> [ClaimResult] {
  let tested = claims.indices.filter { claims[$0].pValue != nil }
  var adjusted = claims
  for index in adjusted.indices {
    adjusted[index].adjustedPValue = nil
    adjusted[index].adjustedOver = nil
  }
  for (index, value) in zip(tested, holm(tested.compactMap { claims[$0].pValue })) {
    adjusted[index].adjustedPValue = value
    adjusted[index].adjustedOver = tested.count
  }
  return adjusted
}
