import Agent
import ArgumentParser
import Experiments
import Foundation
import Gnuplot
import Notebook

/// What a chapter needs to be written: its measurements, the compiled sources, and where it goes.
public struct Chapter {
  /// The chapter's name, that of its program.
  public let name: String
  /// What is trained and measured, and kept for the other chapters.
  public let measurements: Measurements
  /// The same with the seeds of arms, `ChapterOptions.seedsOfArms`; nil where no arm is measured.
  public let measurementsOfArms: Measurements?
  /// The same from each of `ChapterOptions.bases`, the base model at hand first; none without those.
  public let measurementsByBase: [Measurements]
  /// The same of agents trained on each of `ChapterOptions.pairs`, the paper's first; none where a chapter does
  /// not ask.
  public let measurementsByPair: [Measurements]
  /// The same from base models of further seeds, `ChapterOptions.experimentOnNewBases`; nil where a chapter does not
  /// ask.
  public let measurementsOnNewBases: Measurements?
  /// Marked regions of the compiled sources.
  public let snippets: SnippetLibrary
  /// What the command line asked for, smoke to full.
  public let options: ChapterOptions
  private var folder: URL { options.experiment.outputFolder.appendingPathComponent(name) }

  /// Opens a chapter; with `--needs` prints what it measures, and ends the program.
  ///
  /// - Parameters:
  ///   - needs: All that it measures.
  ///   - set: The categories that all of these are trained on, whatever the split; nil for each split's usual ones.
  ///   - needsOfArms: All that it measures with fewer seeds.
  ///   - needsByBase: All that it measures from each base model, where several are compared.
  ///   - needsByPair: All that it measures for each pair of held-out categories, whatever categories they name.
  ///   - needsOnNewBases: All that it measures from base models of further seeds.
  ///   - methodsOnNewBases: The methods compared there; nil for the same ones.
  /// - Throws: Errors of the measurements, or of sources that are not where they were compiled.
  public init(
    _ name: String, _ options: ChapterOptions, needs: [Need], trainedOn set: TrainingSet? = nil,
    needsOfArms: [Need] = [], needsByBase: [Need] = [], needsByPair: [Need] = [],
    needsOnNewBases: [Need] = [], methodsOnNewBases: ComparedMethods? = nil
  ) throws {
    func onSet(_ needs: [Need]) -> [Need] {
      set.map { set in needs.map { $0.trained(on: set) } } ?? needs
    }
    let needs = onSet(needs)
    let ofArms = needsOfArms.isEmpty ? nil : options.experimentOfArms
    let others = needsByBase.isEmpty ? [] : options.experimentsByBase
    let pairs = (needsByPair.isEmpty ? [] : ChapterOptions.pairs).map { set in
      (options.experiment(heldOutOf: set), needsByPair.map { $0.trained(on: set) }, set)
    }
    let onNewBases = needsOnNewBases.isEmpty ? nil : options.experimentOnNewBases
    if options.needs {
      let all =
        [(options.experiment, needs)] + (ofArms.map { [($0, needsOfArms)] } ?? [])
        + others.map { ($0, needsByBase) } + pairs.map { ($0.0, $0.1) }
        + (onNewBases.map { [($0, onSet(needsOnNewBases))] } ?? [])
      let lists = all.map { experiment, needs in
        NeededMeasurements(
          base: experiment.base, seeds: experiment.trainingSeeds, needs: needs)
      }
      throw CleanExit.message(String(decoding: try canonicalJSON(lists), as: UTF8.self))
    }
    self.name = name
    self.options = options
    measurements = try Measurements(options.experiment, needs: needs, trainedOn: set)
    measurementsOfArms = try ofArms.map { try Measurements($0, needs: needsOfArms) }
    measurementsByBase = try others.map { try Measurements($0, needs: needsByBase) }
    measurementsByPair = try pairs.map { try Measurements($0.0, needs: $0.1, trainedOn: $0.2) }
    measurementsOnNewBases = try onNewBases.map {
      try Measurements(
        $0, needs: onSet(needsOnNewBases), trainedOn: set, comparing: methodsOnNewBases)
    }
    snippets = try SnippetLibrary(root: ChapterSources.root)
  }

  /// Everything measured besides `measurements`.
  public var furtherMeasurements: [Measurements] {
    (measurementsOfArms.map { [$0] } ?? []) + measurementsByBase + measurementsByPair
      + (measurementsOnNewBases.map { [$0] } ?? [])
  }

  /// The command that makes this chapter again.
  public var command: String {
    var words = ["swift run -c release \(name)", "--profile \(measurements.profile.rawValue)"]
    words.append("--seeds \(measurements.seeds.map(String.init).joined(separator: ","))")
    words.append("--world \(measurements.store.settings.world.rawValue)")
    words += options.experiment.overrides
    return words.joined(separator: " ")
  }

  /// Draws a figure, methods and tags in their looks, and gives the block that shows it.
  ///
  /// - Throws: `FigureError`.
  public func figure(_ figure: Figure, caption: Prose, label: String) throws -> Block {
    let target = figuresFolder
    var figure = figure
    figure.styles.merge(seriesStyles) { own, _ in own }
    try figure.write(into: target)
    return .figure(
      Picture(
        figure, in: relativePath(from: folder, to: target), caption: caption, label: label))
  }

  /// Draws boxes and arrows and gives the block that shows them.
  ///
  /// - Throws: `FigureError`.
  public func diagram(_ diagram: Diagram, caption: Prose, label: String) throws -> Block {
    try diagram.write(into: figuresFolder)
    return .figure(
      Picture(
        diagram, in: relativePath(from: folder, to: figuresFolder), caption: caption, label: label))
  }

  private var figuresFolder: URL {
    options.figures.map { URL(fileURLWithPath: $0).appendingPathComponent(name) } ?? folder
  }

  /// Writes `chapter.md`, `chapter.json` (for the report) and `results.json`, and which runs they rest
  /// on.
  ///
  /// - Throws: `NotebookError`; `RunError` where the list of runs cannot be written, or something was
  ///   declared and never measured.
  public func write(_ document: Document, claims: [ClaimResult], answer: [String] = []) throws {
    for measured in [measurements] + furtherMeasurements {
      try measured.needs.checkAllWereAsked(by: name)
    }
    let results = ChapterResults(
      chapter: name, profile: measurements.profile.rawValue,
      world: measurements.store.settings.world.rawValue, agent: options.experiment.agent,
      claims: claims,
      runs: ([measurements] + measurementsByPair + (measurementsOnNewBases.map { [$0] } ?? []))
        .flatMap { $0.runResults() }, answer: answer,
      question: answer.isEmpty ? nil : document.title)
    // A report says this once, before the claims of all chapters.
    var alone = document
    if !claims.isEmpty {
      alone.blocks += [
        .heading(2, "How a claim is judged"), .paragraph(Prose(VerdictRule.explanation)),
      ]
      // One seed has no such interval.
      if measurements.seeds.count > 1 { alone.blocks.append(.paragraph(Prose(fewSeedsInWords))) }
    }
    try alone.write(to: folder, name: "chapter", pandoc: options.page ? Pandoc() : nil)
    try document.writeTree(to: folder.appendingPathComponent("chapter.json"))
    try results.write(to: folder.appendingPathComponent("results.json"))
    try measurements.store.writeUsedRuns(by: name)
    for claim in claims { print("\(claim.verdict.rawValue): \(claim.statement)") }
    print(folder.appendingPathComponent(options.page ? "chapter.html" : "chapter.md").path)
  }
}

/// The options of every chapter.
public struct ChapterOptions: ParsableArguments {
  /// How much, with which seeds, in which world, written where.
  @OptionGroup public var experiment: ExperimentOptions

  /// Where figures go; nil for the chapter's own folder.
  @Option(help: "Folder for figures, one folder a chapter (default: beside the chapter).")
  public var figures: String?

  /// Whether a page is made of the chapter alone.
  @Flag(help: "Write chapter.html too, through pandoc: one page that holds everything.")
  public var page = false

  /// Base models to compare with.
  @Option(
    help: "Other base models to compare with, in a chapter that does: folders, between commas.")
  public var bases: String?

  /// Whether to say what is needed and stop.
  @Flag(help: "Print what is trained and measured, as JSON, and do nothing.")
  public var needs = false

  /// Creates empty options, for the parser.
  public init() {}

  /// How many of the seeds arms are trained with.
  public static let seedsOfArms = 3

  /// The same experiment with the seeds of arms.
  var experimentOfArms: ExperimentOptions {
    var arms = experiment
    arms.seeds = Seeds(Array(experiment.trainingSeeds.prefix(Self.seedsOfArms)))
    return arms
  }

  /// The same experiment from the base model at hand and from each of the others, with the first seed
  /// alone; empty where no other is named.
  public var experimentsByBase: [ExperimentOptions] {
    let others = (bases ?? "").split(separator: ",").map { String($0) as String? }
    return others.isEmpty
      ? []
      : ([experiment.base] + others).map { base in
        var other = experiment
        other.base = base
        other.seeds = Seeds(Array(experiment.trainingSeeds.prefix(1)))
        return other
      }
  }
}

extension ChapterOptions {
  /// What is trained on for each pair of held-out categories, the paper's first.
  public static let pairs: [TrainingSet] = [
    .seenCategories, .withoutHeatAndLight, .withoutCleanAndTwo,
  ]

  /// The same experiment for agents trained on some categories alone. The miniature's shipped base models lack the
  /// acts of the paper's pair; for another pair it starts from bases of its own, which `rlvmr pretrain` makes.
  public func experiment(heldOutOf set: TrainingSet) -> ExperimentOptions {
    var other = experiment
    if !experiment.isPretrained, set != .seenCategories {
      other.base = "\(experiment.output)/bases/\(set.rawValue)/{seed}"
    }
    return other
  }

  /// The same experiment with as many further seeds, of which none has a shipped base model. The miniature starts
  /// from bases of their own, which `rlvmr pretrain` makes.
  public var experimentOnNewBases: ExperimentOptions {
    var other = experiment
    other.seeds = Seeds(experiment.trainingSeeds.map { $0 + BaseModel.count })
    if !experiment.isPretrained { other.base = "\(experiment.output)/bases/new/{seed}" }
    return other
  }
}

/// The path of a folder as seen from another; empty for the same folder.
public func relativePath(from start: URL, to target: URL) -> String {
  let from = start.standardizedFileURL.pathComponents
  let to = target.standardizedFileURL.pathComponents
  let common = zip(from, to).prefix { $0 == $1 }.count
  return (Array(repeating: "..", count: from.count - common) + to[common...])
    .joined(separator: "/")
}
