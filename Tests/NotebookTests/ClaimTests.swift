import Notebook
import Statistics
import Testing

/// A claim whose paper's effect is 0.1, judged on an interval of ±0.04; its p-value is 2/42 where the
/// interval excludes zero.
func claim(
  _ id: String = "unseen", value: Double = 0.06, paper: Double = 0.1, guards: [Guard] = []
) -> ClaimResult {
  ClaimResult(
    id: id, statement: "RLVMR beats GRPO on unseen task categories.",
    paper: PaperStatement(
      words: "an 83.6% success rate on the hardest unseen task split", source: "abstract",
      numbers: ["RLVMR": 0.836], value: paper),
    measured: finding(estimate(value, value - 0.04, value + 0.04)),
    rule: .difference(paper: paper), guards: guards,
    command: "swift run -c release Brittleness --profile quick")
}

func finding(_ estimate: Estimate?) -> Finding {
  Finding(estimate, format: .points, runs: 3, games: 140)
}

/// A claim of two comparisons.
func chain(_ first: Finding, _ second: Finding, guards: [Guard] = []) -> ClaimResult {
  let rule = VerdictRule.difference(paper: 0.1)
  return ClaimResult(
    id: "chain", statement: "RLVMR beats GRPO, and GRPO beats SFT.",
    paper: PaperStatement(words: "w", source: "Table 1", value: 0.1),
    parts: [
      ClaimPart("RLVMR minus GRPO", first, rule: rule),
      ClaimPart("GRPO minus SFT", second, rule: rule),
    ], guards: guards, command: "c")
}

@Suite struct ClaimTests {
  private let strong = finding(estimate(0.1, 0.05, 0.15))
  private let doubtful = finding(estimate(0.05, -0.05, 0.15))

  @Test func isJudgedByItsRule() throws {
    #expect(claim().verdict == .reproduced)
    #expect(claim().rule == "difference")
    #expect(claim().pValue == 2.0 / 42)
    #expect(claim().obstacles == [])
    let interval = try #require(claim().measured.interval)
    #expect(interval.value == 0.06)
    #expect(abs(interval.low - 0.02) < 1e-9 && abs(interval.high - 0.1) < 1e-9)
    #expect(claim(value: 0.03).verdict == .undecided)
    #expect(claim(value: -0.06).verdict == .contradicted)
  }

  @Test func aFailedGuardIsNotTestedAndSaysWhy() {
    let holding = Guard.runs(3, atLeast: 3)
    let failing = Guard.runs(2, atLeast: 3)
    #expect(claim(guards: [holding]).verdict == .reproduced)
    let judged = claim(guards: [holding, failing])
    #expect(judged.verdict == .notTested)
    #expect(judged.obstacles == [failing.requirement])
    // The number is shown, the test is not.
    #expect(judged.measured.value == 0.06)
    #expect(judged.pValue == nil)
  }

  @Test func aMissingMeasurementIsNotTestedAndSaysSo() {
    let judged = ClaimResult(
      id: "a", statement: "s", paper: PaperStatement(words: "w", source: "s"),
      measured: finding(nil), rule: .atLeast(0.8), command: "c")
    #expect(judged.verdict == .notTested)
    #expect(judged.obstacles == ["has no measurement"])
    #expect(judged.pValue == nil)
    #expect(claim(paper: .nan).obstacles == ["has no effect of the paper's to compare with"])
  }

  @Test func aChainIsAsWeakAsItsWeakestPart() {
    #expect(chain(strong, strong).verdict == .reproduced)
    #expect(chain(strong, doubtful).verdict == .undecided)
    #expect(chain(doubtful, strong).verdict == .undecided)
    #expect(chain(strong, strong, guards: [.runs(1, atLeast: 2)]).verdict == .notTested)
    // The first part's number is the one shown, the largest p-value the one reported: two of 41
    // replicates of the doubtful part are at or below zero, 2 * 3 / 42.
    let judged = chain(strong, doubtful)
    #expect(judged.measured.value == 0.1)
    #expect(judged.pValue == 6.0 / 42)
    #expect(judged.parts.map(\.verdict) == [.reproduced, .undecided])
  }

  @Test func aPartThatNoRuleCanJudgeHasNoPValue() {
    // Measured, but the paper gives no effect to hold it against.
    let part = ClaimPart("RLVMR minus GRPO", strong, rule: .difference(paper: .nan))
    #expect(part.verdict == .notTested)
    #expect(part.pValue == nil)
    #expect(ClaimPart("GRPO", strong, rule: .difference(paper: 0.1)).pValue == 2.0 / 42)
  }

  @Test func aChainWithAHoleIsNotTested() {
    let judged = chain(strong, finding(nil))
    #expect(judged.verdict == .notTested)
    #expect(judged.pValue == nil)
    #expect(judged.obstacles == ["has no measurement (GRPO minus SFT)"])
    let empty = ClaimResult(
      id: "a", statement: "s", paper: PaperStatement(words: "w", source: "s"), parts: [],
      command: "c")
    #expect(empty.verdict == .notTested)
    #expect(empty.obstacles == ["has no parts"])
  }
}

@Suite struct HolmAdjustedTests {
  private let failing = Guard.runs(1, atLeast: 3)

  @Test func onlyTestedClaimsCountAndTheOrderStays() {
    // p-values 6/42 (two replicates of -0.01 are below zero) and 2/42; the claim between is not
    // tested: 2/42 * 2 and 6/42 * 1.
    let adjusted = holmAdjusted([
      claim("a", value: 0.03), claim("b", guards: [failing]), claim("c"),
    ])
    #expect(adjusted.map(\.id) == ["a", "b", "c"])
    let (six, four): (Double?, Double?) = (6.0 / 42, 4.0 / 42)
    #expect(adjusted.map(\.adjustedPValue) == [six, nil, four])
    #expect(adjusted.map(\.adjustedOver) == [2, nil, 2])
    // The plain values and the verdicts stay.
    #expect(adjusted.map(\.pValue) == [six, nil, claim("c").pValue])
    #expect(adjusted[2].verdict == .reproduced)
  }

  @Test func claimsMayBeCorrectedAgainInALargerFamily() {
    let chapter = holmAdjusted([claim("a"), claim("b")])
    let report = holmAdjusted(chapter + [claim("c")])
    for result in report {
      #expect(abs((result.adjustedPValue ?? 0) - 3 * 2.0 / 42) < 1e-12)
    }
    #expect(report.map(\.adjustedOver) == [3, 3, 3])
    #expect(holmAdjusted([claim("a", guards: [failing])])[0].adjustedOver == nil)
  }
}
