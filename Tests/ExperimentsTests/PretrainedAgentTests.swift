import Agent
import Experiments
import Foundation
import LanguageModel
import MetaReasoning
import Methods
import PretrainedModels
import Testing

/// A pretrained model in place of the miniature: a random Llama of the right shape.
@Suite struct PretrainedAgentTests {
  private let copied = TemporaryFolder()
  private var tiny: URL { copied.url }

  /// A copy with room for whole episodes.
  init() throws {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent()
    try FileManager.default.copyItem(
      at: tests.appendingPathComponent("PretrainedModelsTests/Fixtures/tiny"), to: copied.url)
    let file = copied.url.appendingPathComponent("config.json")
    let text = try String(contentsOf: file, encoding: .utf8)
    try text.replacingOccurrences(
      of: "\"max_position_embeddings\": 256", with: "\"max_position_embeddings\": 2048"
    ).write(to: file, atomically: true, encoding: .utf8)
  }

  private func store(_ temporary: TemporaryFolder, agent: AgentModel) throws -> RunStore {
    var settings = tinySettings()
    settings.coldStart.episodes = 4
    settings.coldStart.epochs = 1
    return try RunStore(
      folder: temporary.url.appendingPathComponent("runs"), settings: settings, agent: agent,
      log: silentLog)
  }

  @Test func everyMethodTrainsAndPlaysWithIt() throws {
    let temporary = TemporaryFolder()
    let store = try store(temporary, agent: .pretrained(tiny))
    let base = try store.base(seed: 1)
    #expect(base.tokenizer is SubwordTokenizer)
    let run = try store.run(.rlvmr, seed: 1, trainOn: .seenCategories)
    #expect(try run.reinforcementMetrics().count == 1)
    let trained = try run.model()
    // It is read back with its words, and has learned something.
    #expect(try trained.tokenizer.encoded() == base.tokenizer.encoded())
    try withExtendedLifetime((trained, base)) {
      #expect(!trained.parameters.values.elementsEqual(base.parameters.values))
      let episodes = try store.evaluation(of: run, on: .validation)
      #expect(episodes.count == 2 && episodes.allSatisfy { !$0.steps.isEmpty })
    }
  }

  @Test func itsRunsAreNotTheMiniatures() throws {
    let temporary = TemporaryFolder()
    let pretrained = try store(temporary, agent: .pretrained(tiny))
    let own = try pretrained.run(.coldStartTagged, seed: 1, trainOn: .seenCategories)
    let other = try store(temporary, agent: .miniature)
    let miniature = try other.run(.coldStartTagged, seed: 1, trainOn: .seenCategories)
    #expect(own.specification.base != miniature.specification.base)
    #expect(try own.specification.key() != miniature.specification.key())
    // The same model again is the same base.
    let again = try store(temporary, agent: .pretrained(tiny))
    #expect(try again.run(.coldStartTagged, seed: 1, trainOn: .seenCategories).wasReused)
  }

  @Test func demonstrationsAreReadBackWordForWord() throws {
    let temporary = TemporaryFolder()
    let store = try store(temporary, agent: .pretrained(tiny))
    let tokenizer = try store.base(seed: 1).tokenizer
    var supervised = store.settings.coldStart
    supervised.episodes = 30
    for episode in try store.demonstrations(
      supervised, for: .coldStartTagged, tokenizer: tokenizer, seed: 1, trainOn: .allCategories,
      contextLength: 2048)
    {
      for step in episode.steps {
        let text = tokenizer.decode(episode.tokens[step.response])
        // The teacher's blanks before punctuation apart.
        #expect(
          text
            == step.parsed.output.replacingOccurrences(of: " ;", with: ";")
            .replacingOccurrences(of: " :", with: ":"))
      }
    }
  }

  @Test func aContextTooShortForAnEpisodeIsRefused() throws {
    let temporary = TemporaryFolder()
    let config = copied.url.appendingPathComponent("config.json")
    let text = try String(contentsOf: config, encoding: .utf8)
    try text.replacingOccurrences(of: ": 2048", with: ": 2047")
      .write(to: config, atomically: true, encoding: .utf8)
    let error = #expect(throws: RunError.self) {
      try store(temporary, agent: .pretrained(tiny)).base(seed: 1)
    }
    #expect(error?.description.contains("2047") == true)
  }

  @Test func anAgentThatIsNotThereIsNamed() throws {
    let temporary = TemporaryFolder()
    let missing = temporary.url.appendingPathComponent("nowhere")
    let error = #expect(throws: PretrainedModelError.self) {
      try store(temporary, agent: .pretrained(missing)).base(seed: 1)
    }
    #expect(error?.description.contains("nowhere") == true)
    // The miniature's folder is no pretrained model.
    let folder = BaseModel.shippedFolder(seed: 1)
    let own = #expect(throws: PretrainedModelError.self) {
      try store(temporary, agent: .pretrained(folder)).base(seed: 1)
    }
    #expect(own?.description.contains("miniature") == true)
  }
}
