import Agent
import Archive
import EpisodeViewer
import Experiments
import Foundation
import HouseholdWorld
import MetaReasoning
import Testing

/// The project's root.
let root = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// What is recorded in the repository.
enum Recorded {
  /// The groups that the report's page shows.
  static let groups = Result {
    try GroupArchive.read(root.appendingPathComponent("Report/groups.tar.gz"))
  }

  /// The evaluations of one seed, with the settings of their run.
  static let evaluations = Result {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("viewer-runs-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try unpack("-seed1-", into: folder)
    let runs = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return try runs.flatMap { name in
      let run = try RunFolder(at: folder.appendingPathComponent(name))
      let specification = try run.read(RunSpecification.self, from: "config.json")
      return try run.evaluations().map { (run: specification, evaluation: $0) }
    }
  }

  /// Unpacks the runs whose names contain a text.
  ///
  /// - Returns: The name of one of them.
  @discardableResult
  static func unpack(_ part: String, into folder: URL) throws -> String {
    let entries = try Archive.entries(of: root.appendingPathComponent("Report/runs.tar.gz"))
      .filter { $0.name.contains(part) }
    for (name, data) in entries {
      let file = folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data.write(to: file)
    }
    return entries.first.map { String($0.name.prefix { $0 != "/" }) } ?? ""
  }
}

/// An episode of one step in a room of one thing, with whatever words are given.
func episode(saying words: String, of object: String = "mug 1") -> Transcript {
  Transcript(
    gameID: "game \(words)", category: nil,
    opening: "You are in the middle of a room. Looking quickly around you, you see a \(object).\n\n"
      + "Your task is to: \(words).", won: false,
    steps: [
      Transcript.Step(
        output: "<planning> \(words) </planning> <action> \(words) </action>", action: words,
        tag: .planning, observation: words, isAdmissible: true, worldState: 0)
    ])
}

/// A program of PATH; nil where there is none.
func program(_ name: String) -> URL? {
  (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map { URL(fileURLWithPath: "\($0)/\(name)") }
    .first { FileManager.default.isExecutableFile(atPath: $0.path) }
}

/// Runs a program to its end; what it says goes to a file, so that no pipe can fill up.
func run(_ program: URL, _ arguments: [String]) throws -> (status: Int32, output: String) {
  let file = FileManager.default.temporaryDirectory
    .appendingPathComponent("viewer-output-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: file) }
  try Data().write(to: file)
  let process = Process()
  process.executableURL = program
  process.arguments = arguments
  let handle = try FileHandle(forWritingTo: file)
  process.standardOutput = handle
  process.standardError = handle
  try process.run()
  process.waitUntilExit()
  return (process.terminationStatus, try String(contentsOf: file, encoding: .utf8))
}

/// The data that a page holds.
func data(of page: String) throws -> [String: Any] {
  let open = try #require(page.firstRange(of: "id=\"data\">")).upperBound
  let close = try #require(page[open...].firstRange(of: "</script>")).lowerBound
  let value = try JSONSerialization.jsonObject(with: Data(page[open..<close].utf8))
  return try #require(value as? [String: Any])
}

/// A game of a page's data.
func game(_ place: Int, of data: [String: Any]) throws -> [String: Any] {
  try #require((data["games"] as? [[String: Any]])?[place])
}

/// What played a game of a page's data.
func plays(of game: [String: Any]) throws -> [[String: Any]] {
  try #require(game["plays"] as? [[String: Any]])
}
