import Agent
import ArgumentParser
import EpisodeViewer
import Experiments
import Foundation
import Methods

/// `rlvmr view`: a page to step through episodes in a browser.
struct View: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make one HTML page to step through recorded episodes, side by side.",
    discussion: """
      A method is evaluated first where needed (with --recorded its recorded episodes are read); a run \
      folder shows the evaluations that it holds; groups that `rlvmr record-groups` kept show every \
      token. The page needs no network.
      """)

  @Argument(help: "Methods, as `rlvmr train --help` lists them, or run folders.")
  var runs: [String] = []

  @Option(help: "Groups kept by `rlvmr record-groups`.")
  var groups: String?

  @Option(help: "Splits to show of methods, separated by commas.")
  var splits = "L0,L1,L2"

  @Option(help: "Games to show of each split.")
  var count = 8

  @Option(help: "Categories trained on: seen leaves those of L2 out.")
  var trainOn = TrainingSet.seenCategories

  @Option(help: "The page.")
  var page = "viewer.html"

  @OptionGroup var options: ExperimentOptions

  func validate() throws {
    if count < 1 { throw ValidationError("--count \(count): give at least 1") }
    if runs.isEmpty, groups == nil {
      throw ValidationError("name a method, a run folder or an archive of --groups")
    }
    _ = try chosenSplits()
  }

  func run() throws {
    Interruption.handleSignals()
    var viewer = EpisodeViewer(
      command: (["rlvmr"] + CommandLine.arguments.dropFirst()).joined(separator: " "))
    if let groups {
      for group in try GroupArchive.read(URL(fileURLWithPath: groups)) { viewer.add(group) }
    }
    for run in runs { try add(run, to: &viewer) }
    try write(viewer.html(), to: URL(fileURLWithPath: page))
    print(page)
  }

  private func add(_ run: String, to viewer: inout EpisodeViewer) throws {
    let folder = URL(fileURLWithPath: run)
    let hasSettings = FileManager.default.fileExists(
      atPath: folder.appendingPathComponent("config.json").path)
    if hasSettings {
      try viewer.add(RunFolder(at: folder), count: count)
    } else if let method = Method(named: run) {
      try viewer.add(
        method, trainedOn: trainOn, on: chosenSplits(), count: count, options: options)
    } else {
      throw RunError(
        "\(run): neither a method nor a run folder; `rlvmr train --help` lists the methods")
    }
  }

  private func chosenSplits() throws -> [EvaluationSplit] {
    try splits.split(separator: ",").map { name in
      guard let split = EvaluationSplit(rawValue: String(name)) else {
        let names = EvaluationSplit.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("--splits \(name): give some of \(names)")
      }
      return split
    }
  }
}

/// Writes a page in one step.
///
/// - Throws: `RunError` where it cannot be written.
func write(_ page: String, to file: URL) throws {
  do {
    try Data(page.utf8).write(to: file, options: .atomic)
  } catch {
    throw RunError("\(file.path): cannot be written; choose a folder that exists")
  }
}

extension EpisodeViewer {
  /// Adds a method's evaluations of the first training seed.
  mutating func add(
    _ method: Method, trainedOn set: TrainingSet, on splits: [EvaluationSplit], count: Int,
    options: ExperimentOptions
  ) throws {
    let store = try options.store()
    let run = try store.run(method, seed: options.trainingSeeds[0], trainOn: set)
    for split in splits {
      add(
        FinishedEvaluation(
          split: split, settings: store.settings.evaluation,
          transcripts: try store.evaluation(of: run, on: split)),
        title: method.title, run: run.specification, count: count,
        options: ["--profile", options.profile.rawValue, "--world", options.world.rawValue]
          + options.overrides)
    }
  }

  /// Adds the evaluations that a run folder holds.
  ///
  /// - Throws: `RunError` where the folder is damaged or holds none.
  mutating func add(_ run: RunFolder, count: Int) throws {
    let specification = try run.read(RunSpecification.self, from: "config.json")
    let evaluations = try run.evaluations()
    guard !evaluations.isEmpty else {
      throw RunError(
        "\(run.url.path): holds no evaluation; make one with `rlvmr evaluate \(specification.method)`"
      )
    }
    let title = Method(named: specification.method)?.title ?? specification.method
    for evaluation in evaluations {
      add(evaluation, title: title, run: specification, count: count)
    }
  }
}
