import Agent
import ArgumentParser
import Experiments
import Exports
import Foundation

/// `rlvmr export`: runs in the formats that other programs read.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write runs as CSV, JSON lines, TensorBoard events, conversations and an RO-Crate.",
    discussion: """
      INTO gets runs.csv, evaluations.csv, metrics/, tensorboard/ (for `tensorboard --logdir`), episodes/ \
      (one conversation a line, as TRL's SFT trainer reads them), the archive itself and \
      ro-crate-metadata.json, which describes them.
      """)

  @Option(help: "Archive of recorded runs, or a folder of run folders, which is recorded first.")
  var runs: String

  @Option(help: "Folder to write to.")
  var into: String

  @Flag(help: "Leave lost episodes out of the conversations.")
  var wonOnly = false

  func run() throws {
    let source = URL(fileURLWithPath: runs)
    let folder = try RunFolder(at: URL(fileURLWithPath: into)).url
    let archive = folder.appendingPathComponent("runs.tar.gz")
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: source.path, isDirectory: &isFolder) else {
      throw RunError("\(source.path): no such archive or folder; `rlvmr report` makes both")
    }
    if isFolder.boolValue {
      _ = try RecordedRuns.record(Record.finishedRuns(in: source), into: archive)
    } else if source.standardizedFileURL != archive.standardizedFileURL {
      guard let data = try? Data(contentsOf: source) else {
        throw RunError("\(source.path): cannot be read; check permissions")
      }
      do {
        try data.write(to: archive, options: .atomic)
      } catch {
        throw RunError("\(archive.path): cannot be written; check space and permissions")
      }
    }
    let files = try RunExport(of: archive, wonOnly: wonOnly).write(into: folder)
    print("\(files.count) files and runs.tar.gz in \(folder.path)")
  }
}
