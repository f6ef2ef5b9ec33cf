import Agent
import Archive
import Foundation
import Logging
import Methods

/// Finished runs kept for reading, without their models, in one archive that `tar tzf` opens: what a
/// report can be rendered from in seconds.
///
/// A recorded run stands for a run of any later program: it is found by everything in its specification
/// but what was compiled. What it starts from is compared, so runs of another base model are never
/// mistaken for these; only where the base model is not at hand is there nothing to compare.
public struct RecordedRuns: Sendable {
  private let archive: URL
  /// Where the archive was unpacked.
  private let unpacked: Unpacked
  var folder: URL { unpacked.folder }

  /// A folder that goes with its last user.
  private final class Unpacked: Sendable {
    let folder: URL
    init(_ folder: URL) { self.folder = folder }
    deinit { try? FileManager.default.removeItem(at: folder) }
  }

  /// Opens an archive of recorded runs.
  ///
  /// - Throws: `RunError` where it is missing or damaged.
  public init(at archive: URL) throws {
    self.archive = archive
    let entries = try Archive.entries(of: archive)
    unpacked = Unpacked(
      FileManager.default.temporaryDirectory
        .appendingPathComponent("rlvmr-recorded-\(UUID().uuidString)"))
    for (name, data) in entries {
      let file = unpacked.folder.appendingPathComponent(name)
      do {
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
      } catch {
        throw RunError(
          "\(archive.path): its entry \(String(name.prefix(80)).debugDescription) cannot be unpacked in "
            + "\(unpacked.folder.path); free space there, or record the runs anew")
      }
    }
  }

  /// The recorded run of a specification.
  ///
  /// - Throws: `RunError` where none is recorded, where different programs recorded it more than once, or
  ///   where its files differ from its seal.
  func run(_ method: Method, _ wanted: RunSpecification) throws -> TrainedRun {
    let stem = wanted.folderStem
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
      .filter { $0.hasPrefix(stem) }.sorted()
    var found: [TrainedRun] = []
    for name in names {
      let run = try runFolder(name)
      let specification = try run.read(RunSpecification.self, from: "config.json")
      var comparable = wanted
      // What a run starts from is the key of a run that another program recorded.
      comparable.start = specification.start
      if wanted.base.isEmpty { comparable.base = specification.base }
      guard comparable.withoutProvenance == specification.withoutProvenance else { continue }
      try RunSeal.verify(run, key: specification.key(), isRecorded: true)
      found.append(
        TrainedRun(method: method, specification: specification, folder: run, wasReused: true))
    }
    guard found.count < 2 else {
      throw RunError(
        "\(archive.path): holds \(found.count) runs \(stem)… of different programs; keep one of them"
      )
    }
    if let run = found.first { return run }
    throw RunError(
      "\(archive.path): holds no run \(stem)… with these settings and this base model; train it "
        + "without --recorded and record it with `rlvmr record`")
  }

  /// A run of the archive; errors of its files name the archive, which stays when this is gone.
  func runFolder(_ name: String) throws -> RunFolder {
    try RunFolder(at: folder.appendingPathComponent(name), of: archive)
  }

  /// What is kept of a run besides its evaluations: its settings and its curves, but not its model.
  private static let kept = ["config.json", "environment.json", RunSeal.name, "metrics.jsonl"]

  /// Adds what is kept of finished runs to an archive, which is made where there is none. A run of the
  /// same key that was recorded before must be the same but for the time and place of its making.
  ///
  /// - Returns: The names of the runs that are new.
  /// - Throws: `RunError` where a run is unfinished, damaged or differs from what was recorded.
  public static func record(_ runs: [URL], into archive: URL) throws -> [String] {
    let lock = try lock(archive)
    defer { lock.release() }
    let known = try entries(of: archive)
    var all = known
    var new: [String] = []
    for url in runs {
      let (name, kept) = try keptEntries(of: url)
      for (entry, data) in kept {
        guard let old = known[entry] else {
          all[entry] = data
          continue
        }
        guard entry.hasSuffix("/environment.json") || old == data else {
          throw RunError(
            "\(archive.path): \(entry) was recorded with other bytes; this run does not reproduce it"
          )
        }
      }
      if !kept.keys.allSatisfy({ known[$0] != nil }) { new.append(name) }
    }
    try Archive.write(all.map { (name: $0.key, data: $0.value) }, to: archive)
    return new
  }

  /// Makes an archive of the runs that a report used and of no others. What it said before of when and
  /// where a run was made stays, so that making the same report again gives the same bytes.
  ///
  /// - Returns: How many runs it holds; 0, and nothing is written, where the chapters trained none.
  /// - Throws: `RunError` where a run is unfinished or damaged, or the archive cannot be written.
  public static func archive(
    runsOf chapters: [String], in folder: URL, to archive: URL
  ) throws -> Int {
    let runs = try UsedRuns.folders(in: folder, of: chapters)
    guard !runs.isEmpty else { return 0 }
    let lock = try lock(archive)
    defer { lock.release() }
    let known = try entries(of: archive)
    var all: [String: Data] = [:]
    for url in runs {
      for (entry, data) in try keptEntries(of: url).entries {
        all[entry] = entry.hasSuffix("/environment.json") ? known[entry] ?? data : data
      }
    }
    try Archive.write(all.map { (name: $0.key, data: $0.value) }, to: archive)
    return runs.count
  }

  /// Two that record into one archive at once would each lose what the other adds.
  private static func lock(_ archive: URL) throws -> RunLock {
    let file = archive.deletingLastPathComponent()
      .appendingPathComponent(".\(archive.lastPathComponent).lock")
    return try RunLock(file, of: archive.path) { Logger(label: "rlvmr").notice("\($0)") }
  }

  /// What an archive holds; nothing where there is none.
  private static func entries(of archive: URL) throws -> [String: Data] {
    guard FileManager.default.fileExists(atPath: archive.path) else { return [:] }
    return Dictionary(
      try Archive.entries(of: archive).map { ($0.name, $0.data) }, uniquingKeysWith: { $1 })
  }

  /// What is kept of one run, by its name in an archive.
  private static func keptEntries(
    of url: URL
  ) throws -> (name: String, entries: [String: Data]) {
    let run = try RunFolder(at: url)
    guard run.isFinished else {
      throw RunError(
        "\(url.path): not a finished run; continue it with the command that began it")
    }
    let specification = try run.read(RunSpecification.self, from: "config.json")
    try RunSeal.verify(run, key: specification.key())
    let there = kept.filter { FileManager.default.fileExists(atPath: run.file($0).path) }
    // Transcripts without a seal are of an evaluation that was not finished.
    let evaluations = try SealedEvaluation.all(in: run).map(\.evaluation)
      .flatMap { [$0.file, $0.sealFile] }
    let entries = try (there + evaluations).map { ("\(run.name)/\($0)", try run.data(of: $0)) }
    return (run.name, Dictionary(uniqueKeysWithValues: entries))
  }
}
