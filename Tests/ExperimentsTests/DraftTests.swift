import Archive
import Experiments
import Foundation
import Testing

/// Drafts of killed processes go with the next writer; those of living ones stay.
@Suite struct DraftTests {
  /// The number of a process that has ended and been waited for.
  private func deadProcess() throws -> pid_t {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/true")
    try process.run()
    process.waitUntilExit()
    return process.processIdentifier
  }

  private func names(_ folder: URL) throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: folder.path))
  }

  @Test func aDeadWritersDraftIsRemovedByTheNextOne() throws {
    let temporary = TemporaryFolder()
    let folder = try RunFolder(at: temporary.url)
    let dead = try deadProcess()
    // The process that started this one lives.
    let others = [
      ".draft-list.json-\(getppid())", ".draft-other.json-\(dead)", ".draft-list.json-x",
    ]
    for name in others + [".draft-list.json-\(dead)"] { try Data().write(to: folder.file(name)) }
    try folder.write([1], to: "list.json")
    #expect(try names(temporary.url) == Set(others + ["list.json"]))
  }

  @Test func anArchivesToo() throws {
    let temporary = TemporaryFolder()
    let folder = try RunFolder(at: temporary.url)
    let living = ".kept.tar.gz.draft-\(getppid())"
    for name in [living, ".kept.tar.gz.draft-\(try deadProcess())"] {
      try Data().write(to: folder.file(name))
    }
    try Archive.write([(name: "a", data: Data())], to: folder.file("kept.tar.gz"))
    #expect(try names(temporary.url) == ["kept.tar.gz", living])
  }

  @Test func filesArePutInPlaceTogetherOrNotAtAll() throws {
    let temporary = TemporaryFolder()
    let folder = try RunFolder(at: temporary.url)
    try folder.write([1], to: "old.json")
    let files: [(path: String, data: Data)] = [
      ("old.json", Data("new".utf8)), ("below/b.txt", Data("b".utf8)),
    ]
    try Durability.write(files, into: temporary.url)
    #expect(try Data(contentsOf: folder.file("old.json")) == Data("new".utf8))
    #expect(try names(temporary.url) == ["old.json", "below"])
    // A name that is too long for any file system.
    let bad = [("old.json", Data()), (String(repeating: "x", count: 300), Data())]
      .map { (path: $0.0, data: $0.1) }
    #expect(throws: (any Error).self) { try Durability.write(bad, into: temporary.url) }
    #expect(try Data(contentsOf: folder.file("old.json")) == Data("new".utf8))
    #expect(try names(temporary.url) == ["old.json", "below"])
  }
}
