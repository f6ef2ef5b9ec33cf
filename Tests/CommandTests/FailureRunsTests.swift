import ChapterSupport
import Testing

struct FailureRunsTests {
  private func runs(_ pattern: String...) -> FailureRuns {
    var runs = FailureRuns()
    for episode in pattern { runs.count(episode.map { $0 == "." }) }
    return runs
  }

  @Test func aRunCountsWhenAValidStepEndsIt() {
    // x is a refused step. The last run of an episode earned nothing, so it is not counted.
    let counted = runs(".x..xx.xxxx.xx")
    #expect(counted.single == 1)
    #expect(counted.double == 1)
    #expect(counted.longer == 1)
    #expect(counted.doubleShare == 1.0 / 3)
  }

  @Test func aRunDoesNotReachIntoTheNextEpisode() {
    #expect(runs("..x", "x..") == runs("x."))
    #expect(runs("....").doubleShare == nil)
  }
}
