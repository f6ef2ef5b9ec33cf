/// When jobs end on some nodes: list scheduling by the critical path (Graham 1969).
///
/// Whenever a node is free it takes, of the jobs whose predecessors are done, the one with the longest
/// way to the end behind it. A node does one job at a time, at the speed of the machine that was
/// measured; nothing is charged for queues, start-up or the network. The result is at most twice the
/// best possible.
public struct Schedule: Sendable, Hashable {
  /// Seconds until everything is done.
  public let seconds: Double
  /// Seconds of the longest chain of jobs that wait for one another: no number of nodes is faster.
  public let criticalPath: Double

  /// Schedules jobs that are given by the seconds they take and what they wait for.
  ///
  /// - Parameters:
  ///   - jobs: By name; no job may wait for itself over others. A predecessor that is not among them is
  ///     taken as done.
  ///   - nodes: At least 1.
  public init(_ jobs: [String: (seconds: Double, after: [String])], nodes: Int) {
    precondition(nodes > 0)
    var followers: [String: [String]] = [:]
    for (name, job) in jobs {
      for before in job.after where jobs[before] != nil {
        followers[before, default: []].append(name)
      }
    }
    var ways: [String: Double] = [:]
    func way(_ name: String) -> Double {
      if let known = ways[name] { return known }
      let rest = (followers[name] ?? []).map(way).max() ?? 0
      let whole = (jobs[name]?.seconds ?? 0) + rest
      ways[name] = whole
      return whole
    }
    for name in jobs.keys { _ = way(name) }
    criticalPath = ways.values.max() ?? 0

    var waiting = jobs.mapValues { job in job.after.count { jobs[$0] != nil } }
    var running: [(end: Double, name: String)] = []
    var now = 0.0
    while !waiting.isEmpty || !running.isEmpty {
      // By name where ways are equal, so that the same plan always gives the same number.
      let ready = waiting.filter { $0.value == 0 }.keys.sorted {
        (-(ways[$0] ?? 0), $0) < (-(ways[$1] ?? 0), $1)
      }
      for name in ready.prefix(nodes - running.count) {
        running.append((now + (jobs[name]?.seconds ?? 0), name))
        waiting[name] = nil
      }
      guard let next = running.min(by: { ($0.end, $0.name) < ($1.end, $1.name) }) else { break }
      now = next.end
      running.removeAll { $0.name == next.name }
      for follower in followers[next.name] ?? [] { waiting[follower]? -= 1 }
    }
    seconds = now
  }
}
