import ArgumentParser
import ChapterSupport
import Foundation
import Notebook
import Training

/// `rlvmr report`: runs the four chapters and binds them into one report.
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train, measure and write the whole report: OUTPUT/report.md and report.html.",
    discussion: """
      Each chapter is a program of its own that also runs alone; finished runs are shared between \
      them. After an interruption the same command continues.
      """)

  @OptionGroup var options: ExperimentOptions

  @Option(help: "Folder for figures, one folder a chapter.")
  var figures = "Figures"

  @Option(help: "Other base models to compare with: folders, separated by commas.")
  var bases: String?

  @Option(help: "Folder of another report whose claims stand beside these.")
  var beside: String?

  @Flag(help: "Fail on what is else only warned of: a claim that was not tested, a missing pandoc.")
  var strict = false

  static let chapters = ["Repetition", "Brittleness", "ClosingTheGap", "IsItReal"]

  func run() throws {
    Interruption.handleSignals()
    let started = Date()
    var arguments = [
      "--profile", options.profile.rawValue, "--world", options.world.rawValue,
      "--output", options.output, "--figures", figures,
      "--seeds", options.trainingSeeds.map(String.init).joined(separator: ","),
    ]
    arguments += options.overrides
    if let recorded = options.recorded { arguments += ["--recorded", recorded] }
    if let bases { arguments += ["--bases", bases] }
    for (number, chapter) in Self.chapters.enumerated() {
      say("— chapter \(number + 1) of \(Self.chapters.count): \(chapter)")
      let clock = Date()
      try runChapter(chapter, arguments: arguments)
      say("— \(chapter): \(Progress.clock(-clock.timeIntervalSinceNow)) min")
    }
    let folder = options.outputFolder
    let results = try Self.chapters.map {
      try ChapterResults(
        contentsOf: folder.appendingPathComponent($0).appendingPathComponent("results.json"))
    }
    let documents = try Self.chapters.map {
      try Document(
        contentsOf: folder.appendingPathComponent($0).appendingPathComponent("chapter.json")
      ).withPictures(in: $0)
    }
    let others = try beside.map { beside in
      try Self.chapters.map {
        try ChapterResults(
          contentsOf: URL(fileURLWithPath: beside).appendingPathComponent("\($0)/results.json"))
      }
    }
    let page = try ReportPage(
      options: options, results: results, chapters: documents, beside: others ?? [],
      comparesBases: bases != nil
    ).document()
    do {
      try page.write(to: folder, name: "report")
    } catch let error as NotebookError where !strict {
      // The markdown is complete without the page.
      say("warning: \(error)")
    }
    let untested = results.flatMap(\.claims).filter { $0.verdict == .notTested }
    if strict, let claim = untested.first {
      throw RunError(
        "\(claim.id): not tested (\(claim.failedGuards.joined(separator: "; "))); --strict wants "
          + "every claim judged: use a larger profile or more seeds")
    }
    say("report: \(Progress.clock(-started.timeIntervalSinceNow)) min")
    print(folder.appendingPathComponent("report.html").path)
  }

  /// Runs a chapter's program, which stands beside this one.
  private func runChapter(_ name: String, arguments: [String]) throws {
    let program = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    let executable = (Bundle.main.executableURL ?? program)
      .deletingLastPathComponent().appendingPathComponent(name)
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    do {
      try process.run()
    } catch {
      throw RunError("\(executable.path): cannot be run; build it with `swift build -c release`")
    }
    // A Ctrl-C is for the chapter, which saves its state; wait for it rather than die first. A child in
    // a process group of its own does not hear the terminal, so the signal is passed on.
    var isPassedOn = false
    while process.isRunning {
      if Interruption.isRequested && !isPassedOn {
        isPassedOn = true
        let child = process.processIdentifier
        if getpgid(child) != getpgrp() { kill(child, SIGINT) }
      }
      usleep(50_000)
    }
    if Interruption.isRequested {
      throw RunError("\(name): interrupted; the same command continues where it stopped")
    }
    guard process.terminationStatus == 0 else {
      throw RunError(
        "\(name): ended with status \(process.terminationStatus), see above; the same command "
          + "continues where it stopped")
    }
  }

  private func say(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }
}
