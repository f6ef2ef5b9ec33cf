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
      token. The page needs no network. With --game one episode is printed in place of a page.
      """)

  @Argument(help: "Methods, as `rlvmr train --help` lists them, or run folders.")
  var runs: [String] = []

  @Option(help: "Groups kept by `rlvmr record-groups`.")
  var groups: String?

  @Option(help: "Splits to show of methods, separated by commas.")
  var splits = "L0,L1,L2"

  @Option(help: "Games to show of each split.")
  var count = 8

  @Option(help: "Print the episode of this game of each split, from 0, in place of a page.")
  var game: Int?

  @Option(help: "Categories trained on: seen leaves those of L2 out.")
  var trainOn = TrainingSet.seenCategories

  @Option(help: "The page.")
  var page = "viewer.html"

  @OptionGroup var options: ExperimentOptions

  func validate() throws {
    try Bounds.require("count", count, in: Bounds.counts)
    try Bounds.require("game", game, in: Bounds.games, why: "games are counted from 0")
    if game != nil, groups != nil {
      throw ValidationError(
        "--game prints evaluated episodes; leave --groups out, `rlvmr watch` prints a group's")
    }
    if runs.isEmpty, groups == nil {
      throw ValidationError("name a method, a run folder or an archive of --groups")
    }
    _ = try chosenSplits()
  }

  func run() throws {
    Interruption.handleSignals()
    if let game {
      for run in runs {
        for evaluation in try evaluations(of: run) where try isChosen(evaluation) {
          try printEpisode(of: evaluation, game: game)
        }
      }
      return
    }
    let file = URL(fileURLWithPath: page)
    let report = file.deletingLastPathComponent().appendingPathComponent("report.html")
    let isBesideReport = FileManager.default.fileExists(atPath: report.path)
    var viewer = EpisodeViewer(
      command: (["rlvmr"] + CommandLine.arguments.dropFirst()).joined(separator: " "),
      report: isBesideReport ? report.lastPathComponent : nil)
    if let groups {
      for group in try GroupArchive.read(URL(fileURLWithPath: groups)) { viewer.add(group) }
    }
    for run in runs {
      for evaluation in try evaluations(of: run) { viewer.add(evaluation, count: count) }
    }
    try write(viewer.html(), to: file)
    print(page)
  }

  /// What is to be shown of a run folder, or of a method, which is evaluated where needed.
  private func evaluations(of run: String) throws -> [ShownEvaluation] {
    let folder = URL(fileURLWithPath: run)
    let hasSettings = FileManager.default.fileExists(
      atPath: folder.appendingPathComponent("config.json").path)
    if hasSettings { return try ShownEvaluation.all(in: RunFolder(at: folder), path: run) }
    guard let method = Method(named: run) else {
      throw RunError(
        "\(run): neither a method nor a run folder; `rlvmr train --help` lists the methods")
    }
    return try ShownEvaluation.all(
      of: method, trainedOn: trainOn, on: chosenSplits(), options: options,
      archive: options.recorded)
  }

  private func isChosen(_ shown: ShownEvaluation) throws -> Bool {
    try chosenSplits().contains(shown.evaluation.split)
  }

  private func printEpisode(of shown: ShownEvaluation, game: Int) throws {
    let (split, transcripts) = (shown.evaluation.split, shown.evaluation.transcripts)
    guard transcripts.indices.contains(game) else {
      throw RunError(
        "--game \(game): \(split.rawValue) has only \(transcripts.count) games; choose a smaller number"
      )
    }
    let view = EpisodeView(isColoured: isatty(FileHandle.standardOutput.fileDescriptor) != 0)
    print(
      "\(shown.title), trained on \(shown.run.trainingSet.rawValue), seed \(shown.run.seed); "
        + "\(split.rawValue), game \(game)\n\n"
        + view.text(of: transcripts[game], rules: shown.run.rules))
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
    throw RunError(
      "\(file.path): cannot be written; check that its folder exists, that you may write to it, and space"
    )
  }
}

/// An evaluation with what is to be said of it.
private struct ShownEvaluation {
  var evaluation: FinishedEvaluation
  var title: String
  var run: RunSpecification
  var source: EpisodeSource

  /// A method's evaluations of the first training seed.
  ///
  /// - Parameter archive: Where a reader finds them recorded; nil for nowhere.
  static func all(
    of method: Method, trainedOn set: TrainingSet, on splits: [EvaluationSplit],
    options: ExperimentOptions, archive: String?
  ) throws -> [ShownEvaluation] {
    let store = try options.store()
    let run = try store.run(method, seed: options.trainingSeeds[0], trainOn: set)
    let words =
      ["--profile", options.profile.rawValue, "--world", options.world.rawValue]
      + options.overrides
    let source: EpisodeSource =
      if let archive {
        .archive(archive, options: words)
      } else {
        .training(options: words + options.folderWords)
      }
    return try splits.map { split in
      ShownEvaluation(
        evaluation: FinishedEvaluation(
          split: split, settings: store.settings.evaluation,
          transcripts: try store.evaluation(of: run, on: split)),
        title: method.title, run: run.specification, source: source)
    }
  }

  /// The evaluations that a run folder holds.
  ///
  /// - Parameter path: The folder as it was typed.
  /// - Throws: `RunError` where the folder is damaged or holds none.
  static func all(in run: RunFolder, path: String) throws -> [ShownEvaluation] {
    let specification = try run.read(RunSpecification.self, from: "config.json")
    let evaluations = try run.evaluations()
    guard !evaluations.isEmpty else {
      throw RunError(
        "\(run.url.path): holds no evaluation; make one with `rlvmr evaluate \(specification.method)`"
      )
    }
    let title = Method(named: specification.method)?.title ?? specification.method
    return evaluations.map {
      ShownEvaluation(
        evaluation: $0, title: title, run: specification, source: .folder(path))
    }
  }
}

extension ExperimentOptions {
  /// Where runs are kept, as it is typed; nothing where that is the usual place.
  fileprivate var folderWords: [String] {
    output == "Report" ? [] : ["--output", output]
  }
}

extension EpisodeViewer {
  /// Adds a method's evaluations of the first training seed to the page of a report, which keeps its runs in
  /// an archive beside it.
  mutating func add(
    _ method: Method, trainedOn set: TrainingSet, on splits: [EvaluationSplit], count: Int,
    options: ExperimentOptions
  ) throws {
    let archive = options.recorded ?? "\(options.output)/runs.tar.gz"
    let all = try ShownEvaluation.all(
      of: method, trainedOn: set, on: splits, options: options, archive: archive)
    for evaluation in all { add(evaluation, count: count) }
  }

  fileprivate mutating func add(_ shown: ShownEvaluation, count: Int) {
    add(shown.evaluation, title: shown.title, run: shown.run, count: count, from: shown.source)
  }
}
