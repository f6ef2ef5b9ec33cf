import Foundation
import FuzzedReaders
import Testing

/// Every input that fuzzing began with, kept or stumbled over: none may do anything but be read or refused
/// in one line that names the file.
@Suite(.serialized) struct ReplayTests {
  private static let tests = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private func inputs(_ reader: Reader) throws -> [(name: String, bytes: Data)] {
    let folder = Self.tests.appendingPathComponent("Fuzz/Corpus/\(reader.rawValue)")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map {
      ($0, try Data(contentsOf: folder.appendingPathComponent($0)))
    }
  }

  @Test(arguments: Reader.allCases)
  func everyInputIsReadOrRefusedInOneLine(reader: Reader) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("replay-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let inputs = try inputs(reader)
    #expect(inputs.count > 3)
    var refused = 0
    for (name, bytes) in inputs {
      guard let complaint = reader.complaint(about: bytes, in: folder) else { continue }
      refused += 1
      #expect(!complaint.contains("\n"), "\(name): \(complaint)")
      // The file, and the fix behind a semicolon, a dash or a second sentence.
      let names = ["game.tw-pddl", folder.lastPathComponent]
      #expect(names.contains { complaint.contains($0) }, "\(name): \(complaint)")
      #expect(complaint.count < 1000, "\(name): \(complaint.prefix(2000))")
    }
    #expect(refused > 0)
  }

  @Test func nothingOutsideItsFolderIsWrittenByAnArchive() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("replay-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let hostile = [
      "parent", "inner-parent", "absolute", "dot", "link", "hard-link", "device", "sparse",
    ]
    for (name, bytes) in try inputs(.archive) where hostile.contains(name) {
      let complaint = Reader.archive.complaint(about: bytes, in: folder)
      #expect(complaint?.contains("recorded.tar.gz") == true, "\(name): \(complaint ?? "was read")")
    }
    #expect(!FileManager.default.fileExists(atPath: "/tmp/x"))
  }
}
