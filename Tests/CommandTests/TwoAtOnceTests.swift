import Foundation
import Testing

/// Two programs started together share the runs: each run is trained by one of them, and comes out as if
/// that one had been alone.
@Suite struct TwoAtOnceTests {
  private func train(_ output: URL) -> [String] {
    [
      "train", "rlvmr", "--profile", "smoke", "--iterations", "4", "--base", Scratch.base.path,
      "--output", output.path,
    ]
  }

  /// All files below a folder but those that say when and where.
  private func files(_ folder: URL) throws -> [String: Data] {
    let manager = FileManager.default
    let paths = try manager.subpathsOfDirectory(atPath: folder.path).filter {
      var isFolder: ObjCBool = false
      let path = folder.appendingPathComponent($0).path
      let left = ["environment.json", "timing.jsonl"].contains(($0 as NSString).lastPathComponent)
      return manager.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
        && !left
    }
    return Dictionary(
      uniqueKeysWithValues: try paths.map {
        ($0, try Data(contentsOf: folder.appendingPathComponent($0)))
      })
  }

  @Test func oneTrainsAndTheOtherReuses() throws {
    let alone = Scratch.folder("alone")
    #expect(try Program.run("rlvmr", train(alone)).status == 0)
    let together = Scratch.folder("together")
    let scratch = (1...2).map { Scratch.folder("two-\($0)") }
    let processes = try scratch.map { folder in
      try Program.start("rlvmr", train(together), scratch: folder)
    }
    processes.forEach { $0.waitUntilExit() }
    #expect(processes.map(\.terminationStatus) == [0, 0])
    let words = try scratch.map { folder in
      let output = try String(
        contentsOf: folder.appendingPathComponent("out"), encoding: .utf8)
      return String(output.prefix { $0 != " " })
    }
    #expect(words.sorted() == ["reused", "trained"])
    // One line an iteration: nothing was written twice.
    #expect(try files(together) == files(alone))
  }

  @Test func whoWaitsSaysForWhomAndADeadOwnerIsTakenOver() throws {
    let output = Scratch.folder("waiting")
    let alone = Scratch.folder("undisturbed")
    #expect(try Program.run("rlvmr", train(alone)).status == 0)
    let runs = output.appendingPathComponent("runs")
    let names = try FileManager.default.contentsOfDirectory(
      atPath: alone.appendingPathComponent("runs").path)
    let name = try #require(names.first { $0.hasPrefix("cold-start") })
    let lock = runs.appendingPathComponent(name).appendingPathComponent("lock")
    try FileManager.default.createDirectory(
      at: lock.deletingLastPathComponent(), withIntermediateDirectories: true)
    // This test is the owner, as another trainer would be.
    let descriptor = open(lock.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    #expect(flock(descriptor, LOCK_EX) == 0)
    let owner = #"{"host":"there","process":4711,"since":0}"#
    #expect(write(descriptor, owner, owner.utf8.count) == owner.utf8.count)
    let scratch = Scratch.folder("waiter")
    let process = try Program.start("rlvmr", train(output), scratch: scratch)
    let errors = scratch.appendingPathComponent("err")
    func said(_ words: String) -> Bool {
      (try? String(contentsOf: errors, encoding: .utf8))?.contains(words) == true
    }
    while process.isRunning && !said("waiting for process 4711 on there") { usleep(10_000) }
    #expect(process.isRunning)
    // The owner dies without a word.
    close(descriptor)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(said("taken over from process 4711 on there"))
    #expect(try files(output) == files(alone))
  }
}
