import ChapterSupport
import Testing

struct FailureStreaksTests {
  private func streaks(_ pattern: String...) -> FailureStreaks {
    var streaks = FailureStreaks()
    for episode in pattern { streaks.count(episode.map { $0 == "." }) }
    return streaks
  }

  @Test func aStreakCountsWhenAValidStepEndsIt() {
    // x is a refused step. The last streak of an episode earned nothing, so it is not counted.
    let counted = streaks(".x..xx.xxxx.xx")
    #expect(counted.single == 1)
    #expect(counted.double == 1)
    #expect(counted.longer == 1)
    #expect(counted.doubleShare == 1.0 / 3)
  }

  @Test func aStreakDoesNotReachIntoTheNextEpisode() {
    #expect(streaks("..x", "x..") == streaks("x."))
    #expect(streaks("....").doubleShare == nil)
  }
}
