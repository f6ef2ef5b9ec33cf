import Foundation

/// Where a run was made: what a bug report needs.
public struct RunEnvironment: Sendable, Hashable, Codable {
  /// The operating system.
  public var system: String
  /// The processor's name.
  public var processor: String
  /// Number of cores.
  public var cores: Int
  /// Memory in GiB.
  public var memory: Int

  /// This machine.
  public static var current: RunEnvironment {
    let info = ProcessInfo.processInfo
    let processor = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?
      .split(separator: "\n").first { $0.hasPrefix("model name") }
      .flatMap { $0.split(separator: ":").last }
      .map { $0.trimmingCharacters(in: .whitespaces) }
    return RunEnvironment(
      system: info.operatingSystemVersionString, processor: processor ?? "unknown",
      cores: info.activeProcessorCount, memory: Int(info.physicalMemory >> 30))
  }
}
