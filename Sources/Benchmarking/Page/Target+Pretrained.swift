import Methods
import Notebook

extension BenchmarkResults {
  private var model: BenchmarkModel { .smollm2 }

  /// Whether these are measurements of the pretrained agent, which has a page of its own.
  var isOfPretrained: Bool { measurements.contains { $0.model == model.rawValue } }

  /// What the pretrained agent has to reach to be of use.
  var pretrainedTargets: [Target] {
    let training = line(.train, model: model.rawValue, variant: Comparison.paired)
    let torch = line(.train, model: model.rawValue, by: .peer)
    let sampling = line(.decode, model: model.rawValue)
    var againstTorch = ratio(
      "training, tokens a second, against PyTorch", goal: 1.5, aim: 1.7, ours: training,
      theirs: torch)
    if let most = quotient(ceiling?.gflops, torch?.gflops) {
      againstTorch.details += "; the ceiling of products is \(decimal(most, 2))×"
    }
    return [
      againstTorch, ceilingShare, frozen,
      ratio(
        "sampling, 64 episodes, context to 1024, against PyTorch", goal: 3, aim: 5,
        ours: sampling, theirs: line(.decode, model: model.rawValue, by: .peer)),
      ratio(
        "sampling, 64 episodes, context to 1024, against llama.cpp", goal: 1, aim: nil,
        ours: sampling, theirs: line(.decode, model: model.rawValue, by: .llama)),
    ] + iterations + [loading]
  }

  /// What products reach in turn with training.
  private var ceiling: Measurement? {
    line(.machine, model: model.rawValue, variant: TrainSuite.ceiling)
  }

  private var ceilingShare: Target {
    let full = line(.train, model: model.rawValue, variant: TrainSuite.full)
    return Target(
      what: "arithmetic needed by training, against the ceiling", goal: .atLeast(0.75),
      format: .percent, unit: "", measured: quotient(full?.gflops, ceiling?.gflops),
      details: pairText(
        full.map { "\(decimal($0.gflops, 1)) GFLOP/s" },
        ceiling.map { "ceiling \(decimal($0.gflops, 1)) GFLOP/s" }))
  }

  private var frozen: Target {
    var target = ratio(
      "an update with the lower half frozen, against the full model's", goal: 1.7, aim: nil,
      ours: line(.train, model: model.rawValue, variant: TrainSuite.halfFrozen),
      theirs: line(.train, model: model.rawValue, variant: TrainSuite.withReference))
    // Policy and reference forwards, and twice as much backwards, against half of all and the lower half once.
    let most: Double = (1 + 1 + 2) / (0.5 + 0.5 + 0.5 + 1)
    target.details += "; its passes alone allow \(decimal(most, 1))×"
    return target
  }

  private var iterations: [Target] {
    let whole = line(.iteration, model: model.rawValue, variant: Method.rlvmr.title)
    let half = line(.iteration, model: model.rawValue, variant: IterationSuite.halfFrozen)
    let resident = whole?.residentMemory ?? []
    let growth = resident.count > 1 ? resident.last.map { $0 / resident[0] - 1 } : nil
    func time(_ what: String, _ line: Measurement?) -> Target {
      Target(
        what: what, goal: .atMost(4), format: .decimal(1), unit: " min",
        measured: line.map { $0.seconds / 60 },
        details: line.map { line in
          "\(decimal(line.rolloutSeconds ?? 0, 0)) s of rollouts, "
            + "\(decimal(line.updateSeconds ?? 0, 0)) s of updates, \(rateText(line))"
        } ?? "–")
    }
    var full = time("one iteration of RLVMR, 8 games of 8 rollouts, 30 steps", whole)
    full.details += floor(of: whole)
    return [
      full,
      time("the same with the lower half frozen", half),
      Target(
        what: "resident memory of an iteration, at most", goal: .atMost(6), format: .decimal(2),
        unit: " GB", measured: whole?.peakMemory.map { $0 / 1e9 }, details: "–"),
      Target(
        what: "growth of resident memory from the first iteration that counts to the last",
        goal: .atMost(0.05), format: .percent, unit: "", measured: growth,
        details: "\(resident.count) iterations"),
    ]
  }

  /// How long an iteration's arithmetic alone would take.
  private func floor(of line: Measurement?) -> String {
    guard let line, let ceiling, ceiling.gflops > 0 else { return "" }
    let minutes = line.seconds / 60 * line.gflops / ceiling.gflops
    return "; at the ceiling of products \(decimal(minutes, 1)) min"
  }

  private var loading: Target {
    let load = line(.load, model: model.rawValue)
    return Target(
      what: "from the file to the first token", goal: .atMost(1.5), format: .decimal(2), unit: " s",
      measured: load?.seconds, details: load.map(secondsText) ?? "–")
  }
}
