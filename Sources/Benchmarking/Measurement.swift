import Foundation

/// Seconds of repeated rounds of the same work.
public struct Measurement: Sendable, Hashable, Codable {
  /// Wall time of each counted round, in seconds, in the order in which they ran.
  public var seconds: [Double]
  /// Rounds dropped because another process took the processor.
  public var dropped: Int

  /// The middle one.
  public var median: Double { Self.median(of: seconds) }
  /// The fastest round.
  public var fastest: Double { seconds.min() ?? .nan }
  /// The slowest counted round.
  public var slowest: Double { seconds.max() ?? .nan }

  /// The middle of some numbers, the mean of the middle two for an even count.
  static func median(of values: [Double]) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return .nan }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}

/// How busy the machine was with anything but us.
enum SystemLoad {
  /// A round is dropped when other processes took more than this share of the processors.
  static let tolerated = 0.03
  private static let cores = Double(ProcessInfo.processInfo.activeProcessorCount)

  /// Processor seconds spent so far: by everything, and by us and the given processes.
  struct Reading {
    var all: Double
    var ours: Double
  }

  /// Reads the kernel's counters; nil where there are none (not Linux).
  static func read(processes: [Int32]) -> Reading? {
    guard let total = fields(of: "/proc/stat")?.first else { return nil }
    let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
    let numbers = total.dropFirst().compactMap { Double($0) }
    guard numbers.count > 7 else { return nil }
    let busy = numbers[0] + numbers[1] + numbers[2] + numbers[5] + numbers[6]
    let ours = (processes + [getpid()]).reduce(0.0) { sum, process in
      guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
        let end = text.lastIndex(of: ")")
      else { return sum }
      // After the name: state is field 3, user time 14, system time 15, and those of reaped
      // children 16 and 17.
      let rest = text[text.index(after: end)...].split(separator: " ")
      return sum + rest[11...14].reduce(0) { $0 + (Double($1) ?? 0) }
    }
    return Reading(all: busy / ticks, ours: ours / ticks)
  }

  private static func fields(of path: String) -> [[Substring]]? {
    (try? String(contentsOfFile: path, encoding: .utf8))?
      .split(separator: "\n").map { $0.split(separator: " ") }
  }

  /// Whether something else disturbed what happened between two readings. Very short stretches
  /// cannot be told, the counters tick a hundred times a second.
  static func wasDisturbed(_ before: Reading?, _ after: Reading?, seconds: Double) -> Bool {
    guard let before, let after, seconds > 0.05 else { return false }
    let others = (after.all - before.all) - (after.ours - before.ours)
    return others - 0.02 > tolerated * cores * seconds
  }
}

/// Runs `body` once to warm up and then `rounds` times, repeating rounds in which other processes
/// took the processor (at most twice as many in all).
func measure(rounds: Int, _ body: () throws -> Void) rethrows -> Measurement {
  try body()
  var result = Measurement(seconds: [], dropped: 0)
  while result.seconds.count < rounds {
    let (seconds, disturbed) = try timed(body)
    if disturbed && result.dropped < 2 * rounds {
      result.dropped += 1
    } else {
      result.seconds.append(seconds)
    }
  }
  return result
}

/// One round's seconds, and whether it was disturbed.
func timed(
  processes: [Int32] = [], _ body: () throws -> Void
) rethrows -> (seconds: Double, disturbed: Bool) {
  let before = SystemLoad.read(processes: processes)
  let clock = ContinuousClock()
  let duration = try clock.measure(body)
  let seconds =
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  return (
    seconds,
    SystemLoad.wasDisturbed(before, SystemLoad.read(processes: processes), seconds: seconds)
  )
}
