import Foundation
import Kernels

/// Where and with what a run was made: what a bug report needs.
public struct RunEnvironment: Sendable, Hashable, Codable {
  /// Name and version as the system gives them.
  public var system: String
  /// The processor's name.
  public var processor: String
  /// Cores the system shows.
  public var cores: Int
  /// Memory in GiB.
  public var memory: Int
  /// The Swift compiler's version and the toolchain's build; nil in records older than this field.
  public var swift: String?
  /// The commit of the sources, with "+" behind it where files were changed; nil outside a clone.
  public var commit: String?

  /// This machine and this program.
  public static let current: RunEnvironment = {
    let info = ProcessInfo.processInfo
    let processor = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?
      .split(separator: "\n").first { $0.hasPrefix("model name") }
      .flatMap { $0.split(separator: ":").last }
      .map { $0.trimmingCharacters(in: .whitespaces) }
    return RunEnvironment(
      system: info.operatingSystemVersionString, processor: processor ?? "unknown",
      cores: info.activeProcessorCount, memory: Int(info.physicalMemory >> 30),
      swift: "\(swiftVersion) (\(Kernel.compiler))", commit: commit())
  }()

  /// The version of the compiler that built this program.
  private static var swiftVersion: String {
    #if compiler(>=6.4)
      "Swift 6.4 or newer"
    #elseif compiler(>=6.3)
      "Swift 6.3"
    #elseif compiler(>=6.2)
      "Swift 6.2"
    #else
      "Swift 6.1"
    #endif
  }

  private static func commit() -> String? {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
    guard let commit = git(["-C", root, "rev-parse", "HEAD"]), !commit.isEmpty else { return nil }
    let changes = git(["-C", root, "status", "--porcelain", "--untracked-files=no", ":/Sources"])
    return commit + (changes?.isEmpty == true ? "" : "+")
  }

  private static func git(_ arguments: [String]) -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
