import Experiments
import Foundation
import Gnuplot
import Methods
import Notebook

/// `Benchmarks/README.md`: every number from the results, every verdict computed.
public struct BenchmarkPage: Sendable {
  let results: BenchmarkResults

  /// Any results will do: what was not measured is left out or said to be missing.
  public init(_ results: BenchmarkResults) { self.results = results }

  /// The page, which needs its figures beside it.
  public var document: Document {
    Document(title: "How fast is it?") {
      """
      Written by \(code: command) from \(code: "results.json"), which holds every line behind it; \
      \(code: "rlvmr bench --render \(folder)") writes it again without measuring. No number was typed.
      """
      if results.isQuick { quickWarning }
      Block.heading(1, "Targets", label: "sec:targets")
      verdicts
      Block.table(targetTable)
      Block.heading(1, "Method", label: "sec:method")
      method
      Block.table(machineTable)
      if let figure = roofline {
        Block.heading(1, "What bounds it", label: "sec:roofline")
        Block.figure(
          Picture(
            figure,
            caption: """
              Each mark is a kernel of the training step of the \(rooflineModel.rawValue) model, on one thread. No kernel \
              whose data come from memory can stand above the sloped line, none at all much above the \
              flat one; marks above the sloped line found their data in the caches.
              """, label: "fig:roofline"))
      }
      floorBlocks
      for model in BenchmarkModel.allCases { timeBlocks(model) }
      if let figure = growthFigure {
        Block.heading(1, "How cost grows with episodes", label: "sec:growth")
        Block.figure(
          Picture(
            figure,
            caption: """
              One update on more and more ragged episodes; the dashed lines are a tenth above and \
              below the rate at the fewest.
              """, label: "fig:growth"))
      }
      if let figure = memoryFigure {
        Block.heading(1, "Memory and iterations", label: "sec:memory")
        Block.figure(
          Picture(
            figure,
            caption: "Resident memory of the whole process after each iteration that counts.",
            label: "fig:memory"))
        Block.table(iterationTable)
      }
      Block.heading(1, "Every measurement", label: "sec:all")
      Block.table(allTable)
    }
  }

  /// What the arithmetic alone would take, beside what was measured.
  @BlockBuilder private var floorBlocks: [Block] {
    if let any = ceiling(of: nil) {
      Block.heading(1, "How near the floor", label: "sec:floor")
      """
      If every product ran at the ceiling that was measured in turn with training, and nothing else took \
      time, so many tokens a second would be possible.
      """
      Block.table(
        Table(
          caption: "Tokens a second, measured and at the ceiling of products.", label: "tbl:floor",
          columns: [
            .init("model"), .init("what"), .init("measured", .right),
            .init("at the ceiling", .right), .init("share", .right),
          ],
          rows: results.measurements.filter {
            $0.implementation == .product && $0.gflops > 0 && $0.tokensPerSecond != nil
          }.map { line in
            let share = line.gflops / (ceiling(of: line.model) ?? any)
            return [
              "\(line.model)", "\(line.suite.rawValue), \(line.variant)",
              "\(line.tokensPerSecond, as: .decimal(0))",
              "\(line.tokensPerSecond.map { $0 / share }, as: .decimal(0))", "\(percent: share)",
            ]
          }))
    }
  }

  /// GFLOP/s of products, in turn with a model's training; nil for any model's.
  private func ceiling(of model: String?) -> Double? {
    results.line(.machine, model: model, variant: TrainSuite.ceiling).map(\.gflops)
      .flatMap { $0 > 0 ? $0 : nil }
  }

  private var command: String { results.isOfPretrained ? "make bench-smollm2" : "make bench" }

  private var folder: String {
    results.isOfPretrained ? "Benchmarks/\(BenchmarkResults.pretrainedFolder)" : "Benchmarks"
  }

  private var quickWarning: Block {
    .callout(
      .warning, title: "Tiny workloads",
      [.paragraph("This page was made to exercise the code. Its numbers mean nothing.")])
  }

  private var verdicts: Prose {
    let targets = results.targets
    let met = targets.count { $0.isMet == true }
    let missed = targets.count { $0.isMet == false }
    let open = targets.count { $0.isMet == nil }
    return """
      Of \(targets.count) targets, set before measuring, \(met) are met, \(missed) are not, \(open) \
      were not measured.
      """
  }

  private var targetTable: Table {
    Table(
      caption: """
        Targets. Where two sides are given, the first is this project's; medians, with the slowest and \
        the fastest round in brackets.
        """,
      label: "tbl:targets",
      columns: [
        .init("what"), .init("target", .right), .init("measured", .right), .init("both sides"),
        .init("verdict"),
      ],
      rows: results.targets.map { target in
        [
          "\(target.what)", "\(target.goalText)", "\(target.measuredText)", "\(target.details)",
          "\(target.verdictText)",
        ]
      })
  }

  private var method: [Block] {
    let rounds = results.measurements.map(\.rounds).max() ?? 0
    let dropped = results.measurements.reduce(0) { $0 + $1.droppedRounds }
    let disturbed = results.measurements.reduce(0) { $0 + $1.disturbedRounds }
    let tolerance = RoundPlan(rounds: 1).tolerance
    let model: BenchmarkModel = results.isOfPretrained ? .smollm2 : .small
    let scale = (results.isQuick ? BenchmarkScale.quick : .full).fitted(to: model)
    let starts = scale.decodingStarts.map { "\($0) to \($0 + scale.decodedTokens)" }
      .joined(separator: ", ")
    let llama =
      results.isOfPretrained
      ? ", llama.cpp in the fastest of eight ways (precision, batch, flash attention), tried before"
      : ""
    var blocks: [Block] = [
      .list(
        [
          """
          After a warm-up, \(rounds) rounds count at most; product and peers take turns (A B A B), so that what the \
          machine does to one it does to all. Reported is the median.
          """,
          """
          A round in which other processes took more than \(percent: tolerance) of the processor time \
          (\(code: "/proc/stat") against the contender's own time) is thrown away and repeated: \
          \(dropped) were. \(disturbed) disturbed rounds count because there were no more retries.
          """,
          """
          *Training*: \(scale.sequences) sequences of \(scale.length) predicted tokens, cross-entropy, AdamW with clipping at 1, one \
          update a round, two threads. \(variants(scale)) \
          PyTorch runs eager and compiled; the faster of the two is compared with.
          """,
          """
          *Sampling*: \(scale.slots) episodes, tokens \(starts), every token sampled at temperature 1, a \
          cache of keys and values on every side. PyTorch decodes all of them as one batch\(llama); here, as \
          in rollouts, each of two workers decodes a few at a time (4 to 32, more for larger models), and keys and values are kept \
          in half precision.
          """,
          iteration(scale),
          """
          *Arithmetic* is what a step needs: six operations a weight and token, and causal attention over \
          half the square of a sequence's length. The *ceiling* is what matrix products of our own reach in \
          turn with the training step, their right factors packed beforehand: in every round the fastest \
          of several shapes. The table of the machine has their fastest round.
          """,
        ] + (results.isOfPretrained ? [] : [world]))
    ]
    if !results.missing.isEmpty {
      blocks.append(
        .callout(
          .note, title: "Not measured", [.list(results.missing.map { Prose($0) })]))
    }
    return blocks
  }

  private func variants(_ scale: BenchmarkScale) -> Prose {
    if results.isOfPretrained {
      return """
        *With the reference*: a pass of the reference policy as well, as in reinforcement learning; \
        *frozen*: the lower half's activations are computed once for both policies.
        """
    }
    let lengths = scale.raggedLengths
    return """
      *Ragged*: episodes of \(lengths.lowerBound) to \(lengths.upperBound) tokens, about as many tokens.
      """
  }

  private func iteration(_ scale: BenchmarkScale) -> Prose {
    let workload: Prose = """
      *Iteration*: \(scale.games) games, \(scale.rollouts) rollouts each, \(scale.stepLimit) steps, temperature 1, from
      """
    if results.isOfPretrained {
      return """
        \(workload) the model after one pass over \(scale.coldStartEpisodes) demonstrations, by no peer. An agent \
        that read other instructions first has episodes of another length: see the tokens beside the time.
        """
    }
    return """
      \(workload) the cold-started base model; the same games and the same model on both sides. The peer is \
      PyTorch with TextWorld, each rollout in an engine process of its own; it takes minutes, so it does one \
      round, after those of the product, and no warm-up.
      """
  }

  private var world: Prose {
    """
    *World*: a random walk over admissible commands, text and list used at every step, a fresh \
    episode every \(WorldSuite.episodeSteps) steps. Its share of an iteration: the episodes' commands are replayed alone \
    on one core and divided by all processor time of the iteration.
    """
  }

  private var machineTable: Table {
    let machine = results.machine
    var rows: [[Prose]] = [
      ["processor", "\(machine.processor)"], ["cores", "\(machine.cores)"],
      ["memory", "\(machine.memory) GiB"], ["system", "\(machine.system)"],
    ]
    for threads in [1, 2] {
      if let line = results.line(.machine, variant: MachineSuite.products(threads: threads)) {
        rows.append([
          "ceiling of products, \(threads) threads", "\(line.gflops, as: .decimal(1)) GFLOP/s",
        ])
      }
    }
    for variant in [MachineSuite.reading, MachineSuite.copying] {
      if let bytes = results.line(.machine, variant: variant)?.bytesPerSecond {
        rows.append(["\(variant), one thread", "\(bytes / 1e9, as: .decimal(1)) GB/s"])
      }
    }
    for (name, value) in results.peerFacts.sorted(by: { $0.key < $1.key }) {
      rows.append(["\(name)", "\(value)"])
    }
    return Table(
      caption: "The machine.", label: "tbl:machine", columns: [.init("what"), .init("value")],
      rows: rows)
  }

  @BlockBuilder private func timeBlocks(_ model: BenchmarkModel) -> [Block] {
    if let step = results.line(
      .train, model: model.rawValue, variant: TrainSuite.full), let parts = timeParts(model, step)
    {
      Block.heading(
        1, "Where the time goes, \(model.rawValue) model", label: "sec:time-\(model.rawValue)")
      """
      Kernels timed alone on one thread, times how often a training step calls them, against the time \
      of both threads. What no kernel explains is copying, waiting for the other thread and caches that \
      are less warm than when a kernel runs alone.
      """
      Block.table(
        Table(
          caption: "Parts of a training step, \(model.rawValue) model.",
          label: "tbl:time-\(model.rawValue)",
          columns: [
            .init("part"), .init("ms of one thread", .right), .init("share of the step", .right),
            .init("GFLOP/s", .right),
          ],
          rows: parts.map { part in
            [
              "\(part.name)", "\(part.seconds * 1000, as: .decimal(1))", "\(percent: part.share)",
              "\(part.gflops, as: .decimal(1))",
            ]
          }))
    }
  }

  private struct TimePart {
    var name: String
    var seconds: Double
    var share: Double
    var gflops: Double?
  }

  private func timeParts(_ model: BenchmarkModel, _ step: Measurement) -> [TimePart]? {
    let kernels = results.measurements.filter {
      $0.suite == .kernels && $0.model == model.rawValue
    }
    guard !kernels.isEmpty else { return nil }
    let whole = step.seconds * Double(step.threads)
    var parts = KernelSuite.Group.allCases.map { group in
      let members = kernels.filter { $0.group == group.rawValue }
      let seconds = members.reduce(0) {
        $0 + ($1.callsPerStep ?? 0) / max($1.stepsPerSecond ?? 1, 1e-9)
      }
      let operations = members.reduce(0) {
        $0 + ($1.operationsPerCall ?? 0) * ($1.callsPerStep ?? 0)
      }
      return TimePart(
        name: group.rawValue, seconds: seconds, share: seconds / whole,
        gflops: seconds > 0 ? operations / seconds / 1e9 : nil)
    }
    let rest = whole - parts.reduce(0) { $0 + $1.seconds }
    parts.append(TimePart(name: "the rest", seconds: rest, share: rest / whole))
    parts.append(TimePart(name: "the step", seconds: whole, share: 1, gflops: step.gflops))
    return parts
  }

  private var iterationTable: Table {
    Table(
      caption: "Iterations: medians.", label: "tbl:iteration",
      columns: [
        .init("method"), .init("by"), .init("seconds", .right), .init("rollout", .right),
        .init("update", .right), .init("world, one core", .right), .init("tokens/s", .right),
        .init("memory at most, GB", .right),
      ],
      rows: results.measurements.filter { $0.suite == .iteration }.map { line in
        [
          "\(line.variant)", "\(line.implementation.rawValue)", "\(line.seconds, as: .decimal(2))",
          "\(line.rolloutSeconds, as: .decimal(2))", "\(line.updateSeconds, as: .decimal(2))",
          "\(line.worldSeconds, as: .decimal(3))", "\(line.tokensPerSecond, as: .decimal(0))",
          "\(line.peakMemory.map { $0 / 1e9 }, as: .decimal(2))",
        ]
      })
  }

  private var allTable: Table {
    Table(
      caption: "Every measurement, in the order it was made.", label: "tbl:all",
      columns: [
        .init("suite"), .init("model"), .init("what"), .init("by"), .init("threads", .right),
        .init("a second", .right), .init("GFLOP/s", .right), .init("GB/s", .right),
        .init("rounds", .right), .init("dropped", .right),
      ],
      rows: results.measurements.map { line in
        [
          "\(line.suite.rawValue)", "\(line.model)", "\(line.variant)",
          "\(line.implementation.rawValue)", "\(line.threads)",
          "\(line.tokensPerSecond ?? line.stepsPerSecond, as: .decimal(1))",
          "\(line.gflops > 0 ? line.gflops : nil, as: .decimal(1))",
          "\(line.bytesPerSecond.map { $0 / 1e9 }, as: .decimal(1))", "\(line.rounds)",
          "\(line.droppedRounds)",
        ]
      })
  }
}
