import Agent
import Digests
import Foundation

/// What decides an evaluation's bytes: its key.
package struct EvaluationSpecification: Codable, Hashable {
  /// Digest of the trained model's files.
  package var model: String
  /// How the agent answers and is prompted.
  package var rules: MethodRules
  /// Which games.
  package var split: EvaluationSplit
  /// Which categories were trained on: they decide a split's "seen" ones.
  package var trainingSet: TrainingSet
  /// Temperature, steps and number of games.
  package var settings: EvaluationSettings
  /// The seed that episodes are sampled with.
  package var seed: UInt64
  /// Digest of the games, in order.
  package var games: String
  /// What was compiled, the methods left out.
  package var build: BuildIdentity

  package init(
    model: String, rules: MethodRules, split: EvaluationSplit, trainingSet: TrainingSet,
    settings: EvaluationSettings, seed: UInt64, games: String, build: BuildIdentity
  ) {
    self.model = model
    self.rules = rules
    self.split = split
    self.trainingSet = trainingSet
    self.settings = settings
    self.seed = seed
    self.games = games
    self.build = build
  }

  /// SHA-256 of the canonical JSON.
  package func key() throws -> String { try Digest.sha256(ofJSON: self) }
}

/// An evaluation as it is kept: `evaluation-<split>-<settings>.jsonl`, one transcript a line, and beside
/// it its seal.
package struct SealedEvaluation {
  /// Written last: without it the transcripts beside it count as unfinished.
  struct Seal: Codable {
    var key: String
    var specification: EvaluationSpecification
    var transcripts: String
  }

  let run: RunFolder
  let stem: String

  private init(run: RunFolder, stem: String) {
    self.run = run
    self.stem = stem
  }

  package init(in run: RunFolder, split: EvaluationSplit, settings: EvaluationSettings) throws {
    self.run = run
    stem = try Self.stem(split, settings)
  }

  /// The name of an evaluation's files, but for their endings.
  static func stem(_ split: EvaluationSplit, _ settings: EvaluationSettings) throws -> String {
    "evaluation-\(split.rawValue)-\(try Digest.sha256(ofJSON: settings).prefix(8))"
  }

  /// The transcripts' file.
  var file: String { stem + ".jsonl" }
  var sealFile: String { stem + Self.sealSuffix }
  static let sealSuffix = ".seal.json"

  /// The key it was sealed with; nil where it was not finished.
  func sealedKey() throws -> String? {
    guard FileManager.default.fileExists(atPath: run.file(sealFile).path) else { return nil }
    return try Self.seal(sealFile, in: run).key
  }

  /// Writes transcripts, then their seal.
  ///
  /// - Throws: `RunError` where a file cannot be written.
  package func write(_ transcripts: [Transcript], for specification: EvaluationSpecification) throws
  {
    try run.write(lines: transcripts, to: file)
    try run.write(
      Seal(
        key: specification.key(), specification: specification, transcripts: run.digest(of: file)),
      to: sealFile)
  }

  /// The transcripts, if this evaluation was finished; nil where it was not, or was asked for
  /// otherwise.
  ///
  /// - Parameter key: What it must have been asked for; nil for recorded runs, which stand for runs of
  ///   any program.
  /// - Throws: `RunError` where the transcripts differ from their seal.
  func transcripts(key: String?) throws -> [Transcript]? {
    guard FileManager.default.fileExists(atPath: run.file(sealFile).path) else { return nil }
    let seal = try Self.seal(sealFile, in: run)
    if let key, seal.key != key { return nil }
    try verify(seal)
    return try run.lines(Transcript.self, of: file)
  }

  /// Compares the transcripts with their seal.
  ///
  /// - Throws: `RunError` where they differ.
  private func verify(_ seal: Seal) throws {
    guard run.digest(of: file) == seal.transcripts else {
      throw run.error(
        file, "differs from what was evaluated",
        fix: "remove \(sealFile) beside it to evaluate again")
    }
  }

  /// The finished evaluations in the folder of a run, by their files' names.
  ///
  /// - Throws: `RunError` where a seal is corrupt or transcripts differ from it.
  static func all(in run: RunFolder) throws -> [(evaluation: SealedEvaluation, seal: Seal)] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: run.url.path)) ?? []
    return try names.filter { $0.hasPrefix("evaluation-") && $0.hasSuffix(sealSuffix) }.sorted()
      .map { name in
        let seal = try seal(name, in: run)
        let evaluation = SealedEvaluation(
          run: run, stem: String(name.dropLast(sealSuffix.count)))
        try evaluation.verify(seal)
        return (evaluation, seal)
      }
  }

  private static func seal(_ name: String, in run: RunFolder) throws -> Seal {
    try run.read(Seal.self, from: name, fix: "remove it to evaluate again")
  }
}
