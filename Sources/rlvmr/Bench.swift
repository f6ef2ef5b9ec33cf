import ArgumentParser
import Benchmarking
import Foundation
import Training

/// `rlvmr bench`: how fast each part is, alone or beside PyTorch.
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure how fast the world, training, decoding and a whole iteration are.",
    discussion: """
      Medians of the rounds; rounds in which other processes took more than 3 % of the processors \
      are repeated. With --write the PyTorch peers are measured in turn with the product and the \
      page is written; with --render it is written again from the results beside it.
      """)

  @Option(help: "world, train, decode or iteration; several separated by commas.")
  var suite = BenchmarkSuite.allCases.map(\.rawValue).joined(separator: ",")

  @Option(help: "small or medium; both unless given.")
  var model: String?

  @Flag(help: "Print one JSON object a line.")
  var json = false

  @Option(help: "Counted rounds of each measurement.")
  var rounds = 5

  @Option(help: "Measure product and PyTorch in turn and write README.md and figures here.")
  var write: String?

  @Option(help: "Folder of the PyTorch peers.")
  var peers = "Benchmarks/peers"

  @Option(help: "Write the page of this folder again from its results.json.")
  var render: String?

  @Flag(help: "Tiny sizes: everything runs, the numbers mean nothing.")
  var tiny = false

  @Option(help: "Folder where the iteration's cold-started model is kept.")
  var cache = ".build/bench"

  private func suites() throws -> [BenchmarkSuite] {
    try suite.split(separator: ",").map { name in
      guard let suite = BenchmarkSuite(rawValue: String(name)) else {
        throw ValidationError(
          "--suite \(name): no such suite; give \(BenchmarkSuite.allCases.map(\.rawValue))")
      }
      return suite
    }
  }

  private func models() throws -> [BenchmarkModel] {
    guard let model else { return BenchmarkModel.allCases }
    guard let chosen = BenchmarkModel(rawValue: model) else {
      throw ValidationError(
        "--model \(model): no such model; give \(BenchmarkModel.allCases.map(\.rawValue))")
    }
    return [chosen]
  }

  func validate() throws {
    if rounds < 1 { throw ValidationError("--rounds \(rounds): give at least 1") }
    if write != nil && render != nil {
      throw ValidationError("--write measures and --render does not: give one of them")
    }
    _ = try (suites(), models())
  }

  func run() throws {
    Interruption.handleSignals()
    if let render {
      try BenchmarkPage(contentsOf: URL(fileURLWithPath: render)).write()
      return
    }
    let say: @Sendable (String) -> Void = {
      FileHandle.standardError.write(Data(($0 + "\n").utf8))
    }
    if let write {
      let comparison = Comparison(
        peers: URL(fileURLWithPath: peers), cache: URL(fileURLWithPath: cache), rounds: rounds,
        isTiny: tiny, say: say)
      let results = try comparison.measure()
      try BenchmarkPage(results: results, folder: URL(fileURLWithPath: write)).write()
      print(URL(fileURLWithPath: write).appendingPathComponent("README.md").path)
      return
    }
    if !json {
      print(
        row("suite", "model", "variant", "threads", "seconds", "tokens/s", "steps/s", "GFLOP/s"))
    }
    let benchmark = Benchmark(
      rounds: rounds, isTiny: tiny, cache: URL(fileURLWithPath: cache), say: say
    ) { line in
      if json {
        if let text = try? line.json() { print(text) }
      } else {
        func number(_ value: Double?, _ format: String) -> String {
          value.map { String(format: format, $0) } ?? ""
        }
        print(
          row(
            line.suite, line.model, line.variant, "\(line.threads)",
            number(line.seconds, "%.3f"), number(line.tokensPerSecond, "%.0f"),
            number(line.stepsPerSecond, "%.0f"),
            line.gflops > 0 ? number(line.gflops, "%.1f") : ""))
      }
    }
    try benchmark.run(suites(), models: models())
  }

  private func row(_ cells: String...) -> String {
    zip(cells, [10, 8, 22, 8, 9, 10, 10, 8]).map { cell, width in
      cell.padding(toLength: max(width, cell.count), withPad: " ", startingAt: 0)
    }.joined(separator: " ")
  }
}
