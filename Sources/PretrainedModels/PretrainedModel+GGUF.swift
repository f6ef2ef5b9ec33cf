import Foundation
import LanguageModel

extension PretrainedModel {
  /// Reads a GGUF file.
  ///
  /// - Throws: `PretrainedModelError`.
  public init(gguf url: URL) throws {
    let file = try GGUFFile(contentsOf: url)
    let metadata = GGUFMetadata(file)
    let configuration = try metadata.configuration().validated(path: file.path)
    let parameters = try configuration.parameters(
      stored: file.tensors.values.reduce(0) { $0 + Double($1.count) }, path: file.path)
    try parameters.readTogether { tensor, values in
      let name = Self.ggufName(tensor.name)
      try file.read(name, shape: tensor.shape, into: values)
      if name.hasSuffix(".attn_q.weight") || name.hasSuffix(".attn_k.weight") {
        restoreHalves(values, headWidth: configuration.headDimension, columns: tensor.shape[1])
      }
    }
    let unread = Set(file.tensors.keys).subtracting(
      parameters.tensors.map { Self.ggufName($0.name) })
    if let extra = unread.min() {
      let reason =
        extra == "rope_freqs.weight"
        ? "holds scaled rotary frequencies; read the model's Hugging Face folder instead"
        : "is no part of a Llama; take a model without biases, adapters and experts"
      throw PretrainedModelError("\(file.path): tensor \(shown(extra)) \(reason)")
    }
    try self.init(
      name: file.metadata["general.name"]?.text ?? url.deletingPathExtension().lastPathComponent,
      parameters: parameters, tokenizer: BytePairTokenizer(file),
      beginID: file.metadata["tokenizer.ggml.bos_token_id"]?.integer,
      endID: file.metadata["tokenizer.ggml.eos_token_id"]?.integer, path: file.path)
  }

  /// The name in GGUF of a tensor with a name of Hugging Face's.
  private static func ggufName(_ name: String) -> String {
    switch name {
    case "model.embed_tokens.weight": return "token_embd.weight"
    case "model.norm.weight": return "output_norm.weight"
    case "lm_head.weight": return "output.weight"
    default: break
    }
    let parts = name.split(separator: ".", maxSplits: 3).map(String.init)
    let names = [
      "input_layernorm.weight": "attn_norm", "self_attn.q_proj.weight": "attn_q",
      "self_attn.k_proj.weight": "attn_k", "self_attn.v_proj.weight": "attn_v",
      "self_attn.o_proj.weight": "attn_output", "post_attention_layernorm.weight": "ffn_norm",
      "mlp.gate_proj.weight": "ffn_gate", "mlp.up_proj.weight": "ffn_up",
      "mlp.down_proj.weight": "ffn_down",
    ]
    guard parts.count == 4, let own = names[parts[3]] else {
      preconditionFailure("a plain Llama has no tensor \(name)")
    }
    return "blk.\(parts[2]).\(own).weight"
  }
}

/// GGUF turns neighbouring rows of a head together, Hugging Face and this project the i-th with the
/// (half + i)-th: row 2i of a head in the file is row i here, row 2i + 1 is row half + i.
private func restoreHalves(
  _ values: UnsafeMutableBufferPointer<Float>, headWidth: Int, columns: Int
) {
  let size = headWidth * columns
  for head in 0..<values.count / size {
    let rows = UnsafeMutableBufferPointer(rebasing: values[head * size..<(head + 1) * size])
    let stored = Array(rows)
    for row in 0..<headWidth {
      let source = row < headWidth / 2 ? 2 * row : 2 * (row - headWidth / 2) + 1
      for column in 0..<columns {
        rows[row * columns + column] = stored[source * columns + column]
      }
    }
  }
}

/// The keys of a GGUF file that describe a Llama.
private struct GGUFMetadata {
  private let file: GGUFFile

  init(_ file: GGUFFile) { self.file = file }

  private func fail(_ what: String) -> PretrainedModelError {
    PretrainedModelError("\(file.path): \(what)")
  }

  private func optional<Value>(_ key: String, _ read: (GGUFValue) -> Value?) throws -> Value? {
    guard let value = file.metadata["llama.\(key)"] else { return nil }
    guard let result = read(value) else {
      throw fail("the metadata llama.\(key) is not one number as expected; convert the model again")
    }
    return result
  }

  private func required<Value>(_ key: String, _ read: (GGUFValue) -> Value?) throws -> Value {
    guard let value = try optional(key, read) else {
      throw fail("the metadata llama.\(key) is missing; convert the model again")
    }
    return value
  }

  /// A size: more than 0, and small enough that no product of a few overflows.
  private static func size(_ value: GGUFValue) -> Int? {
    value.integer.flatMap { (1...1 << 24).contains($0) ? $0 : nil }
  }

  private static func real(_ value: GGUFValue) -> Float? {
    value.number.map { Float($0) }
  }

  func configuration() throws -> ModelConfiguration {
    let architecture = file.metadata["general.architecture"]?.text ?? "missing"
    guard architecture == "llama" else {
      throw fail(
        "its architecture is \(shown(architecture)); only llama is read, take such a model")
    }
    if let experts = try optional("expert_count", { $0.integer }), experts > 0 {
      throw fail("has \(experts) experts a block; take a model without experts")
    }
    let dimension = try required("embedding_length", Self.size)
    let heads = try required("attention.head_count", Self.size)
    guard let embedding = file.tensors["token_embd.weight"], let rows = embedding.shape.first else {
      throw fail("tensor token_embd.weight is missing; take a file with all of a Llama's tensors")
    }
    let width = try optional("attention.key_length", Self.size) ?? dimension / heads
    let valueWidth = try optional("attention.value_length", Self.size) ?? width
    let turned = try optional("rope.dimension_count", Self.size) ?? width
    guard width == valueWidth, width == turned else {
      throw fail(
        "keys are \(width) wide, values \(valueWidth), of which \(turned) are turned; take a model"
          + " where these are one number")
    }
    return ModelConfiguration(
      vocabularySize: rows, dimension: dimension, layers: try required("block_count", Self.size),
      heads: heads, keyValueHeads: try optional("attention.head_count_kv", Self.size),
      headWidth: width * heads == dimension ? nil : width,
      feedForward: try required("feed_forward_length", Self.size),
      contextLength: try required("context_length", Self.size),
      ropeBase: try optional("rope.freq_base", Self.real) ?? 10_000,
      rotaryScaling: try scaling(),
      normEpsilon: try required("attention.layer_norm_rms_epsilon", Self.real),
      tiesHead: file.tensors["output.weight"] == nil)
  }

  private func scaling() throws -> RotaryScaling? {
    let kind = try optional("rope.scaling.type") { $0.text } ?? "none"
    switch kind {
    case "none":
      // What older files have instead of a type and a factor.
      let old = try optional("rope.scale_linear", Self.real) ?? 1
      return old == 1 ? nil : .linear(factor: old)
    case "linear":
      return .linear(factor: try required("rope.scaling.factor", Self.real))
    default:
      throw fail(
        "its rotary scaling is \(shown(kind)), which is not supported in GGUF; take a model with none"
          + " or linear, or its Hugging Face folder")
    }
  }
}
