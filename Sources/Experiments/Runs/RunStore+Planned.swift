import Agent
import Foundation
import Methods

/// A run as it would be made or found, before anything is trained.
public struct PlannedRun: Sendable {
  /// The method with the learning rate and the prompt it would be trained with.
  public let method: Method
  /// Its content address.
  public let specification: RunSpecification
  /// Its folder's name.
  public let name: String
  /// The folder's name of the run it starts from; nil where that is the base model.
  public let start: String?
  /// Whether it is finished already.
  public let isDone: Bool

  /// The file in a run's folder that is written when it is finished.
  public static let sealName = RunSeal.name
}

/// An evaluation as it would be made or found.
public struct PlannedEvaluation: Sendable {
  /// Which games.
  public let split: EvaluationSplit
  /// How many the split has of those the settings ask for.
  public let games: Int
  /// The file in the run's folder that is written when it is finished.
  public let seal: String
  /// Whether it is finished already.
  public let isDone: Bool
}

extension RunStore {
  /// The runs that `run` would reuse or train, what is started from first; nothing is trained.
  ///
  /// - Throws: Errors of the base model's files.
  public func planned(
    _ method: Method, seed: UInt64, trainOn set: TrainingSet
  ) throws -> [PlannedRun] {
    let method = settings.adjusted(method)
    let before = try method.predecessor.map { try planned($0, seed: seed, trainOn: set) } ?? []
    let specification = try specification(
      of: method, seed: seed, trainOn: set, start: before.last?.specification.key())
    let name = try specification.folderName()
    let key = RunSeal.key(in: folder.appendingPathComponent(name))
    return before + [
      PlannedRun(
        method: method, specification: specification, name: name, start: before.last?.name,
        isDone: try key == specification.key())
    ]
  }

  /// What `evaluation` would reuse or play; nothing is played.
  ///
  /// - Throws: Errors of the world's data.
  public func planned(
    _ split: EvaluationSplit, of run: PlannedRun
  ) throws -> PlannedEvaluation {
    let games = try evaluationGames(split, trainedOn: run.specification.trainingSet)
    return PlannedEvaluation(
      split: split, games: games.count,
      seal: try SealedEvaluation.stem(split, settings.evaluation) + SealedEvaluation.sealSuffix,
      isDone: try isDone(split, of: run) {
        try evaluationSpecification(of: run.specification, in: $0, on: split, games: games).key()
      })
  }

  /// Whether a finished run's evaluation has the key it would be given now.
  private func isDone(
    _ split: EvaluationSplit, of run: PlannedRun, key: (RunFolder) throws -> String
  ) throws -> Bool {
    guard run.isDone else { return false }
    let folder = try RunFolder(at: folder.appendingPathComponent(run.name))
    let kept = try SealedEvaluation(in: folder, split: split, settings: settings.evaluation)
    return try kept.sealedKey() == key(folder)
  }
}
