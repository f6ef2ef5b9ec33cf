import Foundation
import Kernels
import LanguageModel
import PretrainedModels
import Testing

/// An agent of a small Llama, as if it had been trained, and its export.
struct ExportedAgent {
  static let marks = ["<planning>", "</planning>", "<action>", "</action>", "<spare-1>", "<s.p|?>"]
  static let texts = [
    "go to", "the shed", "they said what", "what they said then ;", "plan :", "You see a desk,",
    "and", "Nothing happens.", "cabinet",
  ]

  /// What the world says and what is answered, in words that are kept.
  static let world = [
    "they said what", "You see a cabinet 12, a desk 1.\n\nthe shed and a cabinet 2 desk 3",
    "cabinet 3 and cabinet 4.",
  ]
  static let responses = [
    "<planning> plan: go to; they </planning> <action> go to cabinet 3 </action>",
    "<action> go to desk 1 and cabinet 12 </action>", "<planning> what </planning>",
    "<s.p|?> go </action>",
  ]

  let base: PretrainedModel
  let tokenizer: SubwordTokenizer
  let agent: Model

  init(of url: URL, marks: [String] = Self.marks) throws {
    try self.init(of: PretrainedModel(contentsOf: url), marks: marks, movedBy: 0.02)
  }

  /// - Parameters:
  ///   - base: Token 0 ends its texts, and opens the agent's episodes.
  ///   - marks: The agent's.
  ///   - step: How far weights move at most.
  init(of base: PretrainedModel, marks: [String] = Self.marks, movedBy step: Float) throws {
    self.base = base
    tokenizer = SubwordTokenizer(
      base.tokenizer, beginning: 0, texts: Self.texts, marks: marks,
      classes: ["cabinet", "desk"], numbers: 12)
    agent = try base.agent(with: tokenizer, contextLength: 128)
    // In place of training: every weight moves, each otherwise.
    let values = agent.parameters.values
    for i in values.indices { values[i] += step * sin(Float(i % 7919)) }
    agent.parameters.composeTables()
  }

  func export() throws -> HuggingFaceExport {
    try HuggingFaceExport(agent, named: "runs/x/model", onto: base, endings: ["</action>"])
  }

  /// The export in a new folder.
  func folder(_ precision: SafetensorsFile.Precision = .float32) throws -> URL {
    let folder = try Fixture.folder().appendingPathComponent("exported")
    try export().write(to: folder, precision: precision)
    return folder
  }

  /// An episode's tokens, the one that opens it included.
  var episode: [Int32] {
    [tokenizer.startID] + tokenizer.encode(Self.world[1]) + tokenizer.encode(Self.responses[0])
      + tokenizer.encode(Self.world[0]) + tokenizer.encode(Self.responses[1])
      + tokenizer.encode(Self.world[2])
  }

  /// The agent's logits after some tokens.
  static func logits(_ parameters: Parameters, _ ids: [Int32]) -> [Float] {
    let decoder = Decoder(parameters, slots: 1, cachePrecision: .single)
    // The row is the decoder's memory.
    return withExtendedLifetime(decoder) {
      let row = decoder.prefill(0, ids)[0]
      return (0..<parameters.configuration.vocabularySize).map { row[$0] }
    }
  }
}
