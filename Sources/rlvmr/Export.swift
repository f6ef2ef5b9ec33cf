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
    let folder = URL(fileURLWithPath: into)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: source.path, isDirectory: &isFolder) else {
      throw RunError("\(source.path): no such archive or folder; `rlvmr report` makes both")
    }
    var archive = source
    if isFolder.boolValue {
      let finished = try Record.finishedRuns(in: source)
      archive = try RunFolder(at: folder).file(RunExport.archiveName)
      _ = try RecordedRuns.record(finished, into: archive)
    }
    let files = try RunExport(of: archive, wonOnly: wonOnly).write(into: folder)
    print("\(files.count) files and \(RunExport.archiveName) in \(folder.path)")
  }
}
