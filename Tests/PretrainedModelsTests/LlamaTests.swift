import Foundation
import Kernels
import LanguageModel
import PretrainedModels
import Testing

/// What `transformers` computes for one sequence.
private struct Golden: Decodable {
  let ids: [Int32]
  let logProbabilities: [Float]
  /// Some tokens, the likeliest first, and their logits after the last of `ids`.
  let tokens: [Int]
  let logits: [Float]
  let text: String?
}

/// The largest difference of two lists, relative to the larger of 1 and the expected value.
private func difference(_ values: [Float], _ expected: [Float]) -> Float {
  #expect(values.count == expected.count)
  return zip(values, expected).map { abs($0 - $1) / max(1, abs($1)) }.max() ?? 0
}

private func expect(
  _ model: PretrainedModel, _ goldens: [Golden], within tolerance: Float, _ name: String
) {
  let worker = ForwardBackward(model.configuration)
  let decoder = Decoder(model.parameters, slots: 1, cachePrecision: .single)
  var largest: (logProbabilities: Float, logits: Float) = (0, 0)
  for golden in goldens {
    var batch = PackedBatch()
    batch.append(golden.ids, predicting: Array(1..<golden.ids.count))
    let logs = worker.forward(model.parameters, batch, keepForBackward: false)
    largest.logProbabilities = max(
      largest.logProbabilities, difference(logs, golden.logProbabilities))
    decoder.reset(0)
    let logits = decoder.prefill(0, golden.ids)[0]
    largest.logits = max(
      largest.logits, difference(golden.tokens.map { logits[$0] }, golden.logits))
    #expect(logits.max() == logits[golden.tokens[0]])
  }
  #expect(largest.logProbabilities < tolerance && largest.logits < tolerance, "\(name): \(largest)")
}

extension SafetensorsFile.Precision {
  fileprivate static let all: [SafetensorsFile.Precision] = [.float32, .float16]
}

@Suite struct LlamaTests {
  private static func goldens() throws -> [String: [Golden]] {
    try Fixture.json("tiny.json", as: [String: [Golden]].self)
  }

  private func hash(_ model: PretrainedModel) -> UInt32 {
    model.parameters.values.withMemoryRebound(to: UInt32.self) { words in
      words.reduce(0x811C_9DC5) { ($0 ^ $1) &* 0x0100_0193 }
    }
  }

  /// The small Llama's tensors in other files.
  private func write(
    _ model: PretrainedModel, _ names: (String) -> Bool, as precision: SafetensorsFile.Precision,
    to file: URL
  ) throws {
    let tensors = model.parameters.tensors.filter { names($0.name) }.map {
      SafetensorsFile.Tensor(name: $0.name, shape: $0.shape, values: model.parameters.view($0))
    }
    try SafetensorsFile.write(tensors, metadata: [:], precision: precision, to: file)
  }

  @Test func aHuggingFaceFolderGivesTheNumbersOfTransformers() throws {
    let model = try PretrainedModel(contentsOf: Fixture.url("tiny"))
    expect(model, try #require(Self.goldens()["plain"]), within: 2e-5, "tiny")
    let c = model.configuration
    #expect(c.vocabularySize == 600 && c.dimension == 32 && c.layers == 2 && c.heads == 4)
    #expect(c.keyValueHeads == 2 && c.headWidth == 16 && c.feedForward == 64)
    #expect(c.contextLength == 256 && c.ropeBase == 5000 && c.normEpsilon == 1e-5 && c.tiesHead)
    #expect(c.rotaryScaling == nil && model.name == "tiny")
    #expect(model.beginID == 1 && model.endID == 2)
  }

  @Test(arguments: ["F32", "F16"]) func unquantisedGGUFHoldsTheSameWeights(_ name: String) throws {
    let folder = try PretrainedModel(contentsOf: Fixture.url("tiny"))
    let file = try PretrainedModel(contentsOf: Fixture.url("tiny-\(name).gguf"))
    #expect(file.configuration == folder.configuration)
    #expect(Array(file.parameters.values) == Array(folder.parameters.values))
    #expect(file.name == "Tiny" && file.beginID == 1 && file.endID == 2)
  }

  @Test(arguments: ["Q8_0", "Q4_0", "Q4_1"])
  func quantisedGGUFGivesTheNumbersOfTransformers(_ name: String) throws {
    let model = try PretrainedModel(contentsOf: Fixture.url("tiny-\(name).gguf"))
    expect(model, try #require(Self.goldens()[name]), within: 5e-5, name)
  }

  // A head of its own, and turns scaled by the metadata.
  @Test func untiedGGUFGivesTheNumbersOfTransformers() throws {
    let model = try PretrainedModel(contentsOf: Fixture.url("tiny-untied-Q4_0.gguf"))
    #expect(!model.configuration.tiesHead)
    #expect(model.configuration.rotaryScaling == .linear(factor: 4))
    expect(model, try #require(Self.goldens()["untied"]), within: 5e-5, "untied")
  }

  @Test(arguments: ["linear", "llama3"])
  func scaledTurnsGiveTheNumbersOfTransformers(_ kind: String) throws {
    var scaling: [String: Any] = ["rope_type": kind, "factor": kind == "linear" ? 4 : 8]
    if kind == "llama3" {
      scaling.merge(
        ["low_freq_factor": 1, "high_freq_factor": 4, "original_max_position_embeddings": 32]
      ) { $1 }
    }
    let folder = try Fixture.copyOfTiny()
    let file = folder.appendingPathComponent("config.json")
    let goldens = try #require(Self.goldens()[kind])
    // As newer files have it.
    try Fixture.edit(file) {
      $0["rope_parameters"] = scaling.merging(["rope_theta": 5000]) { $1 }
    }
    expect(try PretrainedModel(contentsOf: folder), goldens, within: 2e-5, kind)
    // As older ones have it.
    try Fixture.edit(file) {
      $0["rope_parameters"] = nil
      $0["rope_theta"] = 5000
      scaling["type"] = scaling.removeValue(forKey: "rope_type")
      $0["rope_scaling"] = scaling
    }
    expect(try PretrainedModel(contentsOf: folder), goldens, within: 2e-5, kind)
  }

  @Test(arguments: SafetensorsFile.Precision.all)
  func allPrecisionsAndShardsHoldTheSameWeights(_ precision: SafetensorsFile.Precision) throws {
    let folder = try Fixture.copyOfTiny()
    let model = try PretrainedModel(contentsOf: folder)
    let single = folder.appendingPathComponent("model.safetensors")
    try write(model, { _ in true }, as: precision, to: single)
    #expect(try hash(PretrainedModel(contentsOf: folder)) == hash(model))
    try FileManager.default.removeItem(at: single)
    var map: [String: String] = [:]
    for (number, part) in ["layers.0", "layers.1"].enumerated() {
      let name = "model-0000\(number + 1)-of-00003.safetensors"
      try write(
        model, { $0.contains(part) }, as: precision, to: folder.appendingPathComponent(name))
      for tensor in model.parameters.tensors where tensor.name.contains(part) {
        map[tensor.name] = name
      }
    }
    let rest = "model-00003-of-00003.safetensors"
    try write(
      model, { !$0.contains("layers.") }, as: precision, to: folder.appendingPathComponent(rest))
    map["model.embed_tokens.weight"] = rest
    map["model.norm.weight"] = rest
    let index = folder.appendingPathComponent("model.safetensors.index.json")
    try JSONSerialization.data(withJSONObject: ["weight_map": map]).write(to: index)
    #expect(try hash(PretrainedModel(contentsOf: folder)) == hash(model))
    // A shard that does not have what the index says, and one that is not there.
    try Fixture.edit(index) {
      $0["weight_map"] = map.merging(["model.norm.weight": "model-00001-of-00003.safetensors"]) {
        $1
      }
    }
    let elsewhere = message { _ = try PretrainedModel(contentsOf: folder) }
    #expect(elsewhere.contains("00001-of-00003.safetensors: tensor model.norm.weight is missing"))
    map["model.norm.weight"] = nil
    try Fixture.edit(index) { $0["weight_map"] = map }
    let missing = message { _ = try PretrainedModel(contentsOf: folder) }
    #expect(missing.contains("index.json: tensor model.norm.weight is missing"))
    // Of several that are missing the first is named, whichever thread finds out first.
    for tensor in model.parameters.tensors.dropFirst(3) { map[tensor.name] = nil }
    try Fixture.edit(index) { $0["weight_map"] = map }
    let fourth = try #require(model.parameters.tensors.dropFirst(3).first).name
    #expect(message { _ = try PretrainedModel(contentsOf: folder) }.contains("tensor \(fourth) is"))
    try Fixture.edit(index) { $0["weight_map"] = ["x": "../secret"] }
    #expect(message { _ = try PretrainedModel(contentsOf: folder) }.contains("../secret"))
  }

  @Test func anUntiedHeadIsRead() throws {
    let folder = try Fixture.copyOfTiny()
    let tied = try PretrainedModel(contentsOf: folder)
    let configuration = folder.appendingPathComponent("config.json")
    try Fixture.edit(configuration) { $0["tie_word_embeddings"] = false }
    let without = message { _ = try PretrainedModel(contentsOf: folder) }
    #expect(without.contains("tensor lm_head.weight is missing"))
    // The same rows in a table of their own give the same numbers.
    let embedding = try #require(tied.parameters.tensors.first)
    let copy = SafetensorsFile.Tensor(
      name: "lm_head.weight", shape: embedding.shape, values: tied.parameters.view(embedding))
    let tensors = tied.parameters.tensors.map {
      SafetensorsFile.Tensor(name: $0.name, shape: $0.shape, values: tied.parameters.view($0))
    }
    try SafetensorsFile.write(
      tensors + [copy], metadata: [:], precision: .float32,
      to: folder.appendingPathComponent("model.safetensors"))
    let untied = try PretrainedModel(contentsOf: folder)
    #expect(!untied.configuration.tiesHead)
    #expect(
      try untied.score("go to fridge 1").logProbabilities
        == tied.score("go to fridge 1").logProbabilities)
    // A tied model may bring the head along.
    try Fixture.edit(configuration) { $0["tie_word_embeddings"] = true }
    #expect(try PretrainedModel(contentsOf: folder).configuration.tiesHead)
    let bias = SafetensorsFile.Tensor(
      name: "model.norm.bias", shape: embedding.shape, values: tied.parameters.view(embedding))
    try SafetensorsFile.write(
      tensors + [bias], metadata: [:], precision: .float32,
      to: folder.appendingPathComponent("model.safetensors"))
    let extra = message { _ = try PretrainedModel(contentsOf: folder) }
    #expect(extra.contains("tensor model.norm.bias is no part of a Llama"))
  }

  @Test func whatIsNoLlamaIsNamed() throws {
    func said(_ change: (inout [String: Any]) -> Void) throws -> String {
      let folder = try Fixture.copyOfTiny()
      try Fixture.edit(folder.appendingPathComponent("config.json"), change)
      return message { _ = try PretrainedModel(contentsOf: folder) }
    }
    #expect(try said { _ in } == "")
    #expect(try said { $0["architectures"] = ["GPT2LMHeadModel"] }.contains("GPT2LMHeadModel"))
    #expect(try said { $0["model_type"] = "mistral" }.contains("mistral"))
    #expect(try said { $0["vocabularySize"] = 11 }.contains("miniature of this project's own"))
    #expect(try said { $0["attention_bias"] = true }.contains("attention_bias"))
    #expect(try said { $0["mlp_bias"] = true }.contains("mlp_bias"))
    #expect(try said { $0["quantization_config"] = ["bits": 4] }.contains("quantization_config"))
    #expect(try said { $0["hidden_act"] = "gelu" }.contains("gelu"))
    #expect(try said { $0["hidden_size"] = nil }.contains("hidden_size is missing"))
    #expect(try said { $0["hidden_size"] = "32" }.contains("hidden_size is of another type"))
    #expect(try said { $0["num_hidden_layers"] = 0 }.contains("num_hidden_layers is 0"))
    #expect(try said { $0["num_hidden_layers"] = 1 << 22 }.contains("far larger"))
    #expect(try said { $0["num_key_value_heads"] = 3 }.contains("keyValueHeads is 3"))
    #expect(try said { $0["rope_parameters"] = ["rope_type": "yarn"] }.contains("yarn"))
    #expect(try said { $0["rope_parameters"] = ["rope_type": "linear"] }.contains("no factor"))
    // One layer more than the file has, and one value more in each row.
    #expect(try said { $0["num_hidden_layers"] = 3 }.contains("model.layers.2.input_layernorm"))
    let wider = try said { $0["intermediate_size"] = 72 }
    #expect(wider.contains("gate_proj.weight has shape [64, 32]"))
    // The tokenizer has 600 tokens.
    #expect(try said { $0["bos_token_id"] = 600 }.contains("special token 600"))
    #expect(try said { $0["eos_token_id"] = [2, 1] } == "")
    let none = message { _ = try PretrainedModel(contentsOf: URL(fileURLWithPath: "/no/model")) }
    #expect(none.contains("/no/model: there is no such file"))
    let empty = message { _ = try PretrainedModel(contentsOf: Fixture.folder()) }
    #expect(empty.contains("config.json: cannot be read"))
    for file in ["model.safetensors", "tokenizer.json"] {
      let folder = try Fixture.copyOfTiny()
      try FileManager.default.removeItem(at: folder.appendingPathComponent(file))
      #expect(message { _ = try PretrainedModel(contentsOf: folder) }.contains(file))
    }
  }

  @Test func metadataThatIsNoLlamaIsNamed() throws {
    let whole = try Fixture.data("tiny-Q4_0.gguf")
    // Replaces bytes by as many others, so that all else stays where it is.
    func said(_ text: String, _ other: String) throws -> String {
      var data = whole
      let place = try #require(data.range(of: Data(text.utf8)))
      data.replaceSubrange(place, with: Data(other.utf8))
      let file = try Fixture.folder().appendingPathComponent("other.gguf")
      try data.write(to: file)
      return message { _ = try PretrainedModel(contentsOf: file) }
    }
    #expect(try said("general.name", "general.nom_") == "")
    // Numbers and lengths of strings follow in little-endian order, after the type.
    func key(_ name: String, _ value: Character) -> String { "\(name)\u{4}\0\0\0\(value)" }
    func text(_ name: String, _ value: String) -> String {
      "\(name)\u{8}\0\0\0\(Character(Unicode.Scalar(UInt8(value.utf8.count))))"
        + "\0\0\0\0\0\0\0\(value)"
    }
    let architecture = try said(text("architecture", "llama"), text("architecture", "qwen2"))
    #expect(architecture.contains("architecture is qwen2"))
    let blocks = try said("llama.block_count", "llama.blockcount_")
    #expect(blocks.contains("llama.block_count is missing"))
    let turned = try said(
      key("llama.rope.dimension_count", "\u{10}"), key("llama.rope.dimension_count", "\u{8}"))
    #expect(turned.contains("of which 8 are turned"))
    let wider = try said(
      key("llama.feed_forward_length", "\u{40}"), key("llama.feed_forward_length", "\u{60}"))
    #expect(wider.contains("ffn_gate.weight has shape [64, 32]"))
    let pattern = try said(text("ggml.pre", "smollm"), text("ggml.pre", "olmo-2"))
    #expect(pattern.contains("olmo-2"))
    let extra = try said("blk.1.ffn_up.weight", "blk.1.ffn_xx.weight")
    #expect(extra.contains("blk.1.ffn_up.weight is missing"))
    let merges = try said("tokenizer.ggml.merges", "tokenizer.ggml.morges")
    #expect(merges.contains("tokenizer.ggml.merges is missing"))
  }

  @Test func scoresAreThoseOfTransformersHoweverTextsAreBatched() throws {
    let model = try PretrainedModel(contentsOf: Fixture.url("tiny"))
    let strings = try GoldenStrings()
    let texts = (0..<60).map { strings.string($0) } + ["", "a"]
    let scores = try TextScorer(model).score(texts)
    #expect(scores.count == texts.count)
    #expect(scores.reduce(0) { $0 + $1.ids.count } > TextScorer.tokensAtOnce)
    for (text, score) in zip(texts, scores) {
      #expect(score.ids == model.tokenizer.encode(text))
      #expect(score.logProbabilities.count == max(0, score.ids.count - 1))
      let alone = try model.score(text)
      #expect(difference(score.logProbabilities, alone.logProbabilities) < 1e-5)
    }
    // The goldens are of the first strings with more than one token.
    let goldens = try #require(Self.goldens()["plain"])
    for golden in goldens.dropLast() {
      let score = try #require(scores.first { $0.ids == golden.ids })
      #expect(difference(score.logProbabilities, golden.logProbabilities) < 2e-5)
    }
    // The context has 256 tokens; every digit is one.
    #expect(try model.score(String(repeating: "1", count: 256)).ids.count == 256)
    let long = message { _ = try model.score(String(repeating: "1", count: 257)) }
    #expect(long.contains("257 tokens") && long.contains("takes 256"))
  }
}

@Suite struct SmolLM2Tests {
  @Test(.enabled(if: SmolLM2.file != nil, SmolLM2.skipped))
  func givesTheNumbersOfPyTorch() throws {
    let model = try SmolLM2.model.get()
    let goldens = try Fixture.json("smollm2.json", as: [Golden].self)
    #expect(goldens.count == 20)
    for golden in goldens { #expect(model.tokenizer.encode(golden.text ?? "") == golden.ids) }
    expect(model, goldens.filter { $0.ids.count > 1 }, within: 2e-3, "SmolLM2")
    #expect(model.configuration.layers == 30 && model.configuration.headWidth == nil)
    #expect(model.beginID == 1 && model.endID == 2 && model.configuration.ropeBase == 100_000)
  }
}
