import Agent
import Foundation

/// A state from which a run can go on: the folder `state-<step>` with the weights, the optimiser and, in
/// `state.json`, how far the logs had been written and the digests of all that. The last two are kept, so
/// that a damaged one costs the work since the one before and no more.
struct SavedState: Codable {
  /// How far a log had been written, and what stood in it.
  struct Log: Codable {
    var bytes: Int
    var digest: String
  }

  var step: Int
  var logs: [String: Log]
  /// SHA-256 of the folder's other files; nil in states that older programs saved.
  var files: [String: String]?

  private static let description = "state.json"
  private static let kept = 2

  static func folder(ofStep step: Int) -> String { "state-\(step)" }

  /// Saves a state whole or not at all, then removes those that are older than the one before it.
  ///
  /// - Parameter fill: Writes the weights and the optimiser into the folder that it is given.
  /// - Throws: What `fill` throws, or `RunError` where something cannot be written; the states saved
  ///   before are untouched then.
  static func save(
    step: Int, logs: [String], to run: RunFolder, _ fill: (URL) throws -> Void
  ) throws {
    var state = SavedState(step: step, logs: [:], files: [:])
    for name in logs where FileManager.default.fileExists(atPath: run.file(name).path) {
      // The state must not say that lines are there which a power cut takes back.
      try Durability.sync(run.file(name))
    }
    for name in logs {
      state.logs[name] = Log(bytes: run.size(of: name), digest: run.digest(of: name))
    }
    try Durability.writeFolder(run.file(folder(ofStep: step))) { draft in
      try fill(draft)
      let saved = try RunFolder(at: draft)
      for name in try FileManager.default.contentsOfDirectory(atPath: draft.path) {
        state.files?[name] = saved.digest(of: name)
      }
      try saved.write(state, to: description)
    }
    for old in steps(in: run).dropFirst(kept) { discard(old, of: run) }
    // Of the older layout, which had one file for all states.
    try? FileManager.default.removeItem(at: run.file(description))
  }

  /// The newest state that is whole, if any was saved.
  ///
  /// - Parameter say: Is told of every damaged state that is passed over.
  /// - Throws: `RunError` where states were saved and none is whole.
  static func newest(in run: RunFolder, say: (String) -> Void) throws -> SavedState? {
    let steps = steps(in: run)
    var failure: (any Error)?
    for step in steps {
      do {
        let state = try read(step, of: run)
        if let failure { say("\(failure); continuing from step \(step), which was saved before") }
        for damaged in steps where damaged > step { discard(damaged, of: run) }
        return state
      } catch {
        failure = failure ?? error
      }
    }
    guard let failure else { return nil }
    throw RunError("\(failure); no older state is whole: remove the run folder to train it anew")
  }

  /// Removes all states of a run, the oldest first.
  static func discardAll(of run: RunFolder) {
    for step in steps(in: run).reversed() { discard(step, of: run) }
    try? FileManager.default.removeItem(at: run.file(description))
  }

  private static func discard(_ step: Int, of run: RunFolder) {
    try? Durability.remove(run.file(folder(ofStep: step)))
  }

  /// The steps of which a state stands in a run's folder, the newest first.
  private static func steps(in run: RunFolder) -> [Int] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: run.url.path)) ?? []
    return names.compactMap { name in
      name.hasPrefix("state-") ? Int(name.dropFirst("state-".count)) : nil
    }.sorted(by: >)
  }

  /// Reads a state's description and compares its files and the logs with it.
  private static func read(_ step: Int, of run: RunFolder) throws -> SavedState {
    let folder = try RunFolder(at: run.file(folder(ofStep: step)))
    let isOlder = !FileManager.default.fileExists(atPath: folder.file(description).path)
    let state: SavedState
    do {
      state = try (isOlder ? run : folder).read(SavedState.self, from: description)
    } catch {
      throw RunError("\(folder.file(description).path): missing or damaged")
    }
    guard state.step == step else {
      throw RunError("\(folder.url.path): is not the state of step \(state.step)")
    }
    for (name, digest) in (state.files ?? [:]).sorted(by: { $0.key < $1.key })
    where folder.digest(of: name) != digest {
      throw RunError("\(folder.file(name).path): differs from what was saved")
    }
    for (name, log) in state.logs.sorted(by: { $0.key < $1.key })
    where run.size(of: name) < log.bytes || run.digest(of: name, bytes: log.bytes) != log.digest {
      throw RunError(
        "\(run.file(name).path): was changed or cut since step \(step) was saved")
    }
    return state
  }
}
