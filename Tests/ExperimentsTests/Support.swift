import Agent
import Experiments
import Foundation
import HouseholdWorld
import LanguageModel
import Logging
import MetaReasoning
import Methods
import Randomness
import Synchronization

/// One vocabulary for all tests: making it plays thousands of games.
let sharedTokenizer = Vocabulary.standard()

/// A model small enough to train in a test, large enough to have every part.
func tinyModel(seed: UInt64 = 1) throws -> Model {
  var settings = PretrainingSettings()
  settings.dimension = 32
  settings.layers = 1
  settings.heads = 2
  settings.keyValueHeads = 1
  settings.contextLength = 512
  var generator = SeededGenerator(seed: seed)
  return try Model(
    parameters: Parameters(
      ModelConfiguration(settings, tokenizer: sharedTokenizer), using: &generator),
    tokenizer: sharedTokenizer)
}

/// Demonstrations of generated training games.
func demonstrations(
  _ count: Int, grammar: ResponseGrammar, mistakeRate: Double = 0.1
) -> [Episode] {
  let generator = GameGenerator(seed: GameSource.generatorSeed)
  return (0..<count).compactMap { index in
    let generation = generator.generation(split: .train, index: index)
    return demonstrate(
      generation.game, instruction: generation.instruction, tokenizer: sharedTokenizer,
      settings: DemonstrationSettings(grammar: grammar, mistakeRate: mistakeRate),
      seed: UInt64(index))
  }
}

/// Settings with which anything trains in a moment.
func tinySettings() -> ExperimentSettings {
  var settings = ExperimentSettings(.smoke, world: .generated)
  settings.coldStart.episodes = 10
  settings.supervised.episodes = 10
  settings.evaluation.games = 2
  settings.evaluation.stepLimit = 2
  settings.reinforcement.stepLimit = 2
  return settings
}

/// A store in a temporary folder, on a tiny base model of its own.
func store(
  _ temporary: TemporaryFolder, _ settings: ExperimentSettings = tinySettings(),
  base: String? = nil, recorded: URL? = nil, explains: Bool = false, log: Logger = silentLog
) throws -> RunStore {
  let own = temporary.url.appendingPathComponent("base")
  if base == nil, !FileManager.default.fileExists(atPath: own.path) {
    try tinyModel().write(to: own)
  }
  return try RunStore(
    folder: temporary.url.appendingPathComponent("runs"), settings: settings,
    base: base ?? own.path, recorded: recorded, explains: explains, log: log)
}

/// A folder that is removed with the value's last use.
final class TemporaryFolder {
  let url = FileManager.default.temporaryDirectory
    .appendingPathComponent("experiments-tests-\(UUID().uuidString)")
  deinit { try? FileManager.default.removeItem(at: url) }
}

/// Logs nothing.
let silentLog = Logger(label: "silent") { _ in SwiftLogNoOpLogHandler() }

/// Keeps what was logged.
final class Listener: Sendable {
  private let lines = Mutex<[String]>([])
  var said: [String] { lines.withLock { $0 } }

  var log: Logger { Logger(label: "listening") { _ in Handler(listener: self) } }

  private struct Handler: LogHandler {
    let listener: Listener
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    init(listener: Listener) { self.listener = listener }

    func log(event: LogEvent) {
      listener.lines.withLock { $0.append("\(event.message)") }
    }
  }
}
