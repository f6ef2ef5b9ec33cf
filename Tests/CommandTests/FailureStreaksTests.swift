import ChapterSupport
import Experiments
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

struct FailureTests {
  private func episode(won: Bool = false, outOfContext: Bool? = nil) -> EpisodeMetrics {
    let refused = Transcript.Step(
      action: "x", observation: "Nothing happens.", isAdmissible: false, worldState: 1)
    var transcript = Transcript(
      gameID: "g", category: nil, opening: "", won: won, steps: [refused])
    transcript.outOfContext = outOfContext
    return EpisodeMetrics(transcript)
  }

  /// An episode that had steps left did not run out of them, whatever it did before.
  @Test func anEpisodeOutOfContextIsLostForThatReasonAlone() {
    #expect(Failure(episode()) == .refused)
    #expect(Failure(episode(outOfContext: true)) == .outOfContext)
    #expect(Failure(episode(won: true)) == nil)
  }
}
