import Foundation
import Testing

/// The exported folder of a smoke report's runs, from outside.
@Suite struct ExportTests {
  private static let exported: (folder: URL, outcome: Outcome?) = {
    let folder = Scratch.folder("export")
    let runs = Scratch.report.folder.appendingPathComponent("Report/runs.tar.gz").path
    return (folder, try? Program.run("rlvmr", ["export", "--runs", runs, "--into", folder.path]))
  }()

  private func text(_ name: String) throws -> String {
    try #require(Self.exported.outcome?.status == 0, "\(Self.exported.outcome?.errors ?? "")")
    return try String(
      contentsOf: Self.exported.folder.appendingPathComponent(name), encoding: .utf8)
  }

  @Test func everyRunHasARowAndItsFiles() throws {
    let runs = try text("runs.csv").split(separator: "\r\n").dropFirst()
    #expect(!runs.isEmpty)
    for row in runs {
      let name = try #require(row.split(separator: ",").first)
      for file in ["metrics/\(name).csv", "metrics/\(name).jsonl"] {
        #expect(try !text(file).isEmpty, "\(file)")
      }
      #expect(
        FileManager.default.fileExists(
          atPath: Self.exported.folder.appendingPathComponent("tensorboard/\(name)").path))
    }
  }

  @Test func aConversationAlternatesAndEndsWithTheAgent() throws {
    struct Conversation: Decodable {
      struct Message: Decodable { var role: String }
      var messages: [Message]
    }
    let rows = try text("evaluations.csv").split(separator: "\r\n").dropFirst()
    let fields = try #require(rows.first).split(separator: ",")
    let lines = try text("episodes/\(fields[0])/\(fields[4]).jsonl").split(separator: "\n")
    #expect(lines.count == 4)
    for line in lines {
      let roles = try JSONDecoder().decode(Conversation.self, from: Data(line.utf8)).messages
        .map(\.role)
      #expect(roles.last == "assistant")
      #expect(roles.enumerated().allSatisfy { $1 == ($0 % 2 == 0 ? "user" : "assistant") })
    }
  }

  /// RO-Crate 1.1: a descriptor, a root, and a description of every file, with its size.
  @Test func theMetadataDescribesEveryFile() throws {
    let object = try JSONSerialization.jsonObject(
      with: Data(text("ro-crate-metadata.json").utf8))
    let graph = try #require((object as? [String: Any])?["@graph"] as? [[String: Any]])
    let byID = Dictionary(grouping: graph) { $0["@id"] as? String ?? "" }
    #expect(byID.values.allSatisfy { $0.count == 1 })
    let root = try #require(byID["./"]?.first)
    for key in ["name", "description", "datePublished", "license"] { #expect(root[key] != nil) }
    let parts = try #require(root["hasPart"] as? [[String: String]]).compactMap { $0["@id"] }
    let manager = FileManager.default
    let there = try manager.subpathsOfDirectory(atPath: Self.exported.folder.path).filter {
      var isFolder: ObjCBool = false
      let path = Self.exported.folder.appendingPathComponent($0).path
      return manager.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
    }
    #expect(Set(parts) == Set(there).subtracting(["ro-crate-metadata.json"]))
    for part in parts {
      let file = try #require(byID[part]?.first)
      let size = try Data(contentsOf: Self.exported.folder.appendingPathComponent(part)).count
      #expect(file["contentSize"] as? String == "\(size)")
    }
  }

  @Test func aFolderOfRunsIsRecordedFirst() throws {
    try #require(Scratch.report.outcome?.status == 0, "\(Scratch.report.outcome?.errors ?? "")")
    let folder = Scratch.folder("export-folder")
    let runs = Scratch.report.folder.appendingPathComponent("Report/runs").path
    let outcome = try Program.run("rlvmr", ["export", "--runs", runs, "--into", folder.path])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(
      try Data(contentsOf: folder.appendingPathComponent("evaluations.csv"))
        == Data(text("evaluations.csv").utf8))
  }

  @Test func whatIsNotThereIsNamed() throws {
    let outcome = try Program.run(
      "rlvmr", ["export", "--runs", "nowhere.tar.gz", "--into", Scratch.folder("none").path])
    #expect(outcome.status != 0)
    #expect(outcome.errorLines.count == 1)
    #expect(outcome.errors.contains("nowhere.tar.gz: no such archive or folder"))
  }
}
