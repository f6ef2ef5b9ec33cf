import Foundation

/// What is measured: one group of workloads that run in turn.
public enum BenchmarkSuite: String, Sendable, Hashable, Codable, CaseIterable {
  /// The household world: stepping and loading games.
  case world
  /// Supervised updates of a model.
  case train
  /// Sampling with a cache of keys and values.
  case decode
  /// One whole iteration of reinforcement learning.
  case iteration
  /// Opening a pretrained model, up to its first token.
  case load
  /// What the machine can do at most: products and memory traffic.
  case machine
  /// The kernels of a training step one by one.
  case kernels

  /// The suites a person can ask for; the other two are measured along with `train`.
  public static let selectable: [BenchmarkSuite] = [.world, .train, .decode, .iteration, .load]
}

/// Who was measured: a side of a comparison.
public enum Implementation: String, Sendable, Hashable, Codable {
  /// This project.
  case product = "rlvmr"
  /// PyTorch, or for the iteration PyTorch and TextWorld.
  case peer = "pytorch"
  /// llama.cpp through its Python package.
  case llama = "llama.cpp"
}

/// One measured thing: a line of `rlvmr bench --json` and an entry of `results.json`.
///
/// Every line has `implementation`, `suite`, `model`, `variant`, `threads`, `gflops`, `seconds` and
/// either `tokensPerSecond` or `stepsPerSecond`; the rest is there where it means something.
public struct Measurement: Sendable, Hashable, Codable {
  /// This project unless a peer did the work.
  public var implementation: Implementation
  /// The suite that measured it, which decides what the optional values below mean.
  public var suite: BenchmarkSuite
  /// `small`, `medium`, `smollm2`, `base`, or `none` where no model takes part.
  public var model: String
  /// Which of the suite's workloads; with suite, model and implementation it names a line.
  public var variant: String
  /// Threads that worked at once.
  public var threads: Int
  /// Rounds that count; the first, a warm-up, does not.
  public var rounds: Int
  /// Rounds thrown away because other processes took processor time.
  public var droppedRounds: Int
  /// Rounds that count although other processes took processor time, there being no more retries.
  public var disturbedRounds: Int
  /// Median wall-clock seconds of a round.
  public var seconds: Double
  /// Seconds of the fastest round.
  public var minimumSeconds: Double
  /// Seconds of the slowest round.
  public var maximumSeconds: Double
  /// Median tokens of a round.
  public var tokens: Int?
  /// Median tokens a second.
  public var tokensPerSecond: Double?
  /// Tokens a second in the slowest round.
  public var minimumTokensPerSecond: Double?
  /// Tokens a second in the fastest round.
  public var maximumTokensPerSecond: Double?
  /// Median steps (of the world), calls (of a kernel) or passes (over memory) a second.
  public var stepsPerSecond: Double?
  /// 10⁹ floating-point operations a second that the workload needs; 0 where none are counted.
  public var gflops: Double
  /// Bytes a second, of memory traffic.
  public var bytesPerSecond: Double?

  /// Median seconds of the iteration's rollouts.
  public var rolloutSeconds: Double?
  /// Median seconds of the iteration's update.
  public var updateSeconds: Double?
  /// Median seconds one core spends on the world in an iteration.
  public var worldSeconds: Double?
  /// Share of the processor time of an iteration that the world takes.
  public var worldShare: Double?
  /// Largest resident memory so far, in bytes.
  public var peakMemory: Double?
  /// Resident memory in bytes after each round, in order.
  public var residentMemory: [Double]?

  /// Released games found on this machine, of all splits.
  public var games: Int?
  /// Median milliseconds to load one game.
  public var loadMilliseconds: Double?
  /// Median seconds to load all games found, one after the other.
  public var loadAllSeconds: Double?

  /// Which part of a step a kernel belongs to.
  public var group: String?
  /// Floating-point operations of one call.
  public var operationsPerCall: Double?
  /// Bytes one call must read and write at least.
  public var bytesPerCall: Double?
  /// How often one training step calls the kernel at this size.
  public var callsPerStep: Double?

  /// A measurement of the rounds that were timed.
  ///
  /// - Parameter operations: Floating-point operations of one round.
  public init(
    _ suite: BenchmarkSuite, of implementation: Implementation = .product, model: String = "none",
    variant: String, threads: Int, timed: TimedRounds, operations: Double = 0
  ) {
    self.implementation = implementation
    self.suite = suite
    self.model = model
    self.variant = variant
    self.threads = threads
    rounds = timed.samples.count
    droppedRounds = timed.dropped
    disturbedRounds = timed.disturbed
    let times = timed.samples.map(\.seconds)
    seconds = median(times)
    minimumSeconds = times.min() ?? 0
    maximumSeconds = times.max() ?? 0
    gflops =
      timed.median { sample in sample.operations.map { $0 / sample.seconds / 1e9 } }
      ?? (seconds > 0 ? operations / seconds / 1e9 : 0)
    let counts = timed.samples.compactMap { sample in sample.tokens.map(Double.init) }
    if !counts.isEmpty, seconds > 0 {
      let rates = timed.samples.compactMap { sample in
        sample.tokens.map { Double($0) / sample.seconds }
      }
      tokens = Int(median(counts))
      tokensPerSecond = median(rates)
      minimumTokensPerSecond = rates.min()
      maximumTokensPerSecond = rates.max()
    }
    rolloutSeconds = timed.median(\.rolloutSeconds)
    updateSeconds = timed.median(\.updateSeconds)
    worldSeconds = timed.median(\.worldSeconds)
    worldShare = timed.median(\.worldShare)
    peakMemory = timed.samples.compactMap(\.peakMemory).max()
    let resident = timed.samples.compactMap(\.residentMemory)
    residentMemory = resident.isEmpty ? nil : resident
  }

  /// Gives the line its rate in steps: `count` of them in a round.
  func countingSteps(_ count: Double) -> Measurement {
    var copy = self
    copy.stepsPerSecond = seconds > 0 ? count / seconds : 0
    return copy
  }
}

/// What one round did; peers write it as a JSON line.
public struct Sample: Sendable, Hashable, Codable {
  /// Wall-clock seconds it took, set-up not counted.
  public var seconds: Double
  /// Tokens it worked on, where it works on tokens.
  public var tokens: Int?
  /// Floating-point operations it needed, where rounds differ in that.
  public var operations: Double?
  /// Seconds of its rollouts, the world's included; nil outside the iteration, as the next three.
  public var rolloutSeconds: Double?
  /// Seconds of its update, the reference policy's pass included.
  public var updateSeconds: Double?
  /// Seconds one core spent on the world.
  public var worldSeconds: Double?
  /// The world's share of the processor time.
  public var worldShare: Double?
  /// Largest resident memory so far, in bytes.
  public var peakMemory: Double?
  /// Resident memory after the round, in bytes.
  public var residentMemory: Double?

  /// A round of so many seconds; what else it found is set by the suite that knows it.
  public init(seconds: Double, tokens: Int? = nil) {
    self.seconds = seconds
    self.tokens = tokens
  }
}

/// The middle value, or the mean of the middle two; 0 of nothing.
func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  guard !sorted.isEmpty else { return 0 }
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
