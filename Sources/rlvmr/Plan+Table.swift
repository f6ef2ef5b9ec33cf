import Foundation
import Planning

extension Plan {
  /// The plan for people: a line a job, then sums.
  var table: String {
    let rows =
      [["", "job", "starts from", "tokens", "FLOP", "time"]]
      + jobs.map { job in
        [
          job.isDone ? "done" : "to do", job.name,
          job.kind == .run ? job.after.first ?? "the base model" : "",
          job.kind == .report ? "" : Self.short(job.work.tokens),
          job.kind == .report ? "" : Self.short(job.work.operations),
          job.kind == .report ? "" : (speed.map { Self.time($0.seconds(of: job.work)) } ?? ""),
        ]
      }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let lines = rows.map { row in
      zip(row, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }
        .joined(separator: "  ").trimmingSuffix(" ")
    }
    return (lines + [""] + sums).joined(separator: "\n")
  }

  private var sums: [String] {
    let work = openWork
    let runs = jobs.filter { $0.kind == .run }
    let evaluations = jobs.filter { $0.kind == .evaluation }
    var lines = [
      "\(runs.count) runs, \(runs.count { $0.isDone }) of them done; \(evaluations.count) "
        + "evaluations, \(evaluations.count { $0.isDone }) of them done",
      "to do: \(Self.short(work.tokens)) tokens, \(Self.short(work.operations))FLOP",
      "disk: \(Self.short(disk))B at most; memory: about \(Self.short(work.memory))B a job",
    ]
    if let speed, let one = schedule(nodes: 1), let many = schedule(nodes: nodes) {
      lines.append(
        "this machine: \(Self.short(speed.supervised))FLOP/s in supervised updates, "
          + "\(Self.short(speed.policyUpdates)) in updates of reinforcement learning, "
          + "\(Self.short(speed.decoding)) in rollouts")
      lines.append("expected time here: \(Self.time(one.seconds))")
      if nodes > 1 {
        lines.append(
          "expected time on \(nodes) nodes: \(Self.time(many.seconds)); on any number: "
            + Self.time(many.criticalPath))
      }
    }
    return lines
  }

  /// Three digits and a prefix: "12.3 G".
  private static func short(_ value: Double) -> String {
    let prefixes = ["", "k", "M", "G", "T", "P", "E", "Z"]
    var (value, place) = (value, 0)
    while value >= 1000 && place < prefixes.count - 1 { (value, place) = (value / 1000, place + 1) }
    return String(format: value >= 100 || place == 0 ? "%.0f" : "%.1f", value) + " "
      + prefixes[place]
  }

  private static func time(_ seconds: Double) -> String {
    switch seconds {
    case ..<60: String(format: "%.0f s", seconds)
    case ..<3600: String(format: "%.1f min", seconds / 60)
    default: String(format: "%.1f h", seconds / 3600)
    }
  }
}

extension String {
  fileprivate func trimmingSuffix(_ character: Character) -> String {
    lastIndex { $0 != character }.map { String(self[...$0]) } ?? ""
  }
}
