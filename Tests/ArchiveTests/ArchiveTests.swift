import Archive
import Foundation
import Testing

/// A folder that is removed after the test.
private final class Scratch {
  let folder: URL
  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("archive-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(at: folder) }
  func file(_ name: String = "a.tar.gz") -> URL { folder.appendingPathComponent(name) }
}

private typealias Entries = [(name: String, data: Data)]

/// Names longer than the 100 bytes of a tar header, outside ASCII, and contents that are empty,
/// larger than a read buffer (65536 bytes) and no whole number of tar blocks (512).
private let sample: Entries = [
  ("b/second.txt", Data("two".utf8)),
  ("a.txt", Data("one\n".utf8)),
  ("empty", Data()),
  ("größe/α.json", Data("{}".utf8)),
  (String(repeating: "long/", count: 60) + "name", Data(repeating: 7, count: 512)),
  ("big.bin", Data((0..<200_001).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) })),
]

private func isSame(_ a: Entries, _ b: Entries) -> Bool {
  a.map(\.name) == b.map(\.name) && a.map(\.data) == b.map(\.data)
}

/// Runs a program of PATH; nil where it is missing.
private func output(_ arguments: [String], in folder: URL) throws -> String? {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = arguments
  process.currentDirectoryURL = folder
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = FileHandle.nullDevice
  try process.run()
  let data = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
}

private func hasProgram(_ name: String) -> Bool {
  let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
  return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
}

/// Whether a thrown error is one line that names the file and holds the words.
private func says(_ words: String, _ file: URL) -> (any Error) -> Bool {
  { error in
    let line = "\(error)"
    return line.contains(words) && line.hasPrefix(file.path + ": ") && line.contains(";")
      && !line.contains("\n")
  }
}

@Suite struct ArchiveTests {
  @Test func entriesComeBackSortedByTheBytesOfTheirNames() throws {
    let scratch = try Scratch()
    try Archive.write(sample, to: scratch.file())
    let expected = sample.sorted {
      Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8))
    }
    #expect(isSame(try Archive.entries(of: scratch.file()), expected))
  }

  @Test func anArchiveOfNothingHasNoEntries() throws {
    let scratch = try Scratch()
    try Archive.write([], to: scratch.file())
    #expect(try Archive.entries(of: scratch.file()).isEmpty)
  }

  @Test func theSameEntriesInAnyOrderAreTheSameBytes() throws {
    let scratch = try Scratch()
    try Archive.write(sample, to: scratch.file("one.tar.gz"))
    try Archive.write(sample.reversed(), to: scratch.file("two.tar.gz"))
    #expect(
      try Data(contentsOf: scratch.file("one.tar.gz"))
        == Data(contentsOf: scratch.file("two.tar.gz")))
  }

  @Test func theGzipHeaderHoldsNoTimeAndNoName() throws {
    let scratch = try Scratch()
    try Archive.write(sample, to: scratch.file())
    // RFC 1952: magic (2), method 8, flags, time (4), extra flags, system. No flag: no name.
    let header = try Data(contentsOf: scratch.file()).prefix(8)
    #expect(Array(header) == [0x1F, 0x8B, 8, 0, 0, 0, 0, 0])
  }

  @Test(.enabled(if: hasProgram("tar"), "tar is missing"))
  func tarOpensItAndSeesNoOwnersOrTimes() throws {
    let scratch = try Scratch()
    try Archive.write([("b/x", Data("abc".utf8)), ("a", Data())], to: scratch.file())
    #expect(try output(["tar", "tzf", "a.tar.gz"], in: scratch.folder) == "a\nb/x\n")
    let listing = try #require(
      try output(["env", "TZ=UTC", "tar", "tvzf", "a.tar.gz"], in: scratch.folder))
    let line = try #require(listing.split(separator: "\n").last)
    #expect(
      line.split(separator: " ")
        == ["-rw-r--r--", "0/0", "3", "1970-01-01", "00:00", "b/x"])
    #expect(try output(["tar", "xzOf", "a.tar.gz", "b/x"], in: scratch.folder) == "abc")
  }

  @Test(.enabled(if: hasProgram("tar"), "tar is missing"))
  func linksAndFoldersAreRefused() throws {
    let scratch = try Scratch()
    try FileManager.default.createSymbolicLink(
      atPath: scratch.file("link").path, withDestinationPath: "/etc/passwd")
    _ = try output(["tar", "czf", "a.tar.gz", "link"], in: scratch.folder)
    #expect(throws: ArchiveError.notAFile(path: scratch.file().path, name: "link")) {
      try Archive.entries(of: scratch.file())
    }
    // A hard link is a plain file to tar's header, with no contents of its own.
    try Data("x".utf8).write(to: scratch.file("one"))
    #expect(link(scratch.file("one").path, scratch.file("two").path) == 0)
    _ = try output(["tar", "czf", "a.tar.gz", "one", "two"], in: scratch.folder)
    #expect(throws: ArchiveError.notAFile(path: scratch.file().path, name: "two")) {
      try Archive.entries(of: scratch.file())
    }
  }

  @Test func aMissingFileIsNamed() throws {
    let scratch = try Scratch()
    #expect {
      try Archive.entries(of: scratch.file())
    } throws: { says("there is no such archive", scratch.file())($0) }
  }

  @Test func whatIsNoArchiveIsNamed() throws {
    let scratch = try Scratch()
    for text in ["", "hello", String(repeating: "x", count: 2000)] {
      try Data(text.utf8).write(to: scratch.file())
      #expect {
        try Archive.entries(of: scratch.file())
      } throws: { says("is no .tar.gz archive", scratch.file())($0) }
    }
  }

  @Test(.enabled(if: hasProgram("gzip"), "gzip is missing"), arguments: ["words", "long"])
  func aZippedTextIsNoArchive(_ text: String) throws {
    let scratch = try Scratch()
    let body = text == "long" ? String(repeating: "words ", count: 1000) : text
    try Data(body.utf8).write(to: scratch.file("text"))
    _ = try output(["gzip", "-n", "text"], in: scratch.folder)
    try FileManager.default.moveItem(at: scratch.file("text.gz"), to: scratch.file())
    #expect {
      try Archive.entries(of: scratch.file())
    } throws: { says("is no .tar.gz archive", scratch.file())($0) }
  }

  @Test func anArchiveThatEndsAnywhereEarlyIsNamed() throws {
    let scratch = try Scratch()
    try Archive.write(sample, to: scratch.file("whole.tar.gz"))
    let whole = try Data(contentsOf: scratch.file("whole.tar.gz"))
    // Past the three bytes that tell gzip; down to the last byte, in the checksum and before it.
    for count in [3, 10, 40, whole.count / 2, whole.count - 9, whole.count - 8, whole.count - 1] {
      try whole.prefix(count).write(to: scratch.file())
      #expect("\(count) of \(whole.count) bytes") {
        try Archive.entries(of: scratch.file())
      } throws: { says("truncated or damaged", scratch.file())($0) }
    }
  }

  @Test func anArchiveWithAnyByteChangedIsNamed() throws {
    let scratch = try Scratch()
    try Archive.write(
      [("a.txt", Data((0..<3000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }))],
      to: scratch.file("whole.tar.gz"))
    let whole = try Data(contentsOf: scratch.file("whole.tar.gz"))
    // The header's ten bytes hold nothing that matters but the first three and the flags.
    for place in stride(from: 10, to: whole.count, by: 7) {
      var changed = whole
      changed[place] ^= 0x10
      try changed.write(to: scratch.file())
      #expect("byte \(place)") {
        try Archive.entries(of: scratch.file())
      } throws: { says("truncated or damaged", scratch.file())($0) }
    }
  }

  @Test(arguments: [
    "", "/etc/x", "../x", "a/../../x", "a/..", "..", ".", "./x", "a//b", "a/", "a\0b",
  ])
  func namesThatLeaveTheFolderAreNotWritten(_ name: String) throws {
    let scratch = try Scratch()
    #expect {
      try Archive.write([(name: name, data: Data())], to: scratch.file())
    } throws: { says("is not a plain path below a folder", scratch.file())($0) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path).isEmpty)
  }

  @Test(arguments: ["..a", "a..", "a/..b", "...", ".hidden"])
  func dotsInsideNamesAreFine(_ name: String) throws {
    let scratch = try Scratch()
    try Archive.write([(name: name, data: Data())], to: scratch.file())
    #expect(try Archive.entries(of: scratch.file()).map(\.name) == [name])
  }

  @Test(
    .enabled(if: hasProgram("tar"), "tar is missing"), arguments: ["../x", "/x", "a/../../x"])
  func namesThatLeaveTheFolderAreNotRead(_ name: String) throws {
    let scratch = try Scratch()
    try Data("x".utf8).write(to: scratch.file("in"))
    // GNU tar writes such a name only when told to keep it (-P).
    let made = try output(
      ["tar", "czPf", "a.tar.gz", "--transform", "s#^in$#\(name)#", "in"], in: scratch.folder)
    try #require(made != nil)
    #expect(throws: ArchiveError.unsafeName(path: scratch.file().path, name: name)) {
      try Archive.entries(of: scratch.file())
    }
  }

  @Test func whatAnErrorQuotesStaysOnItsLineAndControlsNoTerminal() {
    let name = "../\u{1B}[31mred\u{9B}2J\n\u{2028}x\u{202E}y\u{7F}"
    for error in [
      ArchiveError.unsafeName(path: "a", name: name), .duplicate(path: "a", name: name),
      .notAFile(path: "a", name: name),
    ] {
      #expect(error.description.contains("'../?[31mred?2J??x?y?'"), "\(error)")
    }
  }

  @Test func twoEntriesOfOneNameAreRefused() throws {
    let scratch = try Scratch()
    #expect(throws: ArchiveError.duplicate(path: scratch.file().path, name: "a")) {
      try Archive.write([("a", Data()), ("b", Data()), ("a", Data())], to: scratch.file())
    }
  }

  @Test func namesThatLookAlikeButDifferInBytesAreTwoEntries() throws {
    // é as one character and as e with an accent: equal as Swift strings, two names to tar.
    let entries: Entries = [("\u{E9}", Data([1])), ("e\u{301}", Data([2]))]
    let scratch = try Scratch()
    try Archive.write(entries, to: scratch.file())
    #expect(try Archive.entries(of: scratch.file()).map(\.data) == [Data([2]), Data([1])])
  }

  @Test func anUnwritableFolderIsNamed() throws {
    let scratch = try Scratch()
    let file = scratch.file("missing/a.tar.gz")
    #expect {
      try Archive.write(sample, to: file)
    } throws: { says("cannot be written", file)($0) }
  }

  @Test func whatStoodThereStaysWhenTheNewFileFails() throws {
    let scratch = try Scratch()
    try Archive.write(sample, to: scratch.file())
    let before = try Data(contentsOf: scratch.file())
    #expect(throws: ArchiveError.self) {
      try Archive.write([("a", Data()), ("../x", Data())], to: scratch.file())
    }
    // A folder in the way can be replaced by no file; the draft beside it goes.
    let folder = scratch.file("folder.tar.gz")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("x"), withIntermediateDirectories: true)
    #expect {
      try Archive.write(sample, to: folder)
    } throws: { says("cannot be written", folder)($0) }
    #expect(try Data(contentsOf: scratch.file()) == before)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path).sorted()
        == ["a.tar.gz", "folder.tar.gz"])
  }

  @Test func aFolderIsNoArchive() throws {
    let scratch = try Scratch()
    #expect(throws: ArchiveError.notAnArchive(path: scratch.folder.path)) {
      try Archive.entries(of: scratch.folder)
    }
  }

  @Test func checksumOfNineDigitsIsTheOneEveryTableGives() {
    #expect(crc32(Data("123456789".utf8)) == 0xCBF4_3926)
    #expect(crc32(Data()) == 0)
  }
}
