import Agent
import Digests
import Foundation
import LanguageModel
import PretrainedModels

/// Which language model is the agent.
public enum AgentModel: Sendable, Hashable {
  /// The shipped base models, or other folders that `rlvmr pretrain` made: minutes.
  case miniature
  /// A pretrained model of the Llama architecture, a GGUF file or a Hugging Face folder: hours.
  case pretrained(URL)

  /// The agent of a name: "miniature", the name of a model that `rlvmr model get` fetches, or a path.
  ///
  /// - Throws: `PretrainedModelError` where the model was not fetched yet.
  public init(named name: String) throws {
    if name == "miniature" {
      self = .miniature
    } else if let published = PublishedModel.all.first(where: { $0.name == name }) {
      self = .pretrained(try ModelCache.standard.present(published))
    } else {
      self = .pretrained(URL(fileURLWithPath: name))
    }
  }
}

/// A base model ready for training, and what identifies it in a run's key.
struct OpenedBase: Sendable {
  /// The longest episode of a pretrained agent, in tokens. A lost one of 30 steps has about 800, with all
  /// admissible commands behind each observation some thousands.
  static let contextLength = 8192
  /// The shortest context that an agent is worth training with.
  static let shortestContext = 2048

  var model: Model
  var digest: String

  /// Opens a folder of ours.
  ///
  /// - Throws: Errors of its files.
  init(folder: URL) throws {
    let sums = folder.appendingPathComponent(BaseModel.checksumFile)
    if FileManager.default.fileExists(atPath: sums.path) { try BaseModel.verify(folder) }
    model = try Model(agentAt: folder)
    digest = try BaseModel.digest(of: folder)
  }

  /// Gives a pretrained model an agent's vocabulary.
  ///
  /// - Throws: Errors of its files.
  init(pretrained url: URL) throws {
    let pretrained = try PretrainedModel(contentsOf: url)
    guard pretrained.configuration.contextLength >= Self.shortestContext else {
      throw RunError(
        "\(url.path): its context of \(pretrained.configuration.contextLength) tokens is too short for "
          + "an episode; take a model with \(Self.shortestContext) or more")
    }
    let (model, tokenizer) = try pretrained.householdAgent()
    self.model = model
    // What decides the agent: its weights and their shape, its words, and how texts become words.
    let weights = withExtendedLifetime(model.parameters) {
      Digest.sha256(of: UnsafeRawBufferPointer(model.parameters.values))
    }
    let shape = try Digest.sha256(ofJSON: model.configuration)
    let words = Digest.sha256(of: try tokenizer.encoded())
    digest = Digest.sha256(of: Data("\(weights) \(shape) \(words) \(Self.reading)".utf8))
  }

  /// A name for how texts become words, as part of what decides a pretrained agent. The tests hold the ids
  /// of thousands of strings; whoever has to change them gives this another name. (It is the digest
  /// that the sources had when it was fixed: they themselves are part of a run's build.)
  private static let reading = "4e63da5b5e87f054"
}

extension PretrainedModel {
  /// The model with the words of the household, and its tokenizer.
  ///
  /// - Throws: `LanguageModelError` where that makes no model.
  package func householdAgent() throws -> (model: Model, tokenizer: SubwordTokenizer) {
    let tokenizer = Vocabulary.subwords(of: self.tokenizer, beginning: beginID ?? endID ?? 0)
    return (
      try agent(with: tokenizer, contextLength: OpenedBase.contextLength), tokenizer
    )
  }
}
