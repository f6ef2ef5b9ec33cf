import Foundation
import Testing

/// A disk that is full or may not be written: one line with the fix, nothing half-written, and once there
/// is room the same command ends as if nothing had happened.
@Suite(.serialized) struct FullDiskTests {
  /// A small file system in memory; nil where this user may not mount one.
  private final class SmallDisk {
    let url = Scratch.folder("disk")

    init?(kibibytes: Int) {
      try? FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
      guard Self.mount(["-t", "tmpfs", "-o", "size=\(kibibytes)k", "tmpfs", url.path]) else {
        return nil
      }
    }

    deinit { _ = Self.run("umount", [url.path]) }

    func remount(_ options: String) -> Bool { Self.mount(["-o", "remount,\(options)", url.path]) }

    private static func mount(_ arguments: [String]) -> Bool { run("mount", arguments) }

    private static func run(_ program: String, _ arguments: [String]) -> Bool {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = [program] + arguments
      process.standardError = FileHandle.nullDevice
      guard (try? process.run()) != nil else { return false }
      process.waitUntilExit()
      return process.terminationStatus == 0
    }
  }

  private static let canMount = SmallDisk(kibibytes: 64) != nil

  private static func train(_ output: URL) -> [String] {
    [
      "train", "rlvmr", "--profile", "smoke", "--iterations", "3", "--base", Scratch.base.path,
      "--output", output.path,
    ]
  }

  /// The same run where nothing was in its way; nil where even that failed.
  private static let withRoom: URL? = {
    let output = Scratch.folder("roomy")
    let saving = ["RLVMR_SAVE_EVERY": "1"]
    let outcome = try? Program.run("rlvmr", train(output), environment: saving)
    return outcome?.status == 0 ? output : nil
  }()

  /// Every file by its path, but those that say when and where.
  private func files(_ folder: URL) throws -> [String: Data] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    let pairs = paths.compactMap { path -> (String, Data)? in
      let name = (path as NSString).lastPathComponent
      guard !["environment.json", "timing.jsonl"].contains(name) else { return nil }
      return (try? Data(contentsOf: folder.appendingPathComponent(path))).map { (path, $0) }
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  private func expectOneLine(_ outcome: Outcome, _ words: [String]) {
    #expect(outcome.status != 0)
    let errors = outcome.errorLines.filter { $0.hasPrefix("Error: ") }
    #expect(errors.count == 1, "\(outcome.errors)")
    for word in words { #expect(errors.first?.contains(word) == true, "\(outcome.errors)") }
  }

  @Test(
    .enabled(if: canMount, "mounts a file system: needs root"),
    // Full at the first line, within a state, within the finished model.
    arguments: [12, 150, 500, 900])
  func aFullDiskStopsARunThatThenContinues(kibibytes: Int) throws {
    let disk = try #require(SmallDisk(kibibytes: kibibytes))
    let outcome = try Program.run(
      "rlvmr", Self.train(disk.url), environment: ["RLVMR_SAVE_EVERY": "1"])
    expectOneLine(outcome, [disk.url.path, "cannot be written; check"])
    // No draft, and every JSON file is whole.
    for (path, bytes) in try files(disk.url) {
      #expect(!path.contains("/.draft-"), "\(path)")
      if path.hasSuffix(".json") {
        #expect(throws: Never.self, "\(path)") { try JSONSerialization.jsonObject(with: bytes) }
      }
    }
    #expect(disk.remount("size=64m"))
    #expect(try Program.run("rlvmr", Self.train(disk.url)).status == 0)
    let roomy = try #require(Self.withRoom)
    #expect(try files(disk.url) == files(roomy))
  }

  @Test(.enabled(if: canMount, "mounts a file system: needs root"))
  func aFolderThatMayNotBeWritten() throws {
    let disk = try #require(SmallDisk(kibibytes: 64))
    #expect(disk.remount("ro"))
    expectOneLine(
      try Program.run("rlvmr", Self.train(disk.url)), [disk.url.path, "choose a folder"])
    expectOneLine(
      try Program.run(
        "rlvmr", ["world", "generate", "--count", "1", "--output", disk.url.path]), [disk.url.path])
  }

  @Test(.enabled(if: canMount, "mounts a file system: needs root"))
  func anArchiveOnAFullDiskStaysAsItWas() throws {
    let output = Scratch.folder("recorded")
    #expect(try Program.run("rlvmr", Self.train(output)).status == 0)
    let disk = try #require(SmallDisk(kibibytes: 4))
    let archive = disk.url.appendingPathComponent("kept.tar.gz")
    let record = [
      "record", "--runs", output.appendingPathComponent("runs").path, "--into", archive.path,
    ]
    expectOneLine(try Program.run("rlvmr", record), ["kept.tar.gz"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: disk.url.path) == [])
    #expect(disk.remount("size=1m"))
    #expect(try Program.run("rlvmr", record).status == 0)
  }
}
