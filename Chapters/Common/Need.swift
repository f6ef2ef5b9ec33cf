import Agent
import Experiments
import Foundation
import Methods

/// One thing a chapter asks for: a method trained on some categories, played on a split, once a seed.
///
/// A chapter says all of them before it begins. It may then measure these and nothing else, and must
/// measure each: so what `rlvmr plan` lists is what `rlvmr report` makes.
public struct Need: Sendable, Hashable, Codable {
  /// The method, as the command line takes it.
  public var method: String
  /// Which games it plays.
  public var split: EvaluationSplit
  /// The categories it is trained on.
  public var trainingSet: TrainingSet

  /// The same, trained on other categories.
  func trained(on set: TrainingSet) -> Need {
    Need(method: method, split: split, trainingSet: set)
  }
}

/// Needs of one base model and its seeds.
public struct NeededMeasurements: Sendable, Codable {
  /// The base model's folder, as the command line takes it; nil for the one at hand.
  public var base: String?
  /// The training seeds.
  public var seeds: [UInt64]
  /// What is measured, each once a seed.
  public var needs: [Need]
}

extension Profile {
  /// Whether only the main methods are measured: no arms, and one training for all splits.
  public var isOfMainMethods: Bool { self == .quick || self == .main }

  /// Which categories a method trains on to be measured on a split, unless asked for otherwise.
  ///
  /// The paper trains twice: on all six categories for L0 and L1, on four for L2. The others
  /// train once, on the four, and measure L0 and L1 on games of these four: the comparison between
  /// seen and unseen categories then is of one and the same model.
  public func trainingSet(for split: EvaluationSplit) -> TrainingSet {
    switch split {
    case .gamesOfL2: .allCategories
    case .unseenCategories, .unseenCategoriesSeenRooms: .seenCategories
    default: self == .full ? .allCategories : .seenCategories
    }
  }

  /// Some methods on some splits, every one on each.
  ///
  /// - Parameter set: The categories trained on; nil for each split's usual ones.
  public func needs(
    _ methods: [Method], on splits: [EvaluationSplit], trainedOn set: TrainingSet? = nil
  ) -> [Need] {
    methods.flatMap { method in
      splits.map {
        Need(method: method.name, split: $0, trainingSet: set ?? trainingSet(for: $0))
      }
    }
  }
}

/// What a chapter declared, and what it has asked for so far.
struct DeclaredNeeds {
  let declared: Set<Need>
  private(set) var asked: Set<Need> = []

  init(_ needs: [Need]) { declared = Set(needs) }

  /// Notes a measurement.
  ///
  /// - Throws: `RunError` where it was not declared.
  mutating func ask(_ need: Need) throws {
    guard declared.contains(need) else {
      throw undeclared("\(need.method) on \(need.split.rawValue)", need.trainingSet)
    }
    asked.insert(need)
  }

  /// Refuses a run that no declared measurement is of.
  ///
  /// - Throws: `RunError`.
  func checkRun(_ method: Method, _ set: TrainingSet) throws {
    guard declared.contains(where: { $0.method == method.name && $0.trainingSet == set }) else {
      throw undeclared(method.name, set)
    }
  }

  /// Refuses a declaration of more than was measured.
  ///
  /// - Throws: `RunError` naming one thing that was not.
  func checkAllWereAsked(by chapter: String) throws {
    let idle = declared.subtracting(asked).map {
      "\($0.method) on \($0.split.rawValue), trained on \($0.trainingSet.rawValue)"
    }.sorted()
    guard let first = idle.first else { return }
    throw RunError(
      "\(chapter): never measured what it declares, \(first) and \(idle.count - 1) more; take them out "
        + "of its needs")
  }

  private func undeclared(_ what: String, _ set: TrainingSet) -> RunError {
    RunError(
      "\(what), trained on \(set.rawValue): no declared need of this chapter; add it to the chapter's "
        + "needs, so that `rlvmr plan` lists it")
  }
}
