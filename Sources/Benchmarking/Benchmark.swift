import Experiments
import Foundation
import Logging

/// Everything that is measured of this project alone, without peers.
public struct Benchmark: Sendable {
  /// What to measure, in whatever order: `run` has its own, as memory is best measured first.
  public var suites: [BenchmarkSuite]
  /// Which models `train` and `decode` measure. An iteration has the base model, or the pretrained one where
  /// that is among them; the world has none, and only a pretrained model is loaded.
  public var models: [BenchmarkModel]
  /// How large the workloads are; only `full` gives numbers to compare.
  public var scale: BenchmarkScale
  /// How many rounds of each workload, and which of them count.
  public var plan: RoundPlan
  /// Where cold-started models are kept between benchmarks.
  public var cache: URL
  /// Is told what is not measured and what is trained first, a line each.
  public var log: Logger

  /// Nothing is trained or measured before ``run(_:)``.
  public init(
    suites: [BenchmarkSuite], models: [BenchmarkModel], scale: BenchmarkScale, plan: RoundPlan,
    cache: URL, log: Logger
  ) {
    self.suites = suites
    self.models = models
    self.scale = scale
    self.plan = plan
    self.cache = cache
    self.log = log
  }

  /// The pretrained model among the models.
  var pretrained: BenchmarkModel? { models.first { $0 == .smollm2 } }

  var iterationSuite: IterationSuite {
    IterationSuite(
      agent: pretrained, scale: pretrained.map(scale.fitted(to:)) ?? scale, cache: cache, log: log)
  }

  /// Measures suite after suite and hands each line over as it comes.
  ///
  /// - Throws: Errors of the world's data and of the cold start; `RunError` after a Ctrl-C.
  public func run(_ emit: (Measurement) throws -> Void) throws {
    // First, while the process is small: its memory is a result.
    if suites.contains(.iteration) {
      try iterationSuite.measure(plan).forEach(emit)
    }
    if suites.contains(.load), let pretrained {
      try LoadSuite(model: pretrained).measure(plan).forEach(emit)
    }
    if suites.contains(.world), pretrained == nil {
      try WorldSuite(scale: scale, log: log).measure(plan).forEach(emit)
    }
    if suites.contains(.train) {
      try MachineSuite(scale: scale).measure(plan).forEach(emit)
      for model in models {
        try TrainSuite(model: model, scale: scale).measure(plan).forEach(emit)
        try KernelSuite(model: model, scale: scale).measure(plan).forEach(emit)
      }
    }
    if suites.contains(.decode) {
      for model in models {
        try DecodeSuite(model: model, scale: scale).measure(plan).forEach(emit)
      }
    }
  }
}
