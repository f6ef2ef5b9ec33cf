import ArgumentParser
import Benchmarking
import Experiments
import Foundation
import Logging

extension BenchmarkModel: ExpressibleByArgument {}

/// Suites on the command line: "world,train".
struct Suites: ExpressibleByArgument, Sendable {
  var values: [BenchmarkSuite]

  init(_ values: [BenchmarkSuite]) { self.values = values }

  /// Reads "world,train"; nil where a part is no suite, or repeats.
  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    values = parts.compactMap { part in
      BenchmarkSuite.selectable.first { $0.rawValue == part }
    }
    guard values.count == parts.count, Set(values).count == values.count else { return nil }
  }

  var defaultValueDescription: String { values.map(\.rawValue).joined(separator: ",") }
}

/// `rlvmr bench`: how fast it is.
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure how fast training, decoding, the world and a whole iteration are.",
    discussion: """
      Each number is the median of several rounds after a warm-up. A round in which other processes \
      took processor time is dropped and repeated.
      """)

  @Option(
    help: "Suites to measure, of world, train, decode, iteration and load, with commas between.")
  var suite = Suites(BenchmarkSuite.selectable)

  @Option(
    help: """
      small or medium, in train and decode (default: both); or smollm2, the pretrained agent: hours, with \
      iterations and loading of its own.
      """)
  var model: BenchmarkModel?

  @Option(help: "Rounds that count.")
  var rounds = 5

  @Flag(help: "Print one JSON object a line.")
  var json = false

  @Flag(help: .hidden)
  var quick = false

  @Option(help: "Folder for cold-started models, reused by the next benchmark.")
  var cache = ".build/benchmark"

  @Option(help: "Folder of the peers' programs: measure them in turn with this one.")
  var peers: String?

  @Option(help: "The Python that runs peers.")
  var python = "python3"

  @Option(help: "Folder for README.md, its figures and results.json; needs --peers.")
  var write: String?

  @Option(help: "Folder with a results.json: write README.md and its figures without measuring.")
  var render: String?

  func validate() throws {
    try Bounds.require("rounds", rounds, in: Bounds.counts)
    if render != nil, write != nil || peers != nil {
      throw ValidationError("--render: measures nothing; leave out --write and --peers")
    }
    if write != nil, peers == nil {
      throw ValidationError("--write: the page compares; add --peers with the peers' folder")
    }
  }

  func run() throws {
    if let render {
      let folder = URL(fileURLWithPath: render)
      try BenchmarkResults(contentsOf: folder).render(into: folder)
      print(folder.appendingPathComponent("README.md").path)
      return
    }
    Interruption.handleSignals()
    let benchmark = Benchmark(
      suites: suite.values, models: model.map { [$0] } ?? BenchmarkModel.standard,
      scale: quick ? .quick : .full, plan: RoundPlan(rounds: rounds),
      cache: URL(fileURLWithPath: cache), log: Logger(label: "rlvmr"))
    if !json { print(Benchmarking.Measurement.header) }
    func show(_ line: Benchmarking.Measurement) throws {
      print(json ? String(decoding: try canonicalJSON(line), as: UTF8.self) : line.row)
      // A reader of a pipe sees each line as it comes.
      fflush(nil)
    }
    guard let peers else { return try benchmark.run(show) }
    let comparison = Comparison(
      benchmark: benchmark, peers: URL(fileURLWithPath: peers), python: python)
    let results = try comparison.run(show)
    if let write { try results.write(to: URL(fileURLWithPath: write)) }
  }
}
