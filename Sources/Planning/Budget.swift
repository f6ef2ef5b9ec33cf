/// What would fit into a number of hours, where a plan does not.
public struct Budget: Sendable {
  /// The hours there are.
  public let hours: Double

  /// A budget of so many hours.
  public init(hours: Double) { self.hours = hours }

  /// Nil where a plan fits; else one line that says what it takes and what would fit.
  ///
  /// - Parameters:
  ///   - seeds: The plan's training seeds, in order: the first are kept longest.
  ///   - smaller: The plans of smaller profiles, the largest first, by their names, made when asked for.
  /// - Throws: What those throw.
  public func refusal(
    of plan: Plan, seeds: [UInt64], iterations: Int,
    smaller: [(profile: String, plan: () throws -> Plan)]
  ) throws -> String? {
    guard let whole = plan.schedule(nodes: plan.nodes), !fits(whole) else { return nil }
    var fitting: [String] = []
    func offer(_ option: String, _ schedule: Schedule?) -> Bool {
      guard let schedule, fits(schedule) else { return false }
      fitting.append("\(option) (\(Self.text(schedule.seconds / 3600)))")
      return true
    }
    for count in stride(from: seeds.count - 1, to: 0, by: -1) {
      let kept = Array(seeds.prefix(count))
      let words = kept.map(String.init).joined(separator: ",")
      if offer("--seeds \(words)", plan.schedule(nodes: plan.nodes, seeds: Set(kept))) { break }
    }
    // The more iterations the longer, so the largest number that fits is found by halving.
    var (low, high) = (0, iterations)
    while high - low > 1 {
      let middle = (low + high) / 2
      let schedule = plan.schedule(nodes: plan.nodes, iterations: middle)
      if schedule.map(fits) == true { low = middle } else { high = middle }
    }
    if low > 0 {
      _ = offer("--iterations \(low)", plan.schedule(nodes: plan.nodes, iterations: low))
    }
    for (profile, other) in smaller
    where try offer("--profile \(profile)", other().schedule(nodes: plan.nodes)) { break }
    for nodes in [2, 4, 8, 16, 32, 64] where nodes > plan.nodes {
      if offer("--nodes \(nodes)", plan.schedule(nodes: nodes)) { break }
    }
    return "takes \(Self.text(whole.seconds / 3600)) on \(plan.nodes) "
      + "node\(plan.nodes == 1 ? "" : "s"), more than --max-hours \(hours); "
      + (fitting.isEmpty
        ? "fewer seeds, fewer iterations, smaller profiles and 64 nodes would not fit either"
        : "would fit: " + fitting.joined(separator: "; "))
  }

  private func fits(_ schedule: Schedule) -> Bool { schedule.seconds <= 3600 * hours }

  /// Hours with two digits that say something.
  static func text(_ hours: Double) -> String {
    if hours >= 10 { return "\(Int(hours.rounded(.up))) h" }
    let digits = hours >= 1 ? 10.0 : 100.0
    return "\((hours * digits).rounded(.up) / digits) h"
  }
}
