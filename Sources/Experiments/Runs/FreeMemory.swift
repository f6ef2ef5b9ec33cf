import Agent
import Foundation
import LanguageModel
import Methods

/// Memory that a run may take, looked at before it begins: what asks for more is killed by the system an hour
/// later, without a word.
package enum FreeMemory {
  /// Bytes that may still be taken: of the machine, or of the control group that the program runs in, whichever
  /// is less. Nil where the system does not say.
  package static func bytes(
    machine: URL = URL(fileURLWithPath: "/proc/meminfo"),
    group: URL = URL(fileURLWithPath: "/sys/fs/cgroup")
  ) -> Double? {
    let known = [available(machine), left(in: group)].compactMap { $0 }
    return known.min()
  }

  /// Refuses what does not fit.
  ///
  /// - Parameters:
  ///   - what: The run, for people.
  ///   - needed: Bytes it takes at most, about (see `Footprint`).
  ///   - free: Bytes that are left; nil for unknown.
  /// - Throws: `RunError` that says what would help.
  package static func require(
    _ needed: Double, for what: String, free: Double?,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws {
    guard let free, needed > free, environment["RLVMR_ANY_MEMORY"] == nil else { return }
    let gigabytes = { (bytes: Double) in String(format: "%.1f GB", bytes / 1e9) }
    throw RunError(
      "\(what): takes about \(gigabytes(needed)) of memory, and \(gigabytes(free)) are free; end other "
        + "programs or take a smaller agent (RLVMR_ANY_MEMORY=1 tries all the same)")
  }

  private static func available(_ file: URL) -> Double? {
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
    let line = text.split(separator: "\n").first { $0.hasPrefix("MemAvailable:") }
    return line?.split(separator: " ").dropFirst().first.flatMap { Double($0) }.map { $0 * 1024 }
  }

  private static func left(in group: URL) -> Double? {
    func number(_ name: String) -> Double? {
      let text = try? String(contentsOf: group.appendingPathComponent(name), encoding: .utf8)
      return text.flatMap { Double($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }
    // "max" is no number: no limit.
    guard let most = number("memory.max"), let taken = number("memory.current") else { return nil }
    return max(0, most - taken)
  }
}

extension RunStore {
  /// Refuses a training that does not fit into memory.
  ///
  /// - Throws: `RunError`; errors of the base model's files.
  func requireMemory(for method: Method, seed: UInt64, title: String) throws {
    let model = try base(seed: seed)
    let footprint = Footprint(model)
    // A rollout to the step limit has some 30 tokens a step.
    let longest = min(model.configuration.contextLength, 30 * settings.reinforcement.stepLimit)
    let needed =
      method.reinforcement == nil
      ? footprint.supervised : footprint.reinforcement(episodeLength: Double(longest))
    try FreeMemory.require(needed, for: title, free: FreeMemory.bytes())
  }
}
