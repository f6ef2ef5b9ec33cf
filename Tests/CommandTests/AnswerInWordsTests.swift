import ChapterSupport
import Notebook
import Statistics
import Testing

/// The words of the report's answer are chosen by intervals: each choice, and its opposite.
@Suite struct AnswerInWordsTests {
  private let above = Interval(value: 0.1, low: 0.05, high: 0.15)
  private let around = Interval(value: 0.1, low: -0.05, high: 0.25)
  private let below = Interval(value: -0.1, low: -0.15, high: -0.05)

  private func difference(_ interval: Interval, _ wide: Interval?) -> Estimate {
    Estimate(
      value: interval.value, replicates: [interval.low, interval.high], confidence: 1,
      forFewSeeds: wide)
  }

  @Test func winningIsSaidOnlyWhereNoSplitSaysTheOpposite() {
    func said(_ intervals: Interval..., seeds: Int = 3) -> String {
      whetherItWinsMore(intervals.map { difference($0, $0) }, seeds: seeds)
    }
    #expect(said(above, around).hasPrefix("Yes"))
    #expect(said(around, below).hasPrefix("No"))
    #expect(said(above, below).contains("depends on the games"))
    #expect(said(around, around).hasPrefix("We cannot tell"))
    #expect(said(above, above, seeds: 1).contains("cannot say"))
  }

  /// Three trainings that happen to agree are not enough for a plain yes or no.
  @Test func winningIsSaidPlainlyOnlyWhereFewSeedsAreAllowedFor() {
    let rest = difference(around, around)
    #expect(whetherItWinsMore([difference(above, around), rest], seeds: 3).contains("seems to"))
    #expect(
      whetherItWinsMore([difference(below, around), rest], seeds: 3).contains("does not seem to"))
    // One that would stay is enough.
    let sure = whetherItWinsMore([difference(below, around), difference(below, below)], seeds: 3)
    #expect(sure.hasPrefix("No"))
  }

  @Test func itIsTheRewardOnlyWhereEachDifferenceKeepsItsSide() {
    func said(_ own: [Interval], _ one: [Interval]) -> Bool {
      whetherItIsTheReward(atOwnRates: own, atOneRate: one).hasPrefix("It is the reward")
    }
    #expect(said([above, below], [above, below]))
    #expect(!said([above, below], [above, around]))
    #expect(!said([above], [below]))
    // What said nothing before need not say anything at one rate.
    #expect(said([around], [below]))
  }

  @Test func gamingAndFleeingAreSaidOnlyWhereMoreOfThemIsFound() {
    #expect(whetherItWasGamed(above).hasPrefix("There is a sign"))
    #expect(
      whetherItWasGamed(around).contains("no sign") && whetherItWasGamed(below).contains("no sign"))
    #expect(whetherTagsFled(risePaid: 0.2, riseUnpaid: 0.1).hasPrefix("It rose"))
    #expect(whetherTagsFled(risePaid: 0.1, riseUnpaid: 0.2).hasPrefix("It did not"))
    // A share that fell less is no flight either.
    #expect(whetherTagsFled(risePaid: -0.1, riseUnpaid: -0.2).hasPrefix("It did not"))
  }

  @Test func fewSeedsAreSaidToLeaveFewerDifferences() {
    let stays = difference(above, above)
    let goes = difference(below, around)
    #expect(
      whatFewSeedsLeave(of: [stays, goes, difference(around, around)])
        == " Of these intervals 2 exclude zero, and 1 where they allow for so few trainings.")
    #expect(
      whatFewSeedsLeave(of: [stays])
        == " Of these intervals 1 excludes zero, and still 1 where they allow for so few trainings."
    )
    #expect(whatFewSeedsLeave(of: [goes]).contains("and none where"))
    #expect(whatFewSeedsLeave(of: [difference(around, around)]) == "")
    // One seed has no such interval.
    #expect(whatFewSeedsLeave(of: [difference(above, nil)]) == "")
  }

  @Test func pairsOfCategoriesAgreeWhereEachSaysWhatAllSay() {
    func said(_ all: [Interval], _ each: [[Interval]], seeds: Int = 3) -> String {
      whetherPairsAgree(over: all, each: each, seeds: seeds)
    }
    #expect(said([above], [[above, above, above]]).contains("say the same"))
    // One that cannot be told from zero does not say the opposite.
    #expect(said([above], [[above, around, above]]).hasPrefix("No pair"))
    #expect(said([above], [[above, below, above]]).contains("depends on which"))
    // Also where they cancel over all.
    #expect(said([around], [[above, below, around]]).contains("depends on which"))
    #expect(said([around, below], [[around, around], [below, below]]).contains("say the same"))
    #expect(said([around], [[around, above]]).contains("nothing can be told"))
    #expect(said([above], [[above, above]], seeds: 1).contains("cannot say"))
  }

  @Test func tagsWinMoreByWhatTheyDoUnpaid() {
    func said(_ unpaid: Interval, _ paid: Interval, seeds: Int = 3) -> String {
      whetherTagsWinMore(unpaid: unpaid, paid: paid, seeds: seeds)
    }
    #expect(said(above, above).hasSuffix("win more games of unseen categories, paid or not."))
    #expect(said(above, around).hasSuffix("where they are not paid."))
    // Where the starts learned at one rate and no more is won, the rate may be all there is to it.
    func saidToo(_ oneStart: Interval) -> String {
      whetherTagsWinMore(unpaid: above, paid: above, fromStartsAtOneRate: oneStart, seeds: 5)
    }
    #expect(saidToo(above) == said(above, above))
    #expect(
      saidToo(around).hasSuffix("paid or not; it may be no more than their start's learning rate."))
    #expect(saidToo(below) == saidToo(around))
    // What RLVMR wins more may be the reward's.
    #expect(said(around, above).hasPrefix("We cannot tell"))
    #expect(said(below, above).contains("alone win fewer"))
    #expect(said(above, above, seeds: 1).contains("cannot say"))
  }

  @Test func thePromptMattersWhereTheRewardWinsMoreWithIt() {
    func said(_ won: Interval, most: Double = 0.3, seeds: Int = 3) -> String {
      whetherThePromptMatters(won: won, most: most, seeds: seeds)
    }
    // Where neither wins anything, that they win as much tells nothing of the reward.
    #expect(said(Interval(value: 0, low: 0, high: 0), most: 0).contains("neither wins a game"))
    #expect(said(above).hasSuffix(", it wins more games."))
    #expect(said(below).hasSuffix("too, it does not win more games."))
    #expect(said(around).contains("we cannot tell"))
    #expect(said(above, seeds: 1).contains("cannot say"))
  }

  @Test func itIsTheTagsWhereTheyWinMoreFromStartsAtEachRate() {
    func said(_ tags: Interval..., seeds: Int = 5) -> String {
      whetherItIsTheTags(tags, seeds: seeds)
    }
    #expect(said(above, above).hasPrefix("It is the tags, whatever"))
    #expect(said(around, above).hasPrefix("It is the tags at one rate"))
    #expect(said(above, around).hasPrefix("It is the tags at one rate"))
    #expect(said(around, around).contains("cannot be told apart"))
    // Where they win fewer at one rate, it is no matter of tags.
    #expect(said(above, below).hasPrefix("It is the rate"))
    #expect(said(above, above, seeds: 1).contains("cannot say"))
  }

  @Test func aRewardEndsRefusalsWhereTheyAreMoreWithoutIt() {
    func said(_ tags: (String, Interval)..., seeds: Int = 3) -> String {
      whichRewardsDoIt(tags.map { (tag: $0, refused: $1) }, seeds: seeds)
    }
    #expect(said(("a", above), ("b", around)) == "That of a does.")
    #expect(
      said(("a", above), ("b", below), ("c", above), ("d", above))
        == "Those of a, c and d do.")
    // Where fewer are refused without it, it is not what ends them.
    #expect(said(("a", below), ("b", around)).hasPrefix("Of no single tag"))
    #expect(said(("a", above), seeds: 1).contains("cannot say"))
  }

  @Test func theWeightDoesWhatItsEndsSay() {
    func said(_ refused: Interval, _ won: Interval, seeds: Int = 3) -> String {
      whatTheWeightDoes(refused: refused, won: won, seeds: seeds)
    }
    #expect(said(below, below).contains("fewer commands are refused, and fewer games are won"))
    #expect(said(above, above).contains("more commands are refused, and more games are won"))
    #expect(said(around, around).contains("cannot be told; games won cannot be told apart"))
    #expect(said(below, below, seeds: 1).hasPrefix("Nor whether"))
  }

  @Test func anArmWinsMoreHereTooWhereItsIntervalSaysSo() {
    func said(_ won: Interval, seeds: Int = 5) -> String {
      whetherItWinsMoreHereToo("A", won, seeds: seeds)
    }
    #expect(said(above).hasPrefix("A: yes"))
    #expect(said(around).contains("cannot tell"))
    #expect(said(below).hasPrefix("A: no"))
    #expect(said(above, seeds: 1).contains("cannot say"))
  }

  /// The watched claim's two verdicts stand in their order, and a claim counts as kept by its own name alone.
  @Test func aVerdictHoldsWhereItIsTheSameForTheSameClaim() {
    func claim(_ id: String, measured: Interval) -> ClaimResult {
      ClaimResult(
        id: id, statement: "The claim \(id).",
        paper: PaperStatement(words: "", source: "", value: 0.2),
        measured: Finding(
          difference(measured, nil), format: .points, runs: 5, games: 40),
        rule: .difference(paper: 0.2), guards: [], command: "")
    }
    let before = [claim("a", measured: above), claim("b", measured: below)]
    let now = [claim("b", measured: below), claim("a", measured: below)]
    #expect(
      whetherVerdictsHold("A wins", "a", before: before, now: now, seeds: 5)
        == "A wins: reproduced before, contradicted now. Of 2 claims 1 keep their verdict.")
    #expect(
      whetherVerdictsHold("B wins", "b", before: before, now: now, seeds: 5)
        .hasPrefix("B wins: contradicted again. Of 2"))
    #expect(
      whetherVerdictsHold("A wins", "a", before: before, now: now, seeds: 1)
        .contains("cannot say"))
    #expect(
      whetherVerdictsHold("C wins", "c", before: before, now: now, seeds: 5)
        == "C wins: not judged both times.")
    #expect(
      whatChanged(before: before, now: now)
        == ["The claim a. *reproduced* before, *contradicted* now."])
  }

  @Test func aHalfStopsRepeatsWhereItDoesAlone() {
    func said(_ first: Interval, _ second: Interval, seeds: Int = 3) -> String {
      whichHalfStopsRepeats(
        of: "the rules", [("pay", first), ("comparing", second)], what: "actions", seeds: seeds)
    }
    #expect(said(below, around) == "Of the rules it is pay that stops repeats of actions.")
    #expect(said(above, below) == "Of the rules it is comparing that stops repeats of actions.")
    #expect(said(below, below) == "Each half of the rules alone stops repeats of actions.")
    #expect(said(around, above) == "Which of the rules stops repeats of actions cannot be told.")
    #expect(said(below, below, seeds: 1) == "One training of each cannot say.")
  }

  @Test func aReadingChangesWhatIntervalsTell() {
    #expect(
      whatReadingChanges("It", [around, around, around, around], seeds: 3)
        == "It does nothing otherwise that could be told.")
    #expect(
      whatReadingChanges("It", [around, above, below, below], seeds: 3)
        == "It is refused more often; repeats possible actions less often; "
        + "repeats itself less often, refused commands counted.")
    #expect(
      whatReadingChanges("It", [below, below, above, above], seeds: 3)
        == "It wins fewer games; is refused less often; repeats possible actions more often; "
        + "repeats itself more often, refused commands counted.")
    #expect(
      whatReadingChanges("It", [above, around, around, around], seeds: 3) == "It wins more games.")
    #expect(
      whatReadingChanges("It", [below, below, above, above], seeds: 1).hasSuffix("cannot say."))
  }

  @Test func eachReadingOfRepeatsHasItsOwnSide() {
    #expect(
      whatItDoesToRepeats(possible: above, all: below)
        == "Repeats of possible actions: more; with refused commands: fewer.")
    #expect(
      whatItDoesToRepeats(possible: around, all: above)
        == "Repeats of possible actions: cannot be told; with refused commands: more.")
  }

  @Test func aMethodWinsMoreWhereNoSplitSaysTheOpposite() {
    #expect(whoWinsMore("A", than: "B", [above, around]) == "A wins more games than B.")
    #expect(whoWinsMore("A", than: "B", [around, below]) == "A wins fewer games than B.")
    #expect(whoWinsMore("A", than: "B", [above, below]).contains("depends on the games"))
    #expect(whoWinsMore("A", than: "B", [around]).hasPrefix("We cannot tell"))
  }

  @Test func eachReadingOfTheRulesIsSaidOnItsSide() {
    #expect(whetherRulesMatter([("x", below), ("y", below)]).hasPrefix("By all these"))
    #expect(whetherRulesMatter([("x", around), ("y", around)]).hasPrefix("By none"))
    #expect(
      whetherRulesMatter([("x", above), ("y", around), ("z", below)])
        == "By 1 of these 3 readings of its rules the reward leads to fewer refused commands; to more x; we cannot tell y."
    )
  }

  @Test func anArmBeatsAMethodOnlyWhereItIsRefusedLessAndWinsNoFewer() {
    func said(refused: Interval, won: Interval, seeds: Int = 3) -> String {
      whetherItBeats("A", "B", refused: refused, won: won, seeds: seeds)
    }
    // Within the margin of three points, no fewer.
    let equal = Interval(value: 0, low: -0.02, high: 0.02)
    let unsure = Interval(value: 0, low: -0.04, high: 0.2)
    #expect(said(refused: below, won: equal).hasPrefix("A beats B"))
    #expect(said(refused: below, won: unsure).contains("cannot be told"))
    #expect(!said(refused: below, won: unsure).contains("beat"))
    #expect(said(refused: below, won: below).hasPrefix("A does not beat B: it is refused less"))
    #expect(said(refused: around, won: above).hasPrefix("A does not beat B: that"))
    let less = Interval(value: -0.1, low: -0.3, high: 0.1)
    #expect(said(refused: less, won: above).hasPrefix("A does not beat B: that"))
    #expect(said(refused: above, won: above).hasPrefix("A does not beat B: it is refused more"))
    #expect(said(refused: below, won: above, seeds: 1).contains("one training"))
  }
}
