import Foundation
import LanguageModel

/// A trained agent as a folder that others open: Hugging Face's `transformers`, and what reads its files.
///
/// The vocabulary is whole again. Kept tokens have the agent's rows under the ids of the pretrained
/// model; all others have the pretrained rows, which the agent never trained; marks and numbered things
/// follow behind as added tokens, each with the sum of its class's row and its number's.
///
/// A text as ``SubwordTokenizer`` writes it gets the same tokens there, as long as its words are kept
/// and its things numbered within bounds. `transformers` writes no blank before a mark, and reads one
/// as none.
public struct HuggingFaceExport {
  let agent: Model
  let tokenizer: SubwordTokenizer
  let base: PretrainedModel
  /// Marks after which a response is over.
  let endings: [String]

  /// Checks that the two belong together.
  ///
  /// - Parameters:
  ///   - agent: Made by ``PretrainedModel/agent(with:contextLength:)``, and trained.
  ///   - name: What messages call it, such as its folder.
  ///   - base: What it was made of; it gives the rows of tokens that were not kept.
  ///   - endings: Marks after which `generate` stops.
  /// - Throws: `PretrainedModelError` where the agent is none of a pretrained model, or of another.
  public init(
    _ agent: Model, named name: String, onto base: PretrainedModel, endings: [String] = []
  ) throws {
    func fail(_ what: String) -> PretrainedModelError { PretrainedModelError("\(name): \(what)") }
    guard let tokenizer = agent.tokenizer as? SubwordTokenizer else {
      throw fail(
        "has words of this project's own, as the miniature does; only agents made of a pretrained"
          + " model are exported, such as those of `rlvmr train --agent smollm2`")
    }
    if let difference = agent.configuration.difference(from: base.configuration) {
      throw fail("\(difference); give as base the model that the agent was made of")
    }
    guard tokenizer.base.parts.hasWords(of: base.tokenizer.parts) else {
      throw fail(
        "cuts texts otherwise than \(shown(base.name)); give as base the model that the agent was"
          + " made of")
    }
    if let missing = endings.first(where: { !tokenizer.marks.contains($0) }) {
      throw fail("has no mark \(missing); take an agent whose responses end with it")
    }
    // Each text is one token there, found by its text alone.
    var texts = Set(tokenizer.base.parts.tokens)
    guard texts.count == tokenizer.base.count else {
      throw fail("has two tokens with one text, which no tokenizer.json can; take another base")
    }
    for id in Int32(tokenizer.kept.count)..<Int32(tokenizer.count) {
      let text = tokenizer.text(of: id)
      guard texts.insert(Array(text.utf8)).inserted else {
        throw fail("'\(shown(text))' is a token of \(shown(base.name)) already; take another base")
      }
    }
    self.agent = agent
    self.tokenizer = tokenizer
    self.base = base
    self.endings = endings
  }

  /// Tokens in all; every one has a row.
  public var count: Int { tokenizer.base.count + tokenizer.count - tokenizer.kept.count }

  /// The id that a token of the agent has in the export.
  public func id(of token: Int32) -> Int32 {
    let place = Int(token)
    if place < tokenizer.kept.count { return tokenizer.kept[place] }
    return Int32(tokenizer.base.count + place - tokenizer.kept.count)
  }

  /// Writes the folder, which is made if need be; each file whole or not at all, the weights last.
  ///
  /// - Throws: `PretrainedModelError` or `LanguageModelError` where it holds a model already or cannot
  ///   be written.
  public func write(
    to folder: URL, precision: SafetensorsFile.Precision = .float32
  ) throws {
    let present = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    if let weights = present.filter({ $0.hasSuffix(".safetensors") }).min() {
      throw PretrainedModelError(
        "\(folder.path): holds a model already, \(shown(weights)); give another folder")
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    func write(_ value: some Encodable, _ name: String) throws {
      let file = folder.appendingPathComponent(name)
      do {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try encoder.encode(value).write(to: file, options: .atomic)
      } catch {
        throw PretrainedModelError(
          "\(file.path): cannot be written; check that its folder is writable and the disk not full"
        )
      }
    }
    try write(tokenizerFile, "tokenizer.json")
    try write(tokenizerConfiguration, "tokenizer_config.json")
    try write(generation, "generation_config.json")
    try write(configuration(precision), "config.json")
    try writeWeights(to: folder.appendingPathComponent("model.safetensors"), precision: precision)
  }
}

extension ModelConfiguration {
  /// The first thing in which an agent's shape is not that of a pretrained model, its vocabulary and
  /// the length of its episodes apart; nil where there is none.
  fileprivate func difference(from base: ModelConfiguration) -> String? {
    func text(_ value: RotaryScaling?) -> String { value.map { "\($0)" } ?? "none" }
    let pairs: [(name: String, own: String, other: String)] = [
      ("dimension", "\(dimension)", "\(base.dimension)"),
      ("number of layers", "\(layers)", "\(base.layers)"),
      ("number of heads", "\(heads)", "\(base.heads)"),
      ("number of key heads", "\(keyValueHeads)", "\(base.keyValueHeads)"),
      ("width of heads", "\(headDimension)", "\(base.headDimension)"),
      ("feed-forward width", "\(feedForward)", "\(base.feedForward)"),
      ("rotary base", "\(ropeBase)", "\(base.ropeBase)"),
      ("rotary scaling", text(rotaryScaling), text(base.rotaryScaling)),
      ("epsilon of norms", "\(normEpsilon)", "\(base.normEpsilon)"),
      ("tied head", "\(tiesHead)", "\(base.tiesHead)"),
      ("convolution", "\(convolutionWidth)", "\(base.convolutionWidth)"),
      ("norm of keys", "\(normalisesQueriesAndKeys)", "\(base.normalisesQueriesAndKeys)"),
    ]
    guard let pair = pairs.first(where: { $0.own != $0.other }) else { return nil }
    return "its \(pair.name) is \(pair.own), that of the base \(pair.other)"
  }
}

extension TokenizerParts {
  /// Whether texts without added tokens become the same ids.
  fileprivate func hasWords(of other: TokenizerParts) -> Bool {
    tokens == other.tokens && patterns == other.patterns
      && prefersWholeWords == other.prefersWholeWords
      && merges.elementsEqual(other.merges) { $0.left == $1.left && $0.right == $1.right }
  }
}
