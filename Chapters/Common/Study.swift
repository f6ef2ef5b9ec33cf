import Foundation
import Statistics
import Training

/// The measurements of an experiment: which runs it needs on which split, evaluated once and kept.
public final class Study {
  /// Where runs are trained and reused.
  public let laboratory: Laboratory
  /// How much is trained and measured.
  public let profile: Profile
  /// The training seeds.
  public let seeds: [UInt64]
  /// How intervals are computed.
  public let bootstrap = Bootstrap()
  /// The commands that make the runs used, each for all seeds, in the order of their use.
  public private(set) var commands: [String] = []
  /// How the base model was made.
  public let pretraining: PretrainingSettings
  private let overrides: [String]
  private var evaluations: [Key: [[EpisodeMetrics]]] = [:]

  /// All evaluations so far, in a fixed order.
  var evaluated: [(method: Method, split: EvaluationSplit, rows: [[EpisodeMetrics]])] {
    Method.allCases.flatMap { method in
      EvaluationSplit.allCases.compactMap { split in
        evaluations[Key(method: method, split: split)].map { (method, split, $0) }
      }
    }
  }

  private struct Key: Hashable {
    var method: Method
    var split: EvaluationSplit
  }

  /// A study with a chapter's options.
  ///
  /// - Throws: Errors of the base model, the world's data or the output folder.
  public init(_ options: ExperimentOptions) throws {
    laboratory = try options.laboratory()
    profile = options.profile
    seeds = options.trainingSeeds
    overrides = options.overrides
    pretraining = try RunFolder(at: options.baseFolder()).read(
      PretrainingSettings.self, from: "settings.json")
  }

  /// Which categories a method trains on to be measured on a split.
  ///
  /// The paper trains twice: on all six categories for L0 and L1, on four for L2. Smoke and quick
  /// train once, on the four, and measure L0 and L1 on games of these four: the comparison between
  /// seen and unseen categories then is of one and the same model.
  public func trainingSet(for split: EvaluationSplit) -> TrainingSet {
    let isUnseen = [.unseenCategories, .unseenCategoriesSeenRooms].contains(split)
    return profile == .full && !isUnseen ? .allCategories : .seenCategories
  }

  /// The finished run of a method, trained now if need be.
  ///
  /// - Throws: Errors of training.
  public func run(_ method: Method, seed: UInt64, for split: EvaluationSplit) throws -> TrainedRun {
    let set = trainingSet(for: split)
    let run = try laboratory.run(method, seed: seed, set: set)
    let command =
      ([
        "rlvmr train \(method.rawValue) --set \(set.rawValue)",
        "--seeds \(seeds.map(String.init).joined(separator: ","))",
        "--profile \(profile.rawValue) --world \(laboratory.settings.world.rawValue)",
      ] + overrides).joined(separator: " ")
    if !commands.contains(command) { commands.append(command) }
    return run
  }

  /// Every evaluated episode of a method on a split: one row a seed.
  ///
  /// - Throws: Errors of training and evaluation.
  public func episodes(_ method: Method, _ split: EvaluationSplit) throws -> [[EpisodeMetrics]] {
    let key = Key(method: method, split: split)
    if let known = evaluations[key] { return known }
    let rows = try seeds.map { seed in
      try laboratory.evaluation(of: run(method, seed: seed, for: split), on: split)
    }
    evaluations[key] = rows
    return rows
  }

  /// A rate of a method on a split, ready for intervals and differences.
  ///
  /// - Throws: Errors of training and evaluation.
  public func rates(
    _ rate: Rate, _ method: Method, _ split: EvaluationSplit
  ) throws -> RateMatrix {
    try RateMatrix(episodes(method, split).map { $0.map(rate.fraction) })
  }

  /// A rate with its 95 % interval.
  ///
  /// - Throws: Errors of training and evaluation.
  public func interval(
    _ rate: Rate, _ method: Method, _ split: EvaluationSplit
  ) throws -> Interval {
    try bootstrap.interval(of: rates(rate, method, split))
  }

  /// A rate over the won or the lost episodes alone; nil where there are none.
  ///
  /// - Throws: Errors of training and evaluation.
  public func rate(
    _ rate: Rate, _ method: Method, _ split: EvaluationSplit, won: Bool
  ) throws -> Double? {
    let chosen = try episodes(method, split).flatMap { $0 }.filter { $0.won == won }
    return chosen.isEmpty ? nil : try RateMatrix([chosen.map(rate.fraction)]).rate
  }

  /// Which share of the strictly repetitive steps are refused commands; nil where nothing repeats.
  ///
  /// - Throws: Errors of training and evaluation.
  public func refusedShareOfRepetition(
    _ method: Method, _ split: EvaluationSplit
  ) throws -> Double? {
    let all = try episodes(method, split).flatMap { $0 }
    let repetitive = all.reduce(0) { $0 + $1.repetitive }
    let valid = all.reduce(0) { $0 + $1.repetitiveValid }
    return repetitive == 0 ? nil : 1 - Double(valid) / Double(repetitive)
  }

  /// The difference of two methods on the same games, paired by seed and game.
  ///
  /// - Throws: Errors of training and evaluation.
  public func difference(
    _ rate: Rate, _ first: Method, minus second: Method, on split: EvaluationSplit
  ) throws -> Interval {
    try bootstrap.difference(
      rates(rate, first, split), rates(rate, second, split), paired: true)
  }

  /// The difference of one method between two splits, which share no games.
  ///
  /// - Throws: Errors of training and evaluation.
  public func difference(
    _ rate: Rate, _ method: Method, on first: EvaluationSplit, minus second: EvaluationSplit
  ) throws -> Interval {
    try bootstrap.difference(
      rates(rate, method, first), rates(rate, method, second), paired: false)
  }
}

/// The rates of the report, each a fraction of an episode.
public enum Rate: String, Sendable, Hashable, CaseIterable {
  /// Games won, of all games.
  case success
  /// Steps that repeat (strict), of all steps.
  case repetitive
  /// Steps that repeat, of the valid steps.
  case repetitiveValid
  /// Steps with an inadmissible command, of all steps.
  case invalid
  /// Answers that are not one tag, closed by the same tag, and one action, of all steps; a part of the
  /// invalid ones.
  case malformed
  /// Steps, an episode.
  case steps

  /// What an episode adds to the rate.
  public func fraction(of episode: EpisodeMetrics) -> Fraction {
    let steps = Double(episode.steps)
    return switch self {
    case .success: Fraction(episode.won ? 1 : 0, of: 1)
    case .repetitive: Fraction(Double(episode.repetitive), of: steps)
    case .repetitiveValid:
      Fraction(Double(episode.repetitiveValid), of: steps - Double(episode.invalid))
    case .invalid: Fraction(Double(episode.invalid), of: steps)
    case .malformed: Fraction(Double(episode.malformed), of: steps)
    case .steps: Fraction(steps, of: 1)
    }
  }
}
