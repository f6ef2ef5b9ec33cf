import ArgumentParser
import Foundation
import Training

/// `rlvmr record`: keeps the numbers of finished runs without their models.
struct Record: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Keep the settings, numbers and a few episodes of finished runs, without their models.",
    discussion: """
      `rlvmr report --recorded FOLDER` renders a report from them in seconds. A run that was recorded \
      before must give the same bytes again: recording a rerun by the same sources checks that it \
      reproduces.
      """)

  @Option(help: "Folder of run folders, or one run folder.")
  var runs: String

  @Option(help: "Folder of recorded runs.")
  var into: String

  func run() throws {
    let source = URL(fileURLWithPath: runs)
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
    for run in finished {
      let isNew = try RecordedRuns.record(run, into: URL(fileURLWithPath: into))
      print("\(isNew ? "recorded" : "the same as recorded") \(run.lastPathComponent)")
    }
  }
}
