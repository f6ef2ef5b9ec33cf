import Agent
import ArgumentParser
import Experiments
import Foundation

/// `rlvmr record`: keeps the numbers and transcripts of finished runs without their models.
struct Record: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Keep the settings, curves and evaluated episodes of finished runs, without their models.",
    discussion: """
      `rlvmr report --recorded ARCHIVE` renders a report from them in seconds; `tar tzf` lists them. A \
      run that was recorded before must give the same bytes again: recording a rerun by the same \
      program checks that it reproduces.
      """)

  @Option(help: "Folder of run folders, or one run folder.")
  var runs: String

  @Option(help: "The archive, .tar.gz; runs are added to one that exists.")
  var into: String

  @Option(
    help: "Keep the runs that this chapter used and no others, whatever the archive held before.")
  var chapter: String?

  func run() throws {
    if let chapter {
      let count = try RecordedRuns.archive(
        runsOf: [chapter], in: URL(fileURLWithPath: runs), to: URL(fileURLWithPath: into))
      guard count > 0 else {
        throw RunError(
          "\(runs): holds no list of runs that \(chapter) used; run the chapter first, without --recorded"
        )
      }
      print("recorded the \(count) runs of \(chapter)")
      return
    }
    let finished = try Self.finishedRuns(in: URL(fileURLWithPath: runs))
    let new = try RecordedRuns.record(finished, into: URL(fileURLWithPath: into))
    for run in finished {
      let name = run.lastPathComponent
      print("\(new.contains(name) ? "recorded" : "the same as recorded") \(name)")
    }
  }

  /// The finished runs of a folder of run folders, or the one run folder that it is.
  ///
  /// - Throws: `RunError` where there is none.
  static func finishedRuns(in source: URL) throws -> [URL] {
    let manager = FileManager.default
    let isOne = manager.fileExists(atPath: source.appendingPathComponent("config.json").path)
    let names = isOne ? [] : try? manager.contentsOfDirectory(atPath: source.path).sorted()
    let candidates = isOne ? [source] : (names ?? []).map(source.appendingPathComponent)
    let finished = candidates.filter {
      manager.fileExists(atPath: $0.appendingPathComponent("done.json").path)
    }
    guard !finished.isEmpty else {
      throw RunError("\(source.path): holds no finished run; train some with `rlvmr train`")
    }
    return finished
  }
}
