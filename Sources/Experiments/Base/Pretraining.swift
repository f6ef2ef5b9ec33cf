import Agent
import Digests
import Foundation
import HouseholdWorld
import LanguageModel
import Logging
import Methods
import Randomness

extension ModelConfiguration {
  /// The base model's shape for a vocabulary.
  public init(_ settings: PretrainingSettings, tokenizer: WordTokenizer) {
    let factors = tokenizer.factors
    self.init(
      vocabularySize: tokenizer.count, dimension: settings.dimension, layers: settings.layers,
      heads: settings.heads, keyValueHeads: settings.keyValueHeads,
      contextLength: settings.contextLength, convolutionWidth: settings.convolutionWidth,
      normalisesQueriesAndKeys: true,
      factors: VocabularyFactors(
        classOf: factors.classOf, numberOf: factors.numberOf, classCount: factors.classCount,
        numberCount: factors.numberCount))
  }
}

/// Pretrains the base model and writes its folder: the model (half precision), the tokenizer,
/// `SHA256SUMS`, `settings.json`, and in `corpus.json` what the corpus showed.
///
/// - Parameters:
///   - output: The model's folder.
///   - runs: Where the run is kept while it is under way, so that it can continue.
/// - Returns: What was made, in a few lines for people.
/// - Throws: Errors of training and of unwritable folders; `RunError` for settings that make no model, for
///   more than fits into memory, for a folder that holds anything else than a base model, and for weights
///   that half precision cannot hold; `Interruption.Interrupted`.
public func pretrainBaseModel(
  _ settings: PretrainingSettings, output: URL, runs: URL, log: Logger
) throws -> String {
  let clock = Date()
  try BaseModel.requireReplaceable(output)
  let tokenizer = Vocabulary.standard()
  let configuration = ModelConfiguration(settings, tokenizer: tokenizer)
  try configuration.validate()
  try FreeMemory.require(
    Footprint(configuration).supervised(episodes: Double(settings.supervised.episodes)),
    for: "pretraining",
    fix: "ask for fewer episodes, fewer layers or a smaller dimension")
  let identity = try Digest.sha256(ofJSON: BuildIdentity.ofPretraining)
  let key = try Digest.sha256(ofJSON: [identity, Digest.sha256(ofJSON: settings)])
  let name = "pretrain-\(key.prefix(12))"
  let run = try RunFolder(at: runs.appendingPathComponent(name))
  let lock = try RunLock(run.file("lock"), of: name) { log.notice("\($0)") }
  defer { lock.release() }
  try run.write(settings, to: "config.json")
  try run.write(RunEnvironment.current, to: "environment.json")
  log.notice("making the corpus of \(settings.supervised.episodes) episodes")
  let (sequences, summary) = try Interruption.whileWaiting {
    pretrainingCorpus(tokenizer: tokenizer, settings: settings)
  }
  guard !sequences.isEmpty else {
    throw RunError(
      "--episodes \(settings.supervised.episodes): none of them may be shown or fits the context, so there "
        + "is nothing to learn from; ask for more")
  }
  let took = Progress.clock(-clock.timeIntervalSinceNow)
  log.notice(
    """
    \(summary.episodes) episodes, \(summary.tokens) tokens, \(took) min; demonstrates \
    \(summary.demonstrations)
    """)
  var generator = SeededGenerator(seeds: settings.seed, 0x1217)
  let start = try Model(
    parameters: Parameters(configuration, using: &generator), tokenizer: tokenizer)
  let model = try trainSupervised(
    from: start, on: sequences, settings: settings.supervised,
    learningRate: settings.learningRate, loss: crossEntropy, seed: settings.seed, run: run,
    title: "pretrain")
  try BaseModel.write(model, settings: settings, summary: summary, to: output)
  Learner.discardState(of: run)
  return "\(output.path): \(model.parameters.count) parameters, "
    + "\(summary.tokens * settings.supervised.epochs) tokens seen, "
    + "\(Progress.clock(-clock.timeIntervalSinceNow)) min on this machine"
}

extension BaseModel {
  /// What a base model's folder holds besides the model itself.
  private static let accounts = [checksumFile, "settings.json", "corpus.json"]

  /// Refuses a folder that cannot become a base model's, before hours are spent on it: what stands there is
  /// replaced as a whole.
  ///
  /// - Throws: `RunError` where it holds other files, or nothing may be written beside it.
  static func requireReplaceable(_ folder: URL) throws {
    _ = try RunFolder(at: folder.standardizedFileURL.deletingLastPathComponent())
    let path = folder.path
    guard FileManager.default.fileExists(atPath: path) else { return }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      throw RunError("\(path): is no folder, or cannot be read; choose another")
    }
    let other = names.sorted().first {
      !(files + accounts).contains($0) && !$0.hasPrefix(Durability.draftPrefix)
    }
    if let other {
      throw RunError(
        "\(path): holds \(other), which is no part of a base model; choose a new or empty folder")
    }
  }

  /// Writes a base model's folder: whole, or not at all.
  ///
  /// - Throws: `RunError` where half precision cannot hold a weight, or something cannot be written.
  package static func write(
    _ model: Model, settings: PretrainingSettings, summary: CorpusSummary, to folder: URL
  ) throws {
    for tensor in model.parameters.tensors {
      guard model.parameters.view(tensor).allSatisfy({ Float16($0).isFinite }) else {
        throw RunError(
          "\(folder.path): the weights \(tensor.name) hold a value that is no finite number in half "
            + "precision, so no base model was written; lower --learning-rate")
      }
    }
    try Durability.writeFolder(folder) { draft in
      try model.write(to: draft, precision: .float16)
      let draft = try RunFolder(at: draft)
      try draft.write(settings, to: "settings.json")
      try draft.write(summary, to: "corpus.json")
      try Data(BaseModel.checksums(of: draft.url).utf8).write(to: draft.file(checksumFile))
    }
  }
}
