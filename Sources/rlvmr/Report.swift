import Agent
import ArgumentParser
import ChapterSupport
import EpisodeViewer
import Experiments
import Foundation
import Methods
import Notebook
import Planning

/// `rlvmr report`: runs the chapters and binds them into one report.
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Train, measure and write the whole report: OUTPUT/report.md, report.html and viewer.html.",
    discussion: """
      Each chapter is a program of its own that also runs alone; finished runs are shared between \
      them. After an interruption the same command continues. What the report rests on, curves and \
      every evaluated episode, is kept in OUTPUT/runs.tar.gz, which --recorded reads.
      """)

  @OptionGroup var options: ExperimentOptions

  @Option(help: "Folder for figures, one folder a chapter.")
  var figures = "Figures"

  @Option(help: "Other base models to compare with: folders, separated by commas.")
  var bases: String?

  @Option(help: "Folders of other reports whose claims stand beside these, separated by commas.")
  var beside: String?

  @Option(
    help:
      "Chapters that are not bound in, whose answers stand below this report's: folders, separated by commas."
  )
  var further: String?

  @Option(help: "A text with the lines <!-- claims --> and <!-- /claims -->, which get the claims.")
  var readme: String?

  @Flag(help: "Fail on what is else only said: a claim that was not tested.")
  var strict = false

  @Flag(
    help: """
      Write partial.md and partial.html from the chapters whose runs are all done, and train nothing: the \
      others say what they wait for.
      """)
  var partial = false

  func validate() throws {
    guard partial else { return }
    if options.recorded != nil || readme != nil || strict {
      throw ValidationError(
        "--partial looks at unfinished runs; leave --recorded, --readme and --strict out")
    }
  }

  func run() throws {
    Interruption.handleSignals()
    let started = Date()
    let programs = try ChapterSources.all().map { ChapterProgram(name: $0.name, folder: $0.folder) }
    for program in programs { try program.checkIsCurrent() }
    let waiting = partial ? try waiting(programs) : [:]
    let ready = programs.filter { waiting[$0.name] == nil }
    if options.recorded == nil { try runInTurn(ready) } else { try runSideBySide(ready) }
    let names = ready.map(\.name)
    let results = try results(of: names, in: options.outputFolder)
    if partial {
      let noPage = try bind(programs.map(\.name), results, waiting: waiting, as: "partial")
      if let noPage { throw noPage }
      print(options.outputFolder.appendingPathComponent("partial.html").path)
      return
    }
    let noPage = try bind(names, results, as: "report")
    try writeViewer()
    try archiveRuns(of: names)
    if let readme { try writeClaims(of: results, into: URL(fileURLWithPath: readme)) }
    if strict, let claim = results.flatMap(\.claims).first(where: { $0.verdict == .notTested }) {
      throw RunError(
        "\(claim.id): not tested because it \(claim.obstacles.joined(separator: "; it ")); "
          + "--strict wants every claim judged: use a larger profile or more seeds")
    }
    if let noPage { throw noPage }
    say("report: \(Progress.clock(-started.timeIntervalSinceNow)) min")
    print(options.outputFolder.appendingPathComponent("report.html").path)
  }

  /// Runs chapters that train one after the other: each has all cores.
  private func runInTurn(_ programs: [ChapterProgram]) throws {
    for (number, program) in programs.enumerated() {
      say("— chapter \(number + 1) of \(programs.count): \(program.name)")
      let clock = Date()
      try program.run(chapterArguments)
      say("— \(program.name): \(Progress.clock(-clock.timeIntervalSinceNow)) min")
    }
  }

  /// Runs chapters that only read all at once; what each says is told in their order.
  private func runSideBySide(_ programs: [ChapterProgram]) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("rlvmr-said-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var running: [(program: ChapterProgram, process: Process, said: URL)] = []
    defer {
      for each in running where each.process.isRunning { each.process.terminate() }
      try? FileManager.default.removeItem(at: folder)
    }
    for program in programs {
      let said = folder.appendingPathComponent(program.name)
      try Data().write(to: said)
      let output = try FileHandle(forWritingTo: said)
      defer { try? output.close() }
      running.append((program, try program.start(chapterArguments, output: output), said))
    }
    for (number, each) in running.enumerated() {
      say("— chapter \(number + 1) of \(programs.count): \(each.program.name)")
      try each.program.finish(each.process)
      print(try String(contentsOf: each.said, encoding: .utf8), terminator: "")
    }
  }

  /// What every chapter is run with.
  private var chapterArguments: [String] {
    var arguments = Self.arguments(options, figures: figures, bases: bases)
    if let recorded = options.recorded { arguments += ["--recorded", recorded] }
    if options.explain { arguments.append("--explain") }
    return arguments
  }

  /// What decides which runs a report rests on and where it is written, as it is typed.
  static func arguments(
    _ options: ExperimentOptions, figures: String, bases: String?
  ) -> [String] {
    options.arguments + ["--figures", figures]
      + ["--seeds", options.trainingSeeds.map(String.init).joined(separator: ",")]
      + (bases.map { ["--bases", $0] } ?? [])
  }

  private func results(of chapters: [String], in folder: URL) throws -> [ChapterResults] {
    try chapters.map {
      try ChapterResults(contentsOf: folder.appendingPathComponent("\($0)/results.json"))
    }
  }

  /// What each chapter that cannot be written yet waits for, by its name.
  private func waiting(_ programs: [ChapterProgram]) throws -> [String: Plan] {
    var waiting: [String: Plan] = [:]
    for program in programs {
      let plan = try Plan(program.needs(chapterArguments), options: options, report: nil)
      if !plan.open.isEmpty { waiting[program.name] = plan }
    }
    return waiting
  }

  /// What stands in the place of a chapter that waits.
  private func placeholder(_ name: String, _ plan: Plan) -> Document {
    Document(title: name) {
      Block.heading(1, "\(name)")
      """
      Of its \(plan.jobs.count) runs and evaluations \(plan.jobs.count - plan.open.count) are done. This chapter \
      waits for:
      """
      Block.list(plan.open.map { "\(code: $0.name)" })
    }
  }

  /// Writes the page that holds all chapters.
  ///
  /// - Returns: Why there is no page but only the markdown, which is complete without it; what else is to
  ///   be written need not wait.
  private func bind(
    _ chapters: [String], _ results: [ChapterResults], waiting: [String: Plan] = [:],
    as file: String
  ) throws -> NotebookError? {
    let folder = options.outputFolder
    let documents = try chapters.map { name in
      if let plan = waiting[name] { return placeholder(name, plan) }
      return try Document(contentsOf: folder.appendingPathComponent("\(name)/chapter.json"))
        .withPictures(in: name)
    }
    let others = try others(chapters)
    let page = try ReportPage(
      options: options, results: results, chapters: documents, beside: others,
      inShort: try inShort(results, in: folder), further: try furtherAnswers(in: folder),
      again: try furtherResults(),
      isPartial: partial, figures: URL(fileURLWithPath: figures)
    ).document()
    do {
      try page.write(to: folder, name: file)
      return nil
    } catch let error as NotebookError {
      guard case .pandoc = error else { throw error }
      // A page from before would tell of other runs.
      try? FileManager.default.removeItem(at: folder.appendingPathComponent("\(file).html"))
      return error
    }
  }

  /// The results of each report that stands beside this one.
  private func others(_ chapters: [String]) throws -> [[ChapterResults]] {
    try folders(beside).map { try results(of: chapters, in: $0) }
  }

  /// The answers of this report and of those beside it, for a text that stands in a folder; empty where this one
  /// stands alone.
  private func inShort(_ results: [ChapterResults], in folder: URL) throws -> [String] {
    let others = zip(folders(beside), try others(results.map(\.chapter)))
    let all = [(report: options.outputFolder, results: results)] + others
    if all.count < 2 { return [] }
    return all.compactMap { report, results in
      let path = relativePath(from: folder, to: report.appendingPathComponent("report.md"))
      return shortAnswer(of: results, link: path == "report.md" ? nil : path)
    }
  }

  /// What chapters that are not bound in answer, for a text that stands in a folder.
  private func furtherAnswers(in folder: URL) throws -> [String] {
    try folders(further).compactMap { try shortAnswer(ofChapterIn: $0, linkedFrom: folder) }
  }

  private func furtherResults() throws -> [ChapterResults] {
    try folders(further).map {
      try ChapterResults(contentsOf: $0.appendingPathComponent("results.json"))
    }
  }

  private func folders(_ list: String?) -> [URL] {
    (list ?? "").split(separator: ",").map { URL(fileURLWithPath: String($0)) }
  }

  /// Writes the page to step through episodes: some that the chapters evaluated, and recorded groups
  /// where they are kept beside the report.
  private func writeViewer() throws {
    var viewer = EpisodeViewer(command: "rlvmr report")
    let groups = options.outputFolder.appendingPathComponent("groups.tar.gz")
    if FileManager.default.fileExists(atPath: groups.path) {
      for group in try GroupArchive.read(groups) { viewer.add(group) }
    }
    // No other runs than the chapters': whatever else was asked for would be trained now.
    for method in [.supervised] + ComparedMethods(options).outcomeOnly + [.rlvmr] {
      try viewer.add(
        method, trainedOn: .seenCategories, on: [.seen, .unseen, .unseenCategories], count: 4,
        options: options)
    }
    try write(viewer.html(), to: options.outputFolder.appendingPathComponent("viewer.html"))
  }

  /// Keeps the runs that the chapters used, without their models, in one archive.
  private func archiveRuns(of chapters: [String]) throws {
    if options.recorded != nil { return }
    let archive = options.outputFolder.appendingPathComponent("runs.tar.gz")
    let count = try RecordedRuns.archive(
      runsOf: chapters, in: options.outputFolder.appendingPathComponent("runs"), to: archive)
    say("\(count) runs are kept in \(archive.path)")
  }

  /// Writes the table of claims into a text.
  private func writeClaims(of results: [ChapterResults], into file: URL) throws {
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      throw RunError("\(file.path): cannot be read; --readme wants a text file")
    }
    do {
      let folder = file.deletingLastPathComponent()
      let filled = try withClaims(
        of: results, beside: others(results.map(\.chapter)), inShort: inShort(results, in: folder),
        further: furtherAnswers(in: folder), again: furtherResults(), in: text)
      try Data(filled.utf8).write(to: file, options: .atomic)
    } catch let error as ClaimsInTextError {
      throw RunError("\(file.path): \(error)")
    } catch let error as CocoaError {
      throw RunError("\(file.path): cannot be written (\(error.localizedDescription))")
    }
  }

  private func say(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }
}
