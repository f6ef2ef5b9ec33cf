import Foundation
import Notebook
import Statistics
import Testing

@Suite struct ClaimRenderingTests {
  @Test func ledgerShowsClaimPaperHereVerdictAndAdjustedP() throws {
    // p = 2/42 = 0.048 each, times two.
    let claims = holmAdjusted([claim(), claim("b|c", value: -0.06)])
    let text = try Document(title: "t") {
      Block.ledger(claims)
      Block.claim(claims[0])
    }.markdown()
    #expect(
      text.contains(
        """
        | Claim | Paper | Here [95% interval] | Verdict, and what the interval says | p (Holm) |
        | :--- | ---: | ---: | :--- | ---: |
        | [RLVMR beats GRPO on unseen task categories.](#claim-unseen) | +10.0 points \
        | +6.0 points [+2.0,\u{A0}+10.0] | ✓ reproduced. The paper's direction, and at least half its size. \
        | 0.095 |
        | RLVMR beats GRPO on unseen task categories. | +10.0 points \
        | −6.0 points [−10.0,\u{A0}−2.0] | ✗ contradicted. The opposite of the paper's direction. \
        | 0.095 |
        """))
  }

  @Test func plainTableHasNoLinksAndEscapesBars() throws {
    var ledger = Ledger()
    let barred = ClaimResult(
      id: "a", statement: "a|b", paper: PaperStatement(words: "w", source: "s", value: 0.5),
      measured: Finding(nil, format: .percent, runs: 0, games: 0), rule: .atLeast(0.5),
      command: "c")
    try ledger.add(
      ChapterResults(chapter: "c", profile: "p", world: "w", claims: [barred], runs: []))
    #expect(
      ledger.markdownTable == """
        | Claim | Paper | Here [95% interval] | Verdict, and what the interval says | p (Holm) |
        | :--- | ---: | ---: | :--- | ---: |
        | a\\|b | 50.0% | – | – not tested. Not judged: it has no measurement. | – |
        """)
    // The block of the same ledger has the same words where nothing is linked.
    #expect(
      try Document(title: "t", blocks: [ledger.block]).markdown().contains(ledger.markdownTable))
  }

  @Test func claimShowsNumbersChanceAndRule() throws {
    let claims = holmAdjusted([claim(), claim("other")])
    let text = try Document(title: "t", blocks: [.claim(claims[0])]).markdown()
    #expect(text.contains("✓ reproduced **\(claims[0].statement)** Paper: +10.0 points ("))
    #expect(
      text.contains(
        "Here: +6.0 points [+2.0,\u{A0}+10.0]; p = 0.048; Holm over 2 claims: 0.095. The paper's direction, and at "
          + "least half its size. Half the paper's effect is +5.0 points, the margin +2.5 points."))
    #expect(!text.contains("Not judged"))
    let uncorrected = try Document(title: "t", blocks: [.claim(claim())]).markdown()
    #expect(uncorrected.contains("; p = 0.048."))
  }

  @Test func smallPValuesAreNotShownAsZero() throws {
    // 2 / 2001 rounds to 0.001 but is below it.
    let result = ClaimResult(
      id: "a", statement: "s", paper: PaperStatement(words: "w", source: "s", value: 0.1),
      measured: finding(Estimate(value: 0.1, replicates: Array(repeating: 0.1, count: 2000))),
      rule: .difference(paper: 0.1), command: "c")
    let text = try Document(title: "t", blocks: [.claim(result)]).markdown()
    #expect(text.contains("p < 0.001."))
  }

  @Test func aClaimThatWasNotTestedSaysWhyAndShowsNoChance() throws {
    let untested = holmAdjusted([claim(guards: [.runs(1, atLeast: 3), .someSuccess([0])])])
    let text = try Document(title: "t", blocks: [.claim(untested[0])]).markdown()
    #expect(
      text.contains(
        "Not judged: it needs at least 3 seeds, has 1."))
    #expect(text.contains("It also needs a method that wins at least one game."))
    #expect(!text.contains("p = "))
  }

  @Test func partsAreShownEachWithItsNumberAndRule() throws {
    let judged = chain(
      finding(estimate(0.06, 0.02, 0.1)), finding(estimate(0.03, -0.01, 0.07)))
    let text = try Document(title: "t", blocks: [.claim(judged)]).markdown()
    #expect(text.contains("Each part is judged by its own rule"))
    #expect(
      text.contains(
        "*Part, RLVMR minus GRPO*: +6.0 points [+2.0,\u{A0}+10.0], p = 0.048: reproduced. "
          + "Half the paper's effect is"))
    #expect(
      text.contains(
        "*Part, GRPO minus SFT*: +3.0 points [−1.0,\u{A0}+7.0], p = 0.143: undecided. "))
  }
}

@Suite struct LedgerTests {
  /// The verdict's word alone does not say which effects are ruled out, nor whether the opposite was found.
  @Test(arguments: [
    (0.06, 0.02, 0.1, "The paper's direction, and at least half its size."),
    (0.03, 0.01, 0.1, "The paper's direction, less than half its size."),
    (-0.03, -0.1, -0.01, "The opposite of the paper's direction."),
    (0.01, -0.01, 0.049, "Which way cannot be told; half the paper's effect is ruled out."),
    (0.01, -0.01, 0.05, "Cannot be told: neither no effect nor half the paper's is ruled out."),
  ])
  func aSentenceSaysWhatTheIntervalSays(
    _ value: Double, _ low: Double, _ high: Double, _ sentence: String
  ) {
    let interval = Interval(value: value, low: low, high: high)
    #expect(VerdictRule.difference(paper: 0.1).plain(for: interval, as: .points) == sentence)
    // The same where the paper's difference is negative.
    let turned = Interval(value: -value, low: -high, high: -low)
    #expect(VerdictRule.difference(paper: -0.1).plain(for: turned, as: .points) == sentence)
  }

  @Test func aBoundSaysOnWhichSideTheIntervalLies() {
    let rule = VerdictRule.atLeast(0.1)
    func said(_ low: Double, _ high: Double) -> String {
      rule.plain(for: Interval(value: low, low: low, high: high), as: .percent)
    }
    #expect(said(0.1, 0.2) == "At least 10.0%.")
    #expect(said(0.01, 0.09) == "Less than 10.0%.")
    #expect(said(0.01, 0.1) == "On both sides of 10.0%.")
  }

  @Test func numbersOfOtherReportsStandInColumnsOfTheirOwn() throws {
    var ledger = Ledger(
      beside: [
        LedgerColumn(title: "one", claims: [claim("a", value: 0.03)]),
        LedgerColumn(title: "other, 1 seed", claims: [claim("b", value: 0.02)]),
      ])
    try ledger.add(
      ChapterResults(
        chapter: "c", profile: "p", world: "w", claims: [claim("a"), claim("b")], runs: []))
    let lines = ledger.markdownTable.split(separator: "\n")
    #expect(lines[0].hasSuffix("| one | other, 1 seed |"))
    // What the other does not claim is a dash; what it does has its number and the sign of its own verdict.
    #expect(lines[2].hasSuffix("+7.0] | – |"))
    #expect(lines[3].contains("+6.0 points"))
    #expect(lines[3].hasSuffix("| – | ? +2.0 points [−2.0,\u{A0}+6.0] |"))
  }

  /// Few trainings: the verdict of the wider interval is said where it is another one, and counts for nothing.
  @Test func theVerdictForFewSeedsStandsBesideTheVerdict() throws {
    func claim(_ id: String, wide: Interval?, guards: [Guard] = []) -> ClaimResult {
      let narrow = estimate(0.06, 0.02, 0.1)
      return ClaimResult(
        id: id, statement: "\(id).", paper: PaperStatement(words: "w", source: "s", value: 0.1),
        measured: finding(
          Estimate(value: 0.06, replicates: narrow.replicates, forFewSeeds: wide)),
        rule: .difference(paper: 0.1), guards: guards, command: "c")
    }
    let goes = claim("goes", wide: Interval(value: 0.06, low: -0.1, high: 0.22))
    let stays = claim("stays", wide: Interval(value: 0.06, low: 0.01, high: 0.11))
    #expect(goes.verdict == .reproduced && goes.verdictForFewSeeds == .undecided)
    #expect(stays.verdictForFewSeeds == .reproduced)
    #expect(claim("one seed", wide: nil).verdictForFewSeeds == nil)
    #expect(
      claim(
        "refused", wide: Interval(value: 0.06, low: 0.01, high: 0.11),
        guards: [.runs(1, atLeast: 2)]
      )
      .verdictForFewSeeds == .notTested)
    var ledger = Ledger()
    try ledger.add(
      ChapterResults(chapter: "c", profile: "p", world: "w", claims: [goes, stays], runs: []))
    #expect(ledger.count(.reproduced) == 2)
    let standing = try #require(ledger.standingForFewSeeds)
    #expect(standing.kept == 1 && standing.of == 2)
    let lines = ledger.markdownTable.split(separator: "\n")
    #expect(lines[2].contains("Allowing for few seeds: undecided."))
    #expect(!lines[3].contains("few seeds"))
    // A share of a share ends at 100 points, whatever distances are added.
    let far = claim("far", wide: Interval(value: 0.06, low: -3, high: 3))
    #expect(far.measured.textForFewSeeds == "[−100.0,\u{A0}+100.0]")
    // A share itself ends at 0 and 1.
    let share = Estimate(
      value: 0.5, replicates: [0.4, 0.6], forFewSeeds: Interval(value: 0.5, low: -3, high: 3))
    let cut = Notebook.Measurement(Finding(share, format: .percent, runs: 2, games: 1))
    #expect(cut.textForFewSeeds == "[0.0,\u{A0}100.0]")
  }

  @Test func anotherReadingStandsBesideAClaimAndIsCountedNowhere() throws {
    let plain = claim("plain", value: 0.03)
    let other = ClaimPart(
      "counted otherwise", finding(estimate(0.06, 0.02, 0.1)), rule: .difference(paper: 0.1))
    #expect(other.verdict == .reproduced)
    let both = plain.beside(other)
    #expect(both.verdict == plain.verdict && both.pValue == plain.pValue)
    // Holm's correction is over the claims alone.
    #expect(
      holmAdjusted([both, claim("b")]).map(\.adjustedPValue)
        == holmAdjusted([plain, claim("b")]).map(\.adjustedPValue))
    var ledger = Ledger()
    try ledger.add(
      ChapterResults(chapter: "c", profile: "p", world: "w", claims: [both], runs: []))
    #expect(ledger.count(.reproduced) == 0)
    // It is kept with the claim.
    let kept = try JSONDecoder().decode(ClaimResult.self, from: JSONEncoder().encode(both))
    #expect(kept == both)
    // What forbids a verdict forbids this one.
    let guarded = ClaimPart(
      "counted otherwise", finding(estimate(0.06, 0.02, 0.1)), rule: .difference(paper: 0.1),
      guards: [.runs(1, atLeast: 2)])
    #expect(guarded.verdict == .notTested && guarded.pValue == nil)
    #expect(guarded.obstacles.count == 1)
  }

  @Test func aClaimStandsOnceInTheLedger() throws {
    var ledger = Ledger()
    let results = ChapterResults(
      chapter: "c", profile: "p", world: "w", claims: [claim(), claim("b", value: 0.03)], runs: [])
    try ledger.add(results)
    #expect(ledger.claims.map(\.id) == ["unseen", "b"])
    #expect(ledger.count(.reproduced) == 1)
    #expect(ledger.count(.undecided) == 1)
    #expect(ledger.count(.contradicted) == 0)
    #expect(throws: NotebookError.duplicateLabel("unseen")) { try ledger.add(results) }
  }
}
