import Testing

import Planning

/// What is said where a plan does not fit. One operation takes a second here.
@Suite struct BudgetTests {
  /// An hour of cold start and four hours of 40 iterations for each of some seeds.
  private func plan(seeds: [UInt64], isDone: Bool = false) -> Plan {
    let jobs = seeds.flatMap { seed -> [Job] in
      var start = job("start-\(seed)", seed, after: [])
      start.work.supervised = 3600
      var run = job("run-\(seed)", seed, after: [start.name])
      run.work.decoding = 4 * 3600
      run.work.iterations = 40
      run.isDone = isDone
      return [start, run]
    }
    return Plan(jobs, speed: Speed(supervised: 1, policyUpdates: 1, decoding: 1))
  }

  private func job(_ name: String, _ seed: UInt64, after: [String]) -> Job {
    Job(
      name: name, kind: .run, after: after, arguments: [], output: "", isDone: false, seed: seed,
      work: Work())
  }

  private func refusal(_ hours: Double, of plan: Plan, seeds: [UInt64]) throws -> String? {
    try Budget(hours: hours).refusal(of: plan, seeds: seeds, iterations: 40, smaller: [])
  }

  @Test func whatFitsIsNotRefused() throws {
    #expect(try refusal(15, of: plan(seeds: [1, 2, 3]), seeds: [1, 2, 3]) == nil)
  }

  @Test func fewerSeedsFewerIterationsAndMoreNodesAreOfferedWithTheirHours() throws {
    let text = try #require(try refusal(11, of: plan(seeds: [1, 2, 3]), seeds: [1, 2, 3]))
    #expect(text.contains("takes 15 h on 1 node, more than --max-hours 11.0"))
    // The first two seeds take ten hours; the third is dropped first.
    #expect(text.contains("--seeds 1,2 (10 h)"))
    // Three hours of cold starts leave eight to 120 iterations of six minutes: 26 a seed are 7.8 hours.
    #expect(text.contains("--iterations 26 (11 h)"))
    // Two nodes: two cold starts until 1, the third beside the first run, which ends at 5, until 2, then the
    // second run until 6, and the third from 5 to 9.
    #expect(text.contains("--nodes 2 (9.0 h)"))
    #expect(!text.contains("\n"))
  }

  @Test func aSmallerProfileIsOfferedWhereItFits() throws {
    let small = plan(seeds: [1])
    let text = try Budget(hours: 5).refusal(
      of: plan(seeds: [1, 2, 3]), seeds: [1, 2, 3], iterations: 40,
      smaller: [("quick", { plan(seeds: [1, 2]) }), ("smoke", { small })])
    #expect(text?.contains("--profile smoke (5.0 h)") == true)
    #expect(text?.contains("--profile quick") == false)
  }

  @Test func whereNothingFitsThatIsSaid() throws {
    let text = try refusal(0.5, of: plan(seeds: [1]), seeds: [1])
    #expect(text?.contains("would not fit either") == true)
  }

  /// Runs of other iterations would have to be made anew, though those there are were done; cold starts not.
  @Test func whatIsDoneTakesNoTimeUnlessItWouldChange() {
    var done = plan(seeds: [1], isDone: true)
    #expect(done.schedule(nodes: 1)?.seconds == 3_600)
    #expect(done.schedule(nodes: 1, iterations: 20)?.seconds == 10_800)
    done.jobs[0].isDone = true
    #expect(done.schedule(nodes: 1)?.seconds == 0)
    #expect(done.schedule(nodes: 1, iterations: 20)?.seconds == 7_200)
  }
}
