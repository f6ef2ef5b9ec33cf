import Planning
import Testing

/// When jobs end on several nodes; the numbers are worked by hand.
@Suite struct ScheduleTests {
  /// A cold start of 2, GRPO (5) and RLVMR (3) from it, SFT (4) from nothing, and a report (1) after all.
  private let jobs: [String: (seconds: Double, after: [String])] = [
    "cold": (2, []), "grpo": (5, ["cold"]), "rlvmr": (3, ["cold"]), "sft": (4, []),
    "report": (1, ["grpo", "rlvmr", "sft"]),
  ]

  @Test func oneNodeTakesTheSum() {
    #expect(Schedule(jobs, nodes: 1).seconds == 15)
  }

  @Test func noNumberOfNodesBeatsTheLongestChain() {
    let schedule = Schedule(jobs, nodes: 64)
    // cold, grpo, report.
    #expect(schedule.seconds == 8)
    #expect(schedule.criticalPath == 8)
  }

  /// On two nodes: cold and sft begin; at 2 grpo, which has the longer way, before rlvmr; at 4 rlvmr, until
  /// 7, when grpo ends too; then the report. First come, first served would end at 9.
  @Test func whatHasTheLongestWayGoesFirst() {
    #expect(Schedule(jobs, nodes: 2).seconds == 8)
  }

  @Test func whatIsDoneIsNotWaitedFor() {
    // Only jobs still to be done are scheduled; "cold" is none of them.
    let open = jobs.filter { $0.key != "cold" }
    #expect(Schedule(open, nodes: 64).seconds == 6)
  }

  @Test func nothingTakesNoTime() {
    #expect(Schedule([:], nodes: 3).seconds == 0)
    #expect(Schedule([:], nodes: 3).criticalPath == 0)
  }
}
