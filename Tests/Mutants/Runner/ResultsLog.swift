import Foundation
import Synchronization

/// Results as they come, one a line, so that an interrupted run continues.
package final class ResultsLog: Sendable {
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
  /// - Parameters:
  ///   - package: Fingerprint of the package.
  ///   - kept: Which results of other sources or tests are believed all the same.
  /// - Throws: Errors of a folder that cannot be written.
  package init(at file: URL, package: String, kept: Kept = .nothing) throws {
    self.file = file
    let text = kept == .notEvenItsOwn ? "" : (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    let lines = text.split(separator: "\n")
    let head = "# package \(package)"
    // A line cut off by an interruption is no result.
    var known = lines.compactMap { try? JSONDecoder().decode(Entry.self, from: Data($0.utf8)) }
    if lines.first.map(String.init) != head {
      known = kept == .caught ? known.filter { $0.kind == "caught" } : []
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      let rest = try known.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
      try Data(([head] + rest).map { $0 + "\n" }.joined().utf8).write(to: file)
    }
    entries = Mutex(known)
  }

  /// What is believed of results that other sources or tests gave.
  package enum Kept: Sendable {
    /// None of them.
    case nothing
    /// That a test noticed: what follows when tests were added for the faults that survived.
    case caught
    /// Nor are those of the same sources and tests.
    case notEvenItsOwn
  }

  /// The result of a mutant, if it is known.
  package func result(of mutant: Mutant) -> MutantResult? {
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
  package func add(_ result: MutantResult) throws {
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
