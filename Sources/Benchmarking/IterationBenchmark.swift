import Foundation
import HouseholdWorld
import LanguageModel
import Training

/// One GRPO iteration of the product: 16 games x 8 rollouts, then the updates.
final class IterationBenchmark {
  let model: Model
  let modelFolder: URL
  let games: [Game]
  let isReal: Bool
  private let settings: ReinforcementSettings
  private let learner: Learner
  private var round: UInt64 = 0

  /// What one iteration took and did.
  struct Outcome {
    var rolloutSeconds: Double
    var updateSeconds: Double
    /// Seconds of one core that the episodes' commands take when played again alone.
    var worldSeconds: Double
    var tokens: Int
    var agentTokens: Int
    var steps: Int
    var residentBytes: Double
    var peakBytes: Double
  }

  /// Starts from a cold-started model, trained in `folder` if it is not there yet.
  init(folder: URL, isTiny: Bool, say: @escaping @Sendable (String) -> Void) throws {
    let isReal = (try? ALFWorldDataset(directory: ALFWorldDataset.standardDirectory())) != nil
    self.isReal = isReal && !isTiny
    let world: Training.World = self.isReal ? .alfworld : .generated
    var experiment = ExperimentSettings(isTiny ? .smoke : .quick, world: world)
    experiment.reinforcement.minibatches = 2
    settings = experiment.reinforcement
    let laboratory = try Laboratory(folder: folder, settings: experiment, report: say)
    let run = try laboratory.run(.coldStartThink, seed: 1, set: .allCategories)
    model = try run.model()
    modelFolder = run.folder.file("model")
    games = try GameSource(world).trainingGames(0..<settings.games, of: .allCategories, seed: 1)
    learner = Learner(
      model, weightDecay: settings.weightDecay, gradientClip: settings.gradientClip)
  }

  func iterate() -> Outcome {
    round += 1
    let played = games.flatMap { Array(repeating: $0, count: settings.rollouts) }
    let groups = games.indices.flatMap { Array(repeating: $0, count: settings.rollouts) }
    let policy = Policy(
      model: learner.model, grammar: Method.grpo.grammar, temperature: settings.temperature)
    let (rollout, episodes) = clocked {
      rollOut(played, policy: policy, stepLimit: settings.stepLimit, seed: round)
    }
    let (update, _) = clocked {
      learner.improve(
        on: episodes,
        advantages: grpoAdvantages(of: episodes, groups: groups, settings: settings),
        reference: model, settings: settings)
    }
    let (world, _) = clocked {
      for (game, episode) in zip(played, episodes) {
        var environment = Environment(game: game, stepLimit: settings.stepLimit)
        for step in episode.steps { _ = environment.step(step.command) }
      }
    }
    let memory = ResidentMemory.read()
    return Outcome(
      rolloutSeconds: rollout, updateSeconds: update, worldSeconds: world,
      tokens: episodes.reduce(0) { $0 + $1.tokens.count },
      agentTokens: episodes.reduce(0) { $0 + $1.steps.reduce(0) { $0 + $1.response.count } },
      steps: episodes.reduce(0) { $0 + $1.steps.count }, residentBytes: memory.now,
      peakBytes: memory.peak)
  }

  private func clocked<R>(_ body: () -> R) -> (seconds: Double, result: R) {
    let start = Date()
    let result = body()
    return (-start.timeIntervalSinceNow, result)
  }
}

/// Memory of this process that is in use, from the kernel; not a number where it does not say.
enum ResidentMemory {
  /// Bytes now and at the highest.
  static func read() -> (now: Double, peak: Double) {
    let lines =
      (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8))?.split(separator: "\n")
      ?? []
    func bytes(_ key: String) -> Double {
      lines.first { $0.hasPrefix(key) }
        .flatMap { Double($0.dropFirst(key.count).split(separator: " ").first ?? "") }
        .map { $0 * 1024 } ?? .nan
    }
    return (bytes("VmRSS:\t"), bytes("VmHWM:\t"))
  }
}

extension Benchmark {
  /// Iterations one after the other: the first also warms up.
  func iteration() throws {
    let work = try iterationWork()
    say("iteration")
    var outcomes: [IterationBenchmark.Outcome] = []
    let measurement = measure(rounds: rounds) { outcomes.append(work.iterate()) }
    emit(Self.iterationLine(outcomes, measurement, isReal: work.isReal))
  }

  func iterationWork() throws -> IterationBenchmark {
    try IterationBenchmark(folder: cache, isTiny: isTiny, say: say)
  }

  /// The replay that measures the world is no part of an iteration and not in its seconds.
  static func iterationLine(
    _ outcomes: [IterationBenchmark.Outcome], _ measurement: Measurement, isReal: Bool
  ) -> BenchmarkLine {
    func median(_ value: (IterationBenchmark.Outcome) -> Double) -> Double {
      Measurement.median(of: outcomes.map(value))
    }
    let seconds = outcomes.map { $0.rolloutSeconds + $0.updateSeconds }
    let total = Measurement.median(of: seconds)
    let counted = Measurement(seconds: Array(seconds.suffix(measurement.seconds.count)),
      dropped: measurement.dropped)
    return BenchmarkLine(
      suite: "iteration", model: "shipped",
      variant: isReal ? Variant.realGames : Variant.generatedGames, threads: 2, counted,
      tokens: Int(median { Double($0.tokens) }),
      details: [
        "rolloutSeconds": median { $0.rolloutSeconds },
        "updateSeconds": median { $0.updateSeconds },
        "worldSeconds": median { $0.worldSeconds },
        "worldShare": median { $0.worldSeconds } / (2 * total),
        "agentTokens": median { Double($0.agentTokens) }, "steps": median { Double($0.steps) },
        "residentBytesFirst": outcomes.first?.residentBytes ?? .nan,
        "residentBytesLast": outcomes.last?.residentBytes ?? .nan,
        "peakBytes": outcomes.last?.peakBytes ?? .nan, "iterations": Double(outcomes.count),
      ])
  }
}
