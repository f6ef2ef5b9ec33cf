import Agent
import Foundation
import LanguageModel
import Methods

extension Learner {
  /// The file that points at the newest complete state.
  private static let pointer = "state.json"

  /// The logs that a resumed run continues.
  private static let logs = ["metrics.jsonl", "episodes.jsonl", "timing.jsonl"]

  /// What the newest complete state is.
  private struct State: Codable {
    /// How far a log had been written, and what stood in it.
    struct Log: Codable {
      var bytes: Int
      var digest: String
    }

    var step: Int
    var logs: [String: Log]
    var folder: String { "state-\(step)" }
  }

  /// Saves weights, optimiser and the state of the logs. The pointer is written last and
  /// atomically: a kill at any moment leaves the previous state whole.
  ///
  /// - Throws: Errors of files that cannot be written.
  func save(to run: RunFolder, step: Int) throws {
    let logs = Self.logs.map { name in
      (name, State.Log(bytes: run.size(of: name), digest: run.digest(of: name)))
    }
    let state = State(step: step, logs: Dictionary(uniqueKeysWithValues: logs))
    let folder = try RunFolder(at: run.file(state.folder)).url
    try Checkpoint.saveWeights(
      model.parameters, to: folder.appendingPathComponent("weights.safetensors"))
    try optimizer.save(to: folder.appendingPathComponent("optimizer.safetensors"))
    let old = try? run.read(State.self, from: Self.pointer)
    try run.write(state, to: Self.pointer)
    if let old, old.step != step {
      try? FileManager.default.removeItem(at: run.file(old.folder))
    }
  }

  /// Continues from the newest complete state, if there is one, and cuts the logs back to it.
  ///
  /// - Returns: The step to go on from; 0 for a fresh run.
  /// - Throws: `RunError` or `LanguageModelError` naming the file that cannot be used.
  func restore(from run: RunFolder) throws -> Int {
    guard FileManager.default.fileExists(atPath: run.file(Self.pointer).path) else {
      for name in Self.logs { try run.truncate(name, toBytes: 0) }
      return 0
    }
    let state = try run.read(State.self, from: Self.pointer)
    let folder = run.file(state.folder)
    try Checkpoint.loadWeights(
      into: model.parameters, from: folder.appendingPathComponent("weights.safetensors"))
    try optimizer.restore(from: folder.appendingPathComponent("optimizer.safetensors"))
    for name in Self.logs {
      guard let log = state.logs[name] else { continue }
      try run.truncate(name, toBytes: log.bytes)
      guard run.digest(of: name) == log.digest else {
        throw RunError(
          "\(run.file(name).path): was changed since the run was interrupted; remove the run folder "
            + "to train it anew")
      }
    }
    return state.step
  }

  /// Removes the saved state of a finished run, by far the larger part of its folder.
  static func discardState(of run: RunFolder) {
    guard
      let names = try? FileManager.default.contentsOfDirectory(atPath: run.url.path)
    else { return }
    for name in names where name == pointer || name.hasPrefix("state-") {
      try? FileManager.default.removeItem(at: run.file(name))
    }
  }
}
