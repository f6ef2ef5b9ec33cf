import Foundation
import Synchronization

/// Results as they come, one a line, so that an interrupted run continues.
final class ResultsLog: Sendable {
  private struct Entry: Codable {
    var id: String
    var fingerprint: String
    var kind: String
    var details: [String]
    var buildSeconds: Double
    var testSeconds: Double
  }

  private let file: URL
  private let entries: Mutex<[Entry]>

  /// Opens the log. Results of other sources or tests are forgotten.
  ///
  /// - Parameter package: Fingerprint of the package.
  /// - Throws: Errors of a folder that cannot be written.
  init(at file: URL, package: String, startsAnew: Bool) throws {
    self.file = file
    let text = startsAnew ? "" : (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    var lines = text.split(separator: "\n")
    if lines.first != "# package \(package)" {
      lines = []
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data("# package \(package)\n".utf8).write(to: file)
    }
    // A line cut off by an interruption is no result.
    let known = lines.compactMap { try? JSONDecoder().decode(Entry.self, from: Data($0.utf8)) }
    entries = Mutex(known)
  }

  /// The result of a mutant, if it is known.
  func result(of mutant: Mutant) -> MutantResult? {
    let fingerprint = mutant.fingerprint
    guard
      let entry = entries.withLock({
        $0.last { $0.id == mutant.id && $0.fingerprint == fingerprint }
      }), let outcome = Self.outcome(entry)
    else { return nil }
    return MutantResult(
      mutant: mutant, outcome: outcome, buildSeconds: entry.buildSeconds,
      testSeconds: entry.testSeconds)
  }

  /// Keeps a result.
  ///
  /// - Throws: Errors of a file that cannot be written.
  func add(_ result: MutantResult) throws {
    let (kind, details) = Self.parts(result.outcome)
    let entry = Entry(
      id: result.mutant.id, fingerprint: result.mutant.fingerprint, kind: kind, details: details,
      buildSeconds: result.buildSeconds, testSeconds: result.testSeconds)
    let line = try JSONEncoder().encode(entry) + Data("\n".utf8)
    try entries.withLock { entries in
      entries.append(entry)
      let handle = try FileHandle(forWritingTo: file)
      defer { try? handle.close() }
      try handle.seekToEnd()
      try handle.write(contentsOf: line)
    }
  }

  private static func parts(_ outcome: Outcome) -> (kind: String, details: [String]) {
    switch outcome {
    case .caught(let tests): ("caught", tests)
    case .crashed(let message): ("crashed", [message])
    case .hung: ("hung", [])
    case .doesNotCompile(let error): ("does not compile", [error])
    case .survived: ("survived", [])
    }
  }

  private static func outcome(_ entry: Entry) -> Outcome? {
    switch entry.kind {
    case "caught": .caught(by: entry.details)
    case "crashed": .crashed(entry.details.first ?? "")
    case "hung": .hung
    case "does not compile": .doesNotCompile(entry.details.first ?? "")
    case "survived": .survived
    default: nil
    }
  }
}
