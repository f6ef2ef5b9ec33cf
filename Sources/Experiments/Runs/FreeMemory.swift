import Agent
import Communication
import Foundation
import LanguageModel
import Methods

/// Memory that a run may take, looked at before it begins: what asks for more is killed by the system an hour
/// later, without a word.
package enum FreeMemory {
  /// Bytes that may still be taken: of the machine, of the control groups that the program runs in (a batch
  /// system limits the job's own, a container its outermost) or of its address space, whichever is least.
  /// Nil where the system does not say.
  ///
  /// - Parameters:
  ///   - machine: The machine's memory, as Linux describes it.
  ///   - groups: Where the control groups are mounted.
  ///   - membership: Which of them the program runs in.
  ///   - addressSpace: What is left of a limit such as that of `ulimit -v`; nil without a limit.
  package static func bytes(
    machine: URL = URL(fileURLWithPath: "/proc/meminfo"),
    groups: URL = URL(fileURLWithPath: "/sys/fs/cgroup"),
    membership: URL = URL(fileURLWithPath: "/proc/self/cgroup"),
    addressSpace: Double? = leftOfAddressSpace()
  ) -> Double? {
    let limits = limitedGroups(membership, mounted: groups).map { $0.left() }
    return ([available(machine), addressSpace] + limits).compactMap { $0 }.min()
  }

  /// Refuses what does not fit.
  ///
  /// - Parameters:
  ///   - what: The run, for people.
  ///   - needed: Bytes it takes at most, about (see `Footprint`).
  ///   - free: Bytes that are left; nil for unknown.
  ///   - fix: What to ask for instead.
  /// - Throws: `RunError` that says what would help.
  package static func require(
    _ needed: Double, for what: String, free: Double? = bytes(),
    fix: String = "take a smaller agent",
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws {
    guard let free, needed > free, environment["RLVMR_ANY_MEMORY"] == nil else { return }
    let gigabytes = { (bytes: Double) in String(format: "%.1f GB", bytes / 1e9) }
    throw RunError(
      "\(what): takes about \(gigabytes(needed)) of memory, and \(gigabytes(free)) are free; end other "
        + "programs or \(fix) (RLVMR_ANY_MEMORY=1 tries all the same)")
  }

  private static func available(_ file: URL) -> Double? {
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
    return number("MemAvailable:", in: text).map { $0 * 1024 }
  }

  /// Addresses that the allocators of the workers' threads set aside without using them.
  private static let setAside = 256.0 * 1024 * 1024

  /// Bytes that the program may still take of its address space; nil without a limit.
  package static func leftOfAddressSpace() -> Double? {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(UInt32(RLIMIT_AS.rawValue)), &limit) == 0,
      limit.rlim_cur != rlim_t.max,
      let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    else { return nil }
    let taken = (number("VmSize:", in: text) ?? 0) * 1024
    return max(0, Double(limit.rlim_cur) - taken - setAside)
  }

  /// The groups that a program is in, from its own to the outermost. One that is not mounted here, as inside
  /// a container, has no limit that could be read.
  private static func limitedGroups(_ membership: URL, mounted: URL) -> [ControlGroup] {
    let text = (try? String(contentsOf: membership, encoding: .utf8)) ?? "0::/"
    return text.split(separator: "\n").flatMap { line -> [ControlGroup] in
      // "0::/path" in the unified hierarchy, "9:memory:/path" in the older one.
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { return [] }
      let isUnified = parts[1].isEmpty
      guard isUnified || parts[1].split(separator: ",").contains("memory") else { return [] }
      var folder = isUnified ? mounted : mounted.appendingPathComponent("memory")
      var folders = [folder]
      // A name that leads out of the mount is of a group outside of this container.
      for name in parts[2].split(separator: "/").prefix(while: { $0 != ".." }) {
        folder.appendPathComponent(String(name))
        folders.append(folder)
      }
      return folders.map { ControlGroup(folder: $0, isUnified: isUnified) }
    }
  }

  /// The number behind a word at the beginning of a line.
  fileprivate static func number(_ word: String, in text: String) -> Double? {
    let words = text.split(separator: "\n").map { $0.split(whereSeparator: \.isWhitespace) }
    return words.first { $0.first == word[...] }?.dropFirst().first.flatMap { Double($0) }
  }
}

/// A control group, whose processes together may take so much.
private struct ControlGroup {
  var folder: URL
  /// Whether its files are named as in version 2.
  var isUnified: Bool

  /// Bytes that are left of its limit; nil without one. Files that were read and could be read again do not
  /// count as taken: the kernel gives them up first.
  func left() -> Double? {
    let most = number(isUnified ? "memory.max" : "memory.limit_in_bytes")
    let taken = number(isUnified ? "memory.current" : "memory.usage_in_bytes")
    // "max" is no number: no limit.
    guard let most, let taken else { return nil }
    let files = FreeMemory.number(
      isUnified ? "inactive_file" : "total_inactive_file", in: text("memory.stat") ?? "")
    return max(0, most - max(0, taken - (files ?? 0)))
  }

  private func text(_ name: String) -> String? {
    try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  private func number(_ name: String) -> Double? {
    text(name).flatMap { Double($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
  }
}

extension FreeMemory {
  /// Refuses iterations of reinforcement learning that do not fit.
  ///
  /// - Parameters:
  ///   - model: The agent, or another of its shape.
  ///   - processes: They share the updates; each needs as much as is asked for here.
  ///   - title: What is done, for people.
  /// - Throws: `RunError`.
  package static func require(
    forIterationsOf model: Model, settings: ReinforcementSettings, processes: Int = 1, title: String
  ) throws {
    let footprint = Footprint(model)
    try require(
      footprint.reinforcement(
        episodeLength: episodeLength(model, stepLimit: settings.stepLimit),
        episodes: Double(settings.games) * Double(settings.rollouts))
        + footprint.gradients(ofShards: settings.shards, processes: processes),
      for: title, fix: "ask for fewer games or rollouts, or a smaller agent")
  }

  /// Tokens of an episode that is played to its step limit: some 30 a step.
  static func episodeLength(_ model: Model, stepLimit: Int) -> Double {
    min(Double(model.configuration.contextLength), 30 * Double(stepLimit))
  }
}

extension RunStore {
  /// Refuses a training that does not fit into memory.
  ///
  /// - Parameter model: The agent, or another of its shape.
  /// - Throws: `RunError`.
  func requireMemory(for method: Method, base model: Model, title: String) throws {
    guard let imitation = method.imitation else {
      return try FreeMemory.require(
        forIterationsOf: model, settings: settings.reinforcement, processes: ranks.size,
        title: title)
    }
    let supervised = settings.supervisedSettings(of: imitation)
    let footprint = Footprint(model)
    try FreeMemory.require(
      footprint.supervised(episodes: Double(supervised.episodes))
        + footprint.gradients(ofShards: supervised.shards, processes: ranks.size), for: title,
      fix: "ask for fewer demonstrations, or a smaller agent")
  }

  /// Refuses an evaluation that does not fit into memory.
  ///
  /// - Throws: `RunError`.
  func requireMemory(toEvaluate model: Model, title: String) throws {
    try FreeMemory.require(
      Footprint(model).evaluation(
        episodeLength: FreeMemory.episodeLength(model, stepLimit: settings.evaluation.stepLimit)),
      for: title)
  }
}
