import ChapterSupport
import Statistics
import Testing

/// The words of the report's answer are chosen by intervals: each choice, and its opposite.
@Suite struct AnswerInWordsTests {
  private let above = Interval(value: 0.1, low: 0.05, high: 0.15)
  private let around = Interval(value: 0.1, low: -0.05, high: 0.25)
  private let below = Interval(value: -0.1, low: -0.15, high: -0.05)

  @Test func winningIsSaidOnlyWhereNoSplitSaysTheOpposite() {
    #expect(whetherItWinsMore([above, around], seeds: 3).hasPrefix("Yes"))
    #expect(whetherItWinsMore([around, below], seeds: 3).hasPrefix("No"))
    #expect(whetherItWinsMore([above, below], seeds: 3).contains("depends on the games"))
    #expect(whetherItWinsMore([around, around], seeds: 3).hasPrefix("We cannot tell"))
    #expect(whetherItWinsMore([above, above], seeds: 1).contains("cannot say"))
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
    func difference(_ interval: Interval, _ wide: Interval?) -> Estimate {
      Estimate(
        value: interval.value, replicates: [interval.low, interval.high], confidence: 1,
        forFewSeeds: wide)
    }
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
}
