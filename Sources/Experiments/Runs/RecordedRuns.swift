import Foundation

/// Finished runs kept for reading, without their models: what a report can be rendered from in seconds.
///
/// A recorded run stands for a run of any later program: it is found by everything in its specification
/// but the digest of the sources. What it starts from is compared, so runs of another base model are never
/// mistaken for these.
public struct RecordedRuns: Sendable {
  private let folder: URL

  /// Opens a folder of recorded runs.
  ///
  /// - Throws: `RunError` where it is missing.
  public init(at folder: URL) throws {
    guard FileManager.default.fileExists(atPath: folder.path) else {
      throw RunError(
        "\(folder.path): no such folder; record runs with `rlvmr record`, or leave --recorded out")
    }
    self.folder = folder
  }

  /// The recorded run of a specification.
  ///
  /// - Throws: `RunError` where none is recorded, where programs with different sources recorded it more than
  ///   once, or where its files differ from its seal.
  func run(_ wanted: RunSpecification) throws -> TrainedRun {
    let stem = wanted.folderStem
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
      .filter { $0.hasPrefix(stem) }.sorted()
    var found: [TrainedRun] = []
    for name in names {
      let run = try RunFolder(at: folder.appendingPathComponent(name))
      let specification = try run.read(RunSpecification.self, from: "config.json")
      var sameSources = wanted
      sameSources.sources = specification.sources
      guard sameSources == specification else { continue }
      try FinishedRun.verify(run, specification: specification.digest(), isRecorded: true)
      found.append(TrainedRun(specification: specification, folder: run, wasReused: true))
    }
    guard found.count < 2 else {
      throw RunError(
        "\(folder.path): holds \(found.count) runs \(stem)… of different sources; keep one of them")
    }
    if let run = found.first { return run }
    throw RunError(
      "\(folder.path): holds no run \(stem)… with these settings and this base model; train it without "
        + "--recorded and record it with `rlvmr record`")
  }

  /// What is kept of a run: its settings, its numbers and a few episodes, but not its model.
  static func isKept(_ name: String) -> Bool {
    ["config.json", "environment.json", "done.json", "metrics.jsonl"].contains(name)
      || name.hasPrefix("evaluation-")
  }

  /// Copies what is kept of a finished run. A run of the same specification, sources included, that was
  /// recorded before must be the same but for the time and place of its making.
  ///
  /// - Returns: Whether it was recorded now; false where it stood there already.
  /// - Throws: `RunError` where the run is unfinished, damaged or differs from what was recorded.
  public static func record(_ run: URL, into folder: URL) throws -> Bool {
    let source = try RunFolder(at: run)
    guard source.isFinished else {
      throw RunError("\(run.path): not finished; continue it with the command that began it")
    }
    let specification = try source.read(RunSpecification.self, from: "config.json")
    try FinishedRun.verify(source, specification: specification.digest())
    let target = try RunFolder(
      at: folder.appendingPathComponent(specification.folderStem + run.lastPathComponent.suffix(12))
    )
    var isNew = false
    let names = (try? FileManager.default.contentsOfDirectory(atPath: run.path)) ?? []
    for name in names.filter(isKept).sorted() {
      let file = target.file(name)
      let data = try? Data(contentsOf: source.file(name))
      if let known = try? Data(contentsOf: file) {
        if name != "environment.json" && known != data {
          throw RunError(
            "\(file.path): was recorded with other bytes; this run does not reproduce it")
        }
        continue
      }
      do {
        try (data ?? Data()).write(to: file, options: .atomic)
        isNew = true
      } catch {
        throw RunError("\(file.path): cannot be written; check space and permissions")
      }
    }
    return isNew
  }
}
