import Foundation

/// The parts that can be measured apart.
public enum BenchmarkSuite: String, Sendable, CaseIterable {
  /// The text world alone.
  case world
  /// Training on whole batches.
  case train
  /// Sampling with a cache.
  case decode
  /// A whole GRPO iteration.
  case iteration
}

/// What lines of a suite are called, for those who look them up.
enum Variant {
  static let full = "full"
  static let oneWorker = "one worker"
  static let ragged = "ragged episodes"
  static func growth(_ episodes: Int) -> String { "\(episodes) episodes" }
  static let realGame = "steps, real game"
  static let generatedGame = "steps, generated game"
  static let loading = "loading"
  static let loadingAll = "loading all"
  static let realGames = "real games"
  static let generatedGames = "generated games"
  static let ceiling = "matrix product"
  static let memory = "memory read"
}

/// Measures suite after suite and hands every line out as soon as it is known.
public final class Benchmark {
  let rounds: Int
  let isTiny: Bool
  let cache: URL
  private let output: (BenchmarkLine) -> Void
  let say: @Sendable (String) -> Void

  /// - Parameters:
  ///   - rounds: Counted rounds of each line.
  ///   - isTiny: Sizes at which numbers mean nothing, to see that everything runs.
  ///   - cache: Where the cold-started model of the iteration is kept.
  ///   - say: Is told what is measured next.
  ///   - output: Gets every line.
  public init(
    rounds: Int, isTiny: Bool, cache: URL, say: @escaping @Sendable (String) -> Void,
    output: @escaping (BenchmarkLine) -> Void
  ) {
    self.rounds = rounds
    self.isTiny = isTiny
    self.cache = cache
    self.say = say
    self.output = output
  }

  func emit(_ line: BenchmarkLine) { output(line) }

  /// Measures the given suites for the given models.
  ///
  /// - Throws: Errors of the world's data or of the cold start.
  public func run(_ suites: [BenchmarkSuite], models: [BenchmarkModel]) throws {
    for suite in suites {
      switch suite {
      case .world: try world()
      case .train: for model in models { try train(model) }
      case .decode: for model in models { try decode(model) }
      case .iteration: try iteration()
      }
    }
  }
}
