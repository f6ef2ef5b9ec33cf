import Agent
import Experiments
import Foundation
import Testing

@Suite struct FreeMemoryTests {
  private func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  /// A machine's numbers as Linux writes them, and a group's beside them.
  private func free(machine: String?, most: String? = nil, taken: String? = nil) throws -> Double? {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = ["meminfo": machine, "memory.max": most, "memory.current": taken]
    for (name, text) in files {
      if let text { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
    }
    return FreeMemory.bytes(machine: folder.appendingPathComponent("meminfo"), group: folder)
  }

  private let machine = "MemTotal:   16000 kB\nMemFree:  10 kB\nMemAvailable:    8000 kB\n"

  @Test func theLessOfMachineAndGroupCounts() throws {
    #expect(try free(machine: machine) == 8000 * 1024)
    #expect(try free(machine: machine, most: "1000000\n", taken: "400000\n") == 600_000)
    #expect(try free(machine: machine, most: "max\n", taken: "400000\n") == 8000 * 1024)
    #expect(try free(machine: machine, most: "1000\n", taken: "4000\n") == 0)
    #expect(try free(machine: nil) == nil)
    #expect(try free(machine: "nothing of the kind") == nil)
  }

  @Test func whatDoesNotFitIsRefusedWithBothNumbersAndAWayOut() throws {
    try FreeMemory.require(4e9, for: "RLVMR, seed 1", free: 4e9, environment: [:])
    try FreeMemory.require(4e9, for: "RLVMR, seed 1", free: nil, environment: [:])
    let error = #expect(throws: RunError.self) {
      try FreeMemory.require(7.6e9, for: "RLVMR, seed 1", free: 3.14e9, environment: [:])
    }
    let text = error.map { "\($0)" } ?? ""
    for part in ["RLVMR, seed 1", "7.6 GB", "3.1 GB", "RLVMR_ANY_MEMORY=1"] {
      #expect(text.contains(part), "\(text)")
    }
    #expect(!text.contains("\n"))
    try FreeMemory.require(
      7.6e9, for: "RLVMR, seed 1", free: 3.14e9, environment: ["RLVMR_ANY_MEMORY": "1"])
  }
}
