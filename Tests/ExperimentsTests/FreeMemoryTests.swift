import Agent
import Experiments
import Foundation
import Testing

@Suite struct FreeMemoryTests {
  /// A machine's numbers as Linux writes them, its control groups, and which of them the program is in.
  private func free(
    machine: String?, groups: [String: String] = [:], membership: String = "0::/\n",
    addressSpace: Double? = nil
  ) throws -> Double? {
    let temporary = TemporaryFolder()
    let files = groups.merging(
      ["meminfo": machine ?? "nothing of the kind", "membership": membership]) { $1 }
    for (name, text) in files {
      let file = temporary.url.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    return FreeMemory.bytes(
      machine: temporary.url.appendingPathComponent("meminfo"), groups: temporary.url,
      membership: temporary.url.appendingPathComponent("membership"), addressSpace: addressSpace)
  }

  private let machine = "MemTotal:   16000 kB\nMemFree:  10 kB\nMemAvailable:    8000 kB\n"

  @Test func theLessOfMachineAndGroupCounts() throws {
    #expect(try free(machine: machine) == 8000 * 1024)
    let group = ["memory.max": "1000000\n", "memory.current": "400000\n"]
    #expect(try free(machine: machine, groups: group) == 600_000)
    let open = ["memory.max": "max\n", "memory.current": "400000\n"]
    #expect(try free(machine: machine, groups: open) == 8000 * 1024)
    let full = ["memory.max": "1000\n", "memory.current": "4000\n"]
    #expect(try free(machine: machine, groups: full) == 0)
    #expect(try free(machine: nil) == nil)
  }

  /// A batch system limits the job's own group, an administrator one above it.
  @Test func everyGroupFromTheProgramsOwnToTheRootCounts() throws {
    let job = [
      "slurm/job_7/memory.max": "3000000\n", "slurm/job_7/memory.current": "1000000\n",
      "slurm/memory.max": "max\n", "slurm/memory.current": "7000000\n",
    ]
    let own = "0::/slurm/job_7/step_0\n"
    #expect(try free(machine: machine, groups: job, membership: own) == 2_000_000)
    #expect(try free(machine: machine, groups: job, membership: "0::/other\n") == 8000 * 1024)
    // Outside of a container's view: nothing below may be taken for it.
    #expect(
      try free(machine: machine, groups: job, membership: "0::/../slurm/job_7\n") == 8000 * 1024)
    let older = [
      "memory/job_7/memory.limit_in_bytes": "5000000\n",
      "memory/job_7/memory.usage_in_bytes": "1000000\n",
      "memory/job_7/memory.stat": "cache 9\ntotal_inactive_file 500000\n",
    ]
    let memberships = "12:cpu,cpuacct:/job_7\n9:memory:/job_7\n0::/init.scope\n"
    #expect(try free(machine: machine, groups: older, membership: memberships) == 4_500_000)
  }

  /// What was read from files and could be read again is the kernel's to give.
  @Test func cachedFilesDoNotCountAsTaken() throws {
    let group = [
      "memory.max": "1000000\n", "memory.current": "900000\n",
      "memory.stat": "anon 100000\nfile 800000\nactive_file 100000\ninactive_file 700000\n",
    ]
    #expect(try free(machine: machine, groups: group) == 800_000)
  }

  @Test func aLimitOfTheAddressSpaceCounts() throws {
    #expect(try free(machine: machine, addressSpace: 5000) == 5000)
    // This process's own limit, read while it has one.
    var old = rlimit()
    let resource = __rlimit_resource_t(UInt32(RLIMIT_AS.rawValue))
    try #require(getrlimit(resource, &old) == 0)
    var limited = old
    limited.rlim_cur = min(old.rlim_max, 1 << 44)
    try #require(setrlimit(resource, &limited) == 0)
    defer { setrlimit(resource, &old) }
    let left = try #require(FreeMemory.leftOfAddressSpace())
    #expect(left < Double(limited.rlim_cur))
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
