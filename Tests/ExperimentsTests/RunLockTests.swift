import Agent
import Experiments
import Foundation
import Testing

/// Two processes on one run must not both write it; a dead one must not keep others out.
@Suite struct RunLockTests {
  @Test func whoWaitsIsToldForWhomAndGetsTheLockNext() throws {
    let temporary = TemporaryFolder()
    let file = try RunFolder(at: temporary.url).file("lock")
    // A second opening of the file conflicts with the first even within one process.
    let first = try RunLock(file, of: "first") { Issue.record("\($0)") }
    var said: [String] = []
    let second = try RunLock(file, of: "second") {
      said.append($0)
      first.release()
    }
    #expect(said.count == 1)
    #expect(said.first?.hasPrefix("second: waiting for process \(getpid()) on ") == true, "\(said)")
    #expect(said.first?.hasSuffix("for 0:00 min") == true, "\(said)")
    // What the first removed was its own file; the second's is a new one.
    #expect(FileManager.default.fileExists(atPath: file.path))
    second.release()
    #expect(!FileManager.default.fileExists(atPath: file.path))
  }

  @Test func aDeadOwnersLockIsFreeAndTheOwnerNamed() throws {
    let temporary = TemporaryFolder()
    let file = try RunFolder(at: temporary.url).file("lock")
    // What a kill leaves: the file, which nobody holds.
    try Data(#"{"host":"elsewhere","process":4711,"since":0}"#.utf8).write(to: file)
    var said: [String] = []
    let lock = try RunLock(file, of: "run") { said.append($0) }
    #expect(said == ["run: taken over from process 4711 on elsewhere, which was killed"])
    lock.release()
    // Nor does a damaged one keep anybody out.
    try Data("{".utf8).write(to: file)
    try RunLock(file, of: "run") { Issue.record("\($0)") }.release()
  }

  @Test func aFolderThatIsNotThereIsNamed() {
    let file = TemporaryFolder().url.appendingPathComponent("nowhere/lock")
    let error = #expect(throws: RunError.self) { try RunLock(file, of: "run") { _ in } }
    #expect(error?.description.contains("nowhere/lock") == true)
  }
}
