import Agent
import Communication
import Digests
import Foundation
import Kernels
import LanguageModel
import Logging
import Methods

extension Learner {
  /// The logs that a resumed run continues.
  private static let logs = ["metrics.jsonl", "episodes.jsonl", "timing.jsonl"]

  /// Saves weights, optimiser and the state of the logs: a kill at any moment leaves the states saved
  /// before, or those and this one.
  ///
  /// - Throws: `RunError` where a weight is no finite number, so that the last good state stays; errors
  ///   of files that cannot be written.
  package func save(to run: RunFolder, step: Int) throws {
    let tensors = model.parameters.tensors
    if let bad = tensors.first(where: { !model.parameters.view($0).allSatisfy(\.isFinite) }) {
      throw RunError(
        "\(run.url.path): the weights \(bad.name) hold a value that is no finite number after step "
          + "\(step); lower the learning rate and remove the folder")
    }
    try SavedState.save(step: step, logs: Self.logs, to: run) { folder in
      try Checkpoint.saveWeights(
        model.parameters, to: folder.appendingPathComponent("weights.safetensors"))
      try optimizer.save(to: folder.appendingPathComponent("optimizer.safetensors"))
    }
  }

  /// The rule for bad numbers: a loss or gradient that is no finite number stops the run at its step. The
  /// optimiser takes no such step, so the weights and the last saved state are good.
  ///
  /// - Throws: `RunError` naming the step and the first parameter without a usable gradient.
  func requireFinite(
    loss: Double, gradientNorm: Double, at step: String, of run: RunFolder
  ) throws {
    guard !loss.isFinite || !gradientNorm.isFinite else { return }
    let what =
      loss.isFinite
      ? "the gradient of \(unusableGradient ?? "the weights") became no finite number"
      : "the loss became \(loss)"
        + (unusableGradient.map { ", and so the gradient of \($0)" } ?? "")
    throw RunError(
      "\(run.url.path): \(what) at \(step); lower the learning rate and remove the folder")
  }

  /// Continues from the newest whole state, if there is one, and cuts the logs back to it. A damaged
  /// newer one is told of on standard error.
  ///
  /// - Returns: The step to go on from; 0 for a fresh run.
  /// - Throws: `RunError` or `LanguageModelError` naming the file that cannot be used; `RunError` where
  ///   processes do not go on from the same state.
  func restore(from run: RunFolder) throws -> Int {
    try restore(from: run) { Logger(label: "rlvmr").warning("\($0)") }
  }

  /// The same, with damaged states told to `say`.
  package func restore(from run: RunFolder, say: (String) -> Void) throws -> Int {
    guard ranks.size > 1 else { return try restoreAndCutLogs(from: run, say: say) }
    var step = 0
    if ranks.isFirst { step = try restoreAndCutLogs(from: run, say: say) }
    // The others read what the first has tidied.
    ranks.meet()
    if !ranks.isFirst { step = try load(SavedState.newest(in: run) { _ in }, of: run) }
    try requireAgreement(step, on: run)
    return step
  }

  private func restoreAndCutLogs(from run: RunFolder, say: (String) -> Void) throws -> Int {
    Durability.removeDrafts(in: run.url)
    let state = try SavedState.newest(in: run, say: say)
    let step = try load(state, of: run)
    for name in Self.logs {
      if let state {
        if let log = state.logs[name] { try run.truncate(name, toBytes: log.bytes) }
      } else {
        try run.truncate(name, toBytes: 0)
      }
    }
    return step
  }

  private func load(_ state: SavedState?, of run: RunFolder) throws -> Int {
    guard let state else { return 0 }
    let folder = run.file(SavedState.folder(ofStep: state.step))
    try Checkpoint.loadWeights(
      into: model.parameters, from: folder.appendingPathComponent("weights.safetensors"))
    try optimizer.restore(from: folder.appendingPathComponent("optimizer.safetensors"))
    return state.step
  }

  /// All processes go on from the same bytes, with the same kernels, or not at all.
  private func requireAgreement(_ step: Int, on run: RunFolder) throws {
    let states = [model.parameters, optimizer.firstMoment, optimizer.secondMoment].map {
      Digest.sha256(of: UnsafeRawBufferPointer($0.values))
    }
    let mine = ["\(step)", Kernel.variant, Kernel.compiler] + states
    let all = ranks.gather(Array(mine.joined(separator: "\n").utf8))
    guard let other = all.indices.first(where: { all[$0] != all[0] }) else { return }
    throw RunError(
      "\(run.url.path): process \(other) would go on from another state, or on another kind of processor, "
        + "than process 0; start all on machines of one kind, with the folder on a disk that they share"
    )
  }

  /// Removes the saved states of a finished run, by far the larger part of its folder.
  static func discardState(of run: RunFolder) { SavedState.discardAll(of: run) }
}
