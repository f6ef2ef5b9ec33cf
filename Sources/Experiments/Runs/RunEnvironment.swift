import Digests
import Foundation
import Kernels
import SourceText

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
  /// A commit with the sources that decide results as this program was built from them, with "+" behind
  /// it where files were changed; `otherSources` where there are others now; nil outside a clone.
  public var commit: String?

  /// What stands in a commit's place where the sources are no longer those that were compiled.
  package static let otherSources = "unknown (built from other sources)"

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

  /// The commit of a clone, which says something of this program only as long as nobody has edited the
  /// sources there, or taken another commit, since it was built.
  ///
  /// - Parameters:
  ///   - root: The package's folder.
  ///   - compiled: Digests of the sources that were compiled, by "Module/File".
  package static func commit(
    in root: URL = packageRoot, compiled: [String: String] = compiledSourceDigests
  ) -> String? {
    guard let commit = git(["-C", root.path, "rev-parse", "HEAD"]), !commit.isEmpty else {
      return nil
    }
    let sources = root.appendingPathComponent("Sources")
    guard sourceDigests(besides: compiled, in: sources) == compiled else { return otherSources }
    let changes = git([
      "-C", root.path, "status", "--porcelain", "--untracked-files=no", "--", "Sources",
    ])
    return commit + (changes?.isEmpty == true ? "" : "+")
  }

  /// Digests of the sources on the disk as `source-digest` takes them: of those that were compiled, and of
  /// what else stands in their folders now.
  package static func sourceDigests(
    besides compiled: [String: String], in sources: URL
  ) -> [String: String] {
    var found: [(name: String, file: URL)] = []
    for module in Set(compiled.keys.map { $0.prefix { $0 != "/" } }) {
      let folder = sources.appendingPathComponent(String(module))
      for path in (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? [] {
        let file = folder.appendingPathComponent(path)
        switch file.pathExtension {
        case "swift": found.append(("\(module)/\(file.lastPathComponent)", file))
        case "c", "h": found.append(("\(module)/\(path)", file))
        default: break
        }
      }
    }
    let folders = Set(
      found.filter { compiled[$0.name] != nil }.map { $0.file.deletingLastPathComponent() })
    return found.filter { folders.contains($0.file.deletingLastPathComponent()) }.reduce(into: [:])
    {
      let text = (try? String(contentsOf: $1.file, encoding: .utf8)) ?? ""
      let significant = significantText(
        of: text, in: $1.file.pathExtension == "swift" ? .swift : .c)
      $0[$1.name] = Digest.sha256(of: Data(significant.utf8))
    }
  }

  /// Where the sources stood when this file was compiled.
  package static let packageRoot = (0..<4).reduce(URL(fileURLWithPath: #filePath)) { url, _ in
    url.deletingLastPathComponent()
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
