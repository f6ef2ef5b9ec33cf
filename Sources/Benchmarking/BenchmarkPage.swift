import Foundation
import Gnuplot
import Notebook

/// `Benchmarks/README.md`: everything in it is computed from `results.json`.
public struct BenchmarkPage {
  private let results: BenchmarkResults
  private let folder: URL

  /// A page of fresh results.
  public init(results: BenchmarkResults, folder: URL) {
    self.results = results
    self.folder = folder
  }

  /// The page of the results kept in `folder`.
  ///
  /// - Throws: `BenchmarkError` naming the file where it is missing or no results file.
  public init(contentsOf folder: URL) throws {
    let file = folder.appendingPathComponent("results.json")
    guard let data = try? Data(contentsOf: file),
      let results = try? JSONDecoder().decode(BenchmarkResults.self, from: data)
    else {
      throw BenchmarkError("\(file.path): missing or no results file; make it with `make bench`")
    }
    self.init(results: results, folder: folder)
  }

  /// Writes the results, the figures and the page.
  ///
  /// - Throws: Errors of gnuplot or of an unwritable folder.
  public func write() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try (encoder.encode(results) + Data("\n".utf8)).write(
        to: folder.appendingPathComponent("results.json"), options: .atomic)
      try Data(markdown().utf8).write(
        to: folder.appendingPathComponent("README.md"), options: .atomic)
    } catch let error as CocoaError {
      throw BenchmarkError("\(folder.path): cannot be written (\(error.localizedDescription))")
    }
    for figure in figures() { try figure.write(into: folder) }
  }

  /// The page's text.
  ///
  /// - Throws: `NotebookError` for a label that is not there.
  public func markdown() throws -> String { try document().markdown(.codeHost) }

  /// One promise of speed and what came of it.
  private struct Target {
    var what: String
    var wanted: String
    var measured: String
    var isMet: Bool?
  }

  private func number(_ value: Double?, _ places: Int = 2) -> String {
    NumberFormat.decimal(places).string(value)
  }

  private func targets() -> [Target] {
    var all: [Target] = []
    func least(_ what: String, _ value: Double?, _ least: Double, unit: String, aim: Double? = nil) {
      let wish = aim.map { ", aim \(trimmed($0))" } ?? ""
      all.append(
        Target(
          what: what, wanted: "at least \(trimmed(least))\(unit)\(wish)",
          measured: value.map { number($0) + unit } ?? "not measured",
          isMet: value.map { $0 >= least }))
    }
    func most(_ what: String, _ value: Double?, _ most: Double, unit: String) {
      all.append(
        Target(
          what: what, wanted: "at most \(trimmed(most))\(unit)",
          measured: value.map { number($0) + unit } ?? "not measured",
          isMet: value.map { $0 <= most }))
    }
    for (model, wanted, aim) in [("small", 1.7, 2.0), ("medium", 1.4, 1.6)] {
      least(
        "training, \(model), 16 x 512", results.pair("train", model)?.ratio, wanted,
        unit: " x PyTorch", aim: aim)
    }
    let ceiling = results.line("machine", Variant.ceiling, threads: 2)?.gflops
    for model in ["small", "medium"] {
      let gflops = results.line("train", Variant.full, model: model)?.gflops
      least(
        "arithmetic needed over time, training, \(model)",
        gflops.flatMap { g in ceiling.map { 100 * g / $0 } }, 70, unit: " % of the ceiling")
    }
    for (model, wanted, aim) in [("small", 4.5, 6.0), ("medium", 3, 4)] {
      least(
        "decoding, \(model), 64 to 512 tokens", results.pair("decode", model)?.ratio, wanted,
        unit: " x PyTorch", aim: aim)
    }
    let full = results.line("train", Variant.full, model: "small")?.tokensPerSecond
    let ragged = results.line("train", Variant.ragged, model: "small")?.tokensPerSecond
    least(
      "ragged episodes, 100 to 1200 tokens", full.flatMap { f in ragged.map { 100 * $0 / f } }, 90,
      unit: " % of full sequences")
    least(
      "world, observation and admissible commands, one core",
      results.line("world", Variant.realGame)?.stepsPerSecond.map { $0 / 1000 }, 200,
      unit: " thousand steps/s")
    most(
      "reading a game", results.line("world", Variant.loading)?.details["millisecondsPerGame"], 2,
      unit: " ms")
    most(
      "reading all games", results.line("world", Variant.loadingAll)?.seconds, 10, unit: " s")
    least(
      "a GRPO iteration on real games", results.pair("iteration", "shipped")?.ratio, 5,
      unit: " x PyTorch with the stock engine")
    let iteration = results.line("iteration", Variant.realGames)
    most(
      "the world's share of it", iteration?.details["worldShare"].map { 100 * $0 }, 3, unit: " %")
    let one = results.line("train", Variant.oneWorker, model: "small")?.tokensPerSecond
    least("two workers against one", full.flatMap { f in one.map { f / $0 } }, 1.85, unit: " x")
    most(
      "resident memory in an iteration",
      iteration?.details["peakBytes"].map { $0 / 1_073_741_824 }, 1.5, unit: " GiB")
    let growth = growthPoints().map(\.y)
    most(
      "change of tokens/s from \(growthEpisodes.first ?? 0) to \(growthEpisodes.last ?? 0) episodes",
      growth.isEmpty
        ? nil : 100 * ((growth.max() ?? 1) - (growth.min() ?? 1)) / (growth.max() ?? 1), 10,
      unit: " %")
    return all
  }

  private func trimmed(_ value: Double) -> String {
    value == value.rounded() ? String(Int(value)) : String(value)
  }

  private let growthEpisodes = [32, 64, 128, 256, 512]

  private func growthPoints() -> [DataPoint] {
    growthEpisodes.compactMap { episodes in
      guard let line = results.line("train", Variant.growth(episodes)),
        let tokens = line.tokens
      else { return nil }
      return DataPoint(
        x: Double(episodes), y: Double(tokens) / line.seconds, low: Double(tokens) / line.slowest,
        high: Double(tokens) / line.fastest)
    }
  }

  private var kernels: [BenchmarkLine] { results.lines.filter { $0.suite == "kernel" } }

  private func figures() -> [Figure] {
    let growth = growthPoints()
    var figures: [Figure] = []
    if let best = growth.map(\.y).max() {
      figures.append(
        Figure(
          "growth", title: "Cost grows with the work, not faster",
          alternativeText: "Training tokens per second against episodes in an iteration.",
          x: Axis("episodes in an iteration", isLogarithmic: true),
          y: Axis("tokens per second", range: 0...best * 1.2),
          layers: [
            .line("small model, 100 to 400 tokens an episode", growth),
            .referenceLine("10 % below the best", y: best * 0.9),
          ]))
    }
    if let roof = results.line("machine", Variant.ceiling, threads: 1)?.gflops,
      let memory = results.line("machine", Variant.memory, threads: 1)?
        .details["gigabytesPerSecond"], !kernels.isEmpty
    {
      let knee = roof / memory
      figures.append(
        Figure(
          "roofline", title: "How far each kernel is from the roof, one core",
          alternativeText: "Arithmetic per second of each kernel against its operations per byte.",
          x: Axis("operations per byte that must move", isLogarithmic: true),
          y: Axis("10⁹ operations per second", isLogarithmic: true),
          layers: [
            .line(
              "roof: memory, then products",
              [
                DataPoint(x: 0.5, y: 0.5 * memory), DataPoint(x: knee, y: roof),
                DataPoint(x: 400, y: roof),
              ])
          ]
            + kernels.map {
              .points(
                $0.variant, [DataPoint(x: $0.details["operationsPerByte"] ?? 1, y: $0.gflops)])
            }, width: 900, height: 520))
    }
    return figures
  }

  private func document() -> Document {
    Document(
      title: "How fast is it?",
      subtitle: "Written by `make bench`; every number comes from results.json beside this page."
    ) {
      Prose(
        """
        Measured on \(results.date): \(results.machine.processor), \(results.machine.cores) cores, \
        \(results.machine.memory) GiB, \(results.machine.system). \
        \(results.versions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
          .joined(separator: ", ")).
        """)
      Block.heading(2, "What was promised and what came of it")
      Block.table(
        Table(
          caption: "Targets; ratios are medians of rounds measured in turn.", label: "tab:targets",
          columns: [
            .init("what"), .init("target"), .init("measured", .right), .init("met"),
          ],
          rows: targets().map {
            [
              Prose($0.what), Prose($0.wanted), Prose($0.measured),
              Prose($0.isMet.map { $0 ? "yes" : "**no**" } ?? "–"),
            ]
          }))
      for remark in results.remarks { Prose("Not compared: \(remark)") }
      Block.heading(2, "Side by side with PyTorch")
      Block.table(pairTable())
      if let pair = results.pair("iteration", "shipped") { iterationProse(pair) }
      Block.heading(2, "How it was measured")
      methodProse()
      Block.heading(2, "Where the time goes")
      Block.table(kernelTable())
      Prose(
        """
        Each kernel alone, on one thread, at the shapes of the small batch; together they take \
        \(number(kernelSum / 1000, 1)) µs a token of one core. A whole step takes \
        \(number(stepMicroseconds, 1)) µs a token of one core: the rest is memory that two workers \
        share, filling and emptying buffers, the optimiser and the sum of the gradients.
        """)
      for figure in figures() {
        Block.figure(
          Picture(
            figure, caption: Prose(figure.title + "."), label: "fig:" + figure.name))
      }
      Block.heading(2, "The product alone")
      Block.table(lineTable())
    }
  }

  private func pairTable() -> Table {
    Table(
      caption: "Medians, in brackets the fastest and slowest round.", label: "tab:pairs",
      columns: [
        .init("work"), .init("model"), .init("PyTorch"), .init("ours, tokens/s", .right),
        .init("PyTorch, tokens/s", .right), .init("ratio", .right), .init("rounds", .right),
      ],
      rows: results.pairs.map { pair in
        [
          Prose(pair.suite), Prose(pair.model), Prose(pair.mode),
          speed(pair.product, pair.productTokens), speed(pair.peer, pair.peerTokens),
          Prose(number(pair.ratio)), "\(pair.peer.count)",
        ]
      })
  }

  private func speed(_ seconds: [Double], _ tokens: Int) -> Prose {
    func rate(_ seconds: Double?) -> String { number(seconds.map { Double(tokens) / $0 }, 0) }
    return
      "\(rate(Measurement.median(of: seconds))) (\(rate(seconds.max()))–\(rate(seconds.min())))"
  }

  private func iterationProse(_ pair: PairedResult) -> Prose {
    let d = pair.details
    let alone =
      ((d["peerRollout"] ?? .nan) - (d["peerWorld"] ?? .nan) + (d["peerUpdate"] ?? .nan))
      / ((d["productRollout"] ?? .nan) + (d["productUpdate"] ?? .nan))
    return """
      The iteration: 16 training games x 8 rollouts of the cold-started model, up to 30 steps. Ours \
      takes \(number(d["productRollout"])) s for the rollout and \(number(d["productUpdate"])) s for \
      the updates (\(number(d["productAgentTokens"], 0)) agent tokens); PyTorch with the stock engine \
      \(number(d["peerRollout"], 1)) s, of which the engine \(number(d["peerWorld"], 1)) s, and \
      \(number(d["peerUpdate"])) s (\(number(d["peerAgentTokens"], 0)) agent tokens). The engine's \
      time apart, the ratio is \(number(alone)). Because of the engine the peer did \
      \(pair.peer.count) round\(pair.peer.count == 1 ? "" : "s"), between ours and not in turn with \
      each; its first round, as processes warm up, is not left out.
      """
  }

  private func methodProse() -> Prose {
    """
    Product and peer run in turn, A B A B, in one session; a round in which other processes took \
    more than 3 % of the processors is dropped and repeated. PyTorch gets two threads, the faster of \
    eager and compiled, and tcmalloc where it is installed. The product's threads are two workers \
    that meet once a step. Arithmetic is what the mathematics needs, whatever is computed: 6 \
    operations a weight and token in training (2 forward, 4 backward), 2 in decoding, and the two \
    products of causal attention over half the square. The ceiling is our own matrix product with \
    large factors, measured in the same run. The model is `small` (width 128, 4 layers, 1.1 M \
    parameters) or `medium` (width 256, 6 layers, 5.6 M); the iteration uses the shipped model's \
    shape. Keys and values are cached in half precision by the product and in single by PyTorch.
    """
  }

  private var kernelSum: Double {
    kernels.reduce(0) { $0 + ($1.details["nanosecondsPerToken"] ?? 0) }
  }

  private var stepMicroseconds: Double? {
    results.line("train", Variant.full, model: "small")?.tokensPerSecond.map { 2e6 / $0 }
  }

  private func kernelTable() -> Table {
    Table(
      caption: "Kernels of a training step, small model.", label: "tab:kernels",
      columns: [
        .init("kernel"), .init("ns a token", .right), .init("share", .right),
        .init("GFLOP/s, one core", .right), .init("operations a byte", .right),
      ],
      rows: kernels.map { line in
        let time = line.details["nanosecondsPerToken"]
        return [
          Prose(line.variant), Prose(number(time, 0)),
          Prose(number(time.map { 100 * $0 / kernelSum }, 1) + " %"), Prose(number(line.gflops, 1)),
          Prose(number(line.details["operationsPerByte"], 1)),
        ]
      })
  }

  private func lineTable() -> Table {
    Table(
      caption: "All measurements without a peer.", label: "tab:lines",
      columns: [
        .init("suite"), .init("model"), .init("what"), .init("threads", .right),
        .init("seconds (fastest–slowest)", .right), .init("tokens/s", .right),
        .init("GFLOP/s", .right), .init("rounds, dropped", .right),
      ],
      rows: results.lines.filter { $0.suite != "kernel" }.map { line in
        [
          Prose(line.suite), Prose(line.model == "none" ? "" : line.model), Prose(line.variant),
          "\(line.threads)",
          Prose(
            "\(number(line.seconds, 3)) (\(number(line.fastest, 3))–\(number(line.slowest, 3)))"),
          Prose(line.tokensPerSecond.map { number($0, 0) } ?? ""),
          Prose(line.gflops > 0 ? number(line.gflops, 1) : ""),
          "\(line.rounds), \(line.dropped)",
        ]
      })
  }
}
