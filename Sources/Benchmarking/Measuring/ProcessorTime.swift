import Foundation

/// Processor time as Linux counts it.
enum ProcessorTime {
  /// Seconds that all processors together were busy since the machine started; nil where
  /// `/proc/stat` says nothing.
  ///
  /// Time stolen by a hypervisor counts as busy: it was not ours either.
  static func busyOfMachine() -> Double? {
    guard let text = try? String(contentsOfFile: "/proc/stat", encoding: .utf8),
      let line = text.split(separator: "\n").first, line.hasPrefix("cpu ")
    else { return nil }
    let ticks = line.split(separator: " ").dropFirst().compactMap { Double($0) }
    // user nice system idle iowait irq softirq steal; the guests after them are in user already.
    guard ticks.count >= 8 else { return nil }
    return (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6] + ticks[7]) / ticksPerSecond
  }

  /// Seconds this process took, all threads.
  static func ofThisProcess() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// Seconds another process took, all threads, its finished children included; 0 where it is gone.
  static func of(process identifier: Int32) -> Double {
    guard
      let text = try? String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8),
      let end = text.lastIndex(of: ")")
    else { return 0 }
    // The program's name may hold blanks; fields are counted from the one after it, the third.
    let fields = text[text.index(after: end)...].split(separator: " ")
    guard fields.count > 14 else { return 0 }
    return fields[11...14].compactMap { Double($0) }.reduce(0, +) / ticksPerSecond
  }

  /// The clock of `/proc`, in ticks a second.
  static let ticksPerSecond = Double(sysconf(Int32(_SC_CLK_TCK)))
}

/// Memory of this process, in bytes.
enum ProcessMemory {
  /// Forgets the peak so far, so that what follows is not charged with what came before. Where the
  /// system refuses, the peak is that of the whole process.
  static func forgetPeak() {
    guard let file = FileHandle(forWritingAtPath: "/proc/self/clear_refs") else { return }
    try? file.write(contentsOf: Data("5".utf8))
    try? file.close()
  }

  /// What is resident now, in bytes; nil where `/proc` does not say.
  static func resident() -> Double? { field("VmRSS:") }

  /// The most that was resident since the peak was last forgotten, in bytes; nil where `/proc` does
  /// not say.
  static func peak() -> Double? { field("VmHWM:") }

  private static func field(_ name: String) -> Double? {
    guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix(name) })
    else { return nil }
    return line.split(whereSeparator: \.isWhitespace).dropFirst().first
      .flatMap { Double($0) }.map { $0 * 1024 }
  }
}
