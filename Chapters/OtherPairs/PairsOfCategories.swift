import Agent
import ChapterSupport
import Experiments
import HouseholdWorld
import Methods
import Notebook
import Statistics

/// The same methods measured for several pairs of held-out categories, the paper's first.
struct PairsOfCategories {
  /// One a pair.
  var each: [Measurements]

  init(_ each: [Measurements]) { self.each = each }

  /// Those that the paper does not hold out.
  var others: PairsOfCategories { PairsOfCategories(Array(each.dropFirst())) }

  /// How intervals are computed.
  private let bootstrap = Bootstrap()

  /// The mean over pairs of the difference of two methods on each pair's unseen categories.
  ///
  /// - Throws: Errors of training and evaluation.
  func difference(_ rate: Rate, _ first: Method, minus second: Method) throws -> Estimate {
    let split = EvaluationSplit.unseenCategories
    return try bootstrap.meanDifference(
      of: each.map { (try $0.rates(rate, first, split), try $0.rates(rate, second, split)) },
      games: .same)
  }

  /// The mean over pairs of what one method loses from seen rooms and categories to unseen ones.
  ///
  /// - Throws: Errors of training and evaluation.
  func loss(_ rate: Rate, _ method: Method) throws -> Estimate {
    try bootstrap.meanDifference(
      of: each.map {
        (try $0.rates(rate, method, .seen), try $0.rates(rate, method, .unseenCategories))
      }, games: .different)
  }

  /// The mean over pairs of a method's rate on each pair's unseen categories.
  ///
  /// - Throws: Errors of training and evaluation.
  func rate(_ rate: Rate, _ method: Method) throws -> Double {
    mean(try each.map { try $0.rates(rate, method, .unseenCategories).rate })
  }

  /// A number over all pairs for a claim, and on how many games of each pair's unseen categories it rests.
  ///
  /// - Throws: Errors of training and evaluation.
  func finding(_ estimate: Estimate, of rate: Rate) throws -> Finding {
    let games = try each.flatMap { try $0.episodes(.rlvmr, .unseenCategories).map(\.count) }
    return Finding(
      estimate, format: rate.differenceFormat, runs: each.map(\.seeds.count).min() ?? 0,
      games: games.min() ?? 0)
  }

  /// What must hold before a claim about some methods may be judged.
  ///
  /// - Throws: Errors of training and evaluation.
  func guards(_ methods: [Method]) throws -> [Guard] {
    each[0].guards(
      try methods.flatMap { method in
        try each.map { try $0.rates(.success, method, .unseenCategories) }
      })
  }
}

extension Measurements {
  /// The categories that no agent measured here was trained on.
  var heldOutInWords: String {
    trainingSet(for: .unseenCategories).heldOut.map(\.inWords).joined(separator: " and ")
  }

  /// The one of them that prepares a thing, in the one word that an axis has room for.
  var preparationInShort: String {
    trainingSet(for: .unseenCategories).heldOut.compactMap { category in
      switch category {
      case .cleanAndPlace: "clean"
      case .heatAndPlace: "heat"
      case .coolAndPlace: "cool"
      case .pickAndPlace, .examineInLight, .pickTwo: nil
      }
    }.joined(separator: ", ")
  }
}

extension TaskCategory {
  /// Its name in the report.
  var inWords: String {
    switch self {
    case .pickAndPlace: "pick-and-place"
    case .examineInLight: "look-at-in-light"
    case .cleanAndPlace: "clean-and-place"
    case .heatAndPlace: "heat-and-place"
    case .coolAndPlace: "cool-and-place"
    case .pickTwo: "pick-two"
    }
  }
}
