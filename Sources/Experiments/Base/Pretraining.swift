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
/// - Throws: Errors of training and of unwritable folders; `Interruption.Interrupted`.
public func pretrainBaseModel(
  _ settings: PretrainingSettings, output: URL, runs: URL, log: Logger
) throws -> String {
  let clock = Date()
  let folder = try RunFolder(at: output)
  let identity = try Digest.sha256(ofJSON: BuildIdentity.ofPretraining)
  let key = try Digest.sha256(ofJSON: [identity, Digest.sha256(ofJSON: settings)])
  let name = "pretrain-\(key.prefix(12))"
  let run = try RunFolder(at: runs.appendingPathComponent(name))
  let lock = try RunLock(run.file("lock"), of: name) { log.notice("\($0)") }
  defer { lock.release() }
  try run.write(settings, to: "config.json")
  try run.write(RunEnvironment.current, to: "environment.json")
  log.notice("making the corpus of \(settings.supervised.episodes) episodes")
  let tokenizer = Vocabulary.standard()
  let (sequences, summary) = pretrainingCorpus(tokenizer: tokenizer, settings: settings)
  let took = Progress.clock(-clock.timeIntervalSinceNow)
  log.notice(
    """
    \(summary.episodes) episodes, \(summary.tokens) tokens, \(took) min; demonstrates \
    \(summary.demonstrations)
    """)
  var generator = SeededGenerator(seeds: settings.seed, 0x1217)
  let start = try Model(
    parameters: Parameters(
      ModelConfiguration(settings, tokenizer: tokenizer), using: &generator),
    tokenizer: tokenizer)
  let model = try trainSupervised(
    from: start, on: sequences, settings: settings.supervised,
    learningRate: settings.learningRate, loss: crossEntropy, seed: settings.seed, run: run,
    title: "pretrain")
  try model.write(to: folder.url, precision: .float16)
  try folder.write(settings, to: "settings.json")
  try folder.write(summary, to: "corpus.json")
  let sums = folder.file(BaseModel.checksumFile)
  do {
    try Data(BaseModel.checksums(of: folder.url).utf8).write(to: sums, options: .atomic)
  } catch let error as RunError {
    throw error
  } catch {
    throw RunError("\(sums.path): cannot be written; check space and permissions")
  }
  Learner.discardState(of: run)
  return "\(folder.url.path): \(model.parameters.count) parameters, "
    + "\(summary.tokens * settings.supervised.epochs) tokens seen, "
    + "\(Progress.clock(-clock.timeIntervalSinceNow)) min on this machine"
}
