import Agent
import Experiments
import Foundation

/// Recorded runs in the formats that other programs read, in one folder:
///
/// | file | what |
/// |---|---|
/// | `runs.csv`, `runs.jsonl` | what every run is of |
/// | `evaluations.csv`, `evaluations.jsonl` | the rates of every evaluation |
/// | `metrics/RUN.csv`, `metrics/RUN.jsonl` | every learning curve |
/// | `tensorboard/RUN/events.out.tfevents.…` | the same for `tensorboard --logdir` |
/// | `episodes/RUN/SPLIT.jsonl` | every evaluated episode as a conversation |
/// | `ro-crate-metadata.json` | what the files are, with their digests |
public struct RunExport {
  private let runs: [RecordedRun]
  private let archive: URL
  private let wonOnly: Bool
  private static let events = "events.out.tfevents.0000000000.rlvmr"

  /// Opens an archive of recorded runs.
  ///
  /// - Parameter wonOnly: Whether lost episodes are left out of the conversations, which suits imitation.
  /// - Throws: `RunError` where it is missing, damaged or empty.
  public init(of archive: URL, wonOnly: Bool = false) throws {
    self.archive = archive
    self.wonOnly = wonOnly
    runs = try RecordedRuns(at: archive).all()
    guard !runs.isEmpty else { throw RunError("\(archive.path): holds no run; record some first") }
  }

  /// The name of the archive in the folder.
  public static let archiveName = "runs.tar.gz"

  /// Writes everything and a copy of the archive, or nothing: what stood there stays where the disk is full.
  ///
  /// - Returns: The files' paths in the folder, without the archive's.
  /// - Throws: `RunError` where a file cannot be written or a run's curve cannot be read.
  public func write(into folder: URL) throws -> [String] {
    var parts = try tables()
    for run in runs { parts += try curves(of: run) + conversations(of: run) }
    guard let packed = try? Data(contentsOf: archive) else {
      throw RunError("\(archive.path): cannot be read; check permissions")
    }
    let copy = ResearchCrate.Part(path: Self.archiveName, data: packed, run: nil)
    let crate = ResearchCrate(runs: runs, parts: [copy] + parts, date: try day(of: archive))
    var files = parts.map { (path: $0.path, data: $0.data) }
    let target = folder.appendingPathComponent(Self.archiveName)
    if archive.standardizedFileURL != target.standardizedFileURL {
      files.append((path: copy.path, data: copy.data))
    }
    try Durability.write(files + [(path: ResearchCrate.name, data: crate.data())], into: folder)
    return parts.map(\.path) + [ResearchCrate.name]
  }

  /// The day on which the archive last changed.
  private func day(of file: URL) throws -> String {
    let values = try? file.resourceValues(forKeys: [.contentModificationDateKey])
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(identifier: "UTC")
    formatter.dateFormat = "yyyy-MM-dd"
    return formatter.string(from: values?.contentModificationDate ?? Date(timeIntervalSince1970: 0))
  }

  private func tables() throws -> [ResearchCrate.Part] {
    let runRows = try runs.map { run -> [String: String] in
      let specification = run.specification
      return [
        "run": run.name, "method": specification.method, "seed": "\(specification.seed)",
        "trainingSet": specification.trainingSet.rawValue,
        "world": specification.world.rawValue, "key": try specification.key(),
        "start": specification.start ?? "", "base": specification.base,
        "learningRate": "\(specification.rules.learningRate)",
        "commit": run.environment.commit ?? "",
      ]
    }
    let runNames = [
      "run", "method", "seed", "trainingSet", "world", "learningRate", "key", "start", "base",
      "commit",
    ]
    var table = CSV(header: runNames)
    for row in runRows { table.append(runNames.map { row[$0] ?? "" }) }

    let rows = runs.flatMap { run in run.evaluations.map { EvaluationRow($0, of: run) } }
    return [
      part("runs.csv", table.text), part("runs.jsonl", try lines(runRows)),
      part("evaluations.csv", try EvaluationRow.table(rows).text),
      part("evaluations.jsonl", try lines(rows)),
    ]
  }

  private func curves(of run: RecordedRun) throws -> [ResearchCrate.Part] {
    let rows = try MetricRow.rows(of: run)
    if rows.isEmpty { return [] }
    return [
      part("metrics/\(run.name).csv", MetricRow.table(rows).text, of: run),
      .init(path: "metrics/\(run.name).jsonl", data: try MetricRow.lines(rows), run: run.name),
      .init(
        path: "tensorboard/\(run.name)/\(Self.events)", data: Data(MetricRow.events(rows).bytes),
        run: run.name),
    ]
  }

  private func conversations(of run: RecordedRun) throws -> [ResearchCrate.Part] {
    try run.evaluations.map { evaluation in
      let splits = run.evaluations.count { $0.split == evaluation.split }
      let name = splits == 1 ? evaluation.split.rawValue : evaluation.name
      let episodes = evaluation.transcripts.filter { $0.won || !wonOnly }
      return part(
        "episodes/\(run.name)/\(name).jsonl", try lines(episodes.map(Conversation.init)), of: run)
    }
  }

  private func part(
    _ path: String, _ text: String, of run: RecordedRun? = nil
  ) -> ResearchCrate.Part {
    .init(path: path, data: Data(text.utf8), run: run?.name)
  }

  private func lines(_ values: [some Encodable]) throws -> String {
    try values.map { String(decoding: try canonicalJSON($0), as: UTF8.self) + "\n" }.joined()
  }
}
