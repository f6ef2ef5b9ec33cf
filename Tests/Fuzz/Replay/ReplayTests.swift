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
      let fault = reader.fault(ofComplaint: complaint, in: folder)
      #expect(fault == nil, "\(name): \(complaint.prefix(2000).debugDescription)")
    }
    #expect(refused > 0)
  }

  @Test func aComplaintThatSaysTooMuchOrTooLittleIsNoticed() {
    let folder = URL(fileURLWithPath: "/models/f")
    func fault(_ complaint: String, _ reader: Reader = .gguf) -> String? {
      reader.fault(ofComplaint: complaint, in: folder)
    }
    #expect(fault("/models/f/model.gguf: is cut short; fetch it again") == nil)
    #expect(fault("game.tw-pddl: is no game; give one", .game) == nil)
    #expect(fault("/models/f/model.gguf: tensor a\nb is unknown") == "more than one line")
    #expect(fault("/models/f/model.gguf: tensor a\u{2028}b is unknown") == "more than one line")
    // Escape, its one-character form, and the one that deletes.
    for character in ["\u{1B}", "\u{9B}", "\u{7F}"] {
      #expect(fault("/models/f/model.gguf: tensor \(character)[2J") == "a control character")
    }
    #expect(fault("is cut short") == "the file is not named")
    #expect(fault("model.gguf: is cut short") == "the file is not named")
    #expect(fault("/models/f/model.gguf: " + String(repeating: "a", count: 1000)) != nil)
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
