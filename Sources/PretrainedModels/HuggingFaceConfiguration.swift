import Foundation
import LanguageModel

/// The parts of Hugging Face's `config.json` of a Llama that are read, under their names there.
struct HuggingFaceConfiguration: Decodable {
  /// How rotary embedding is scaled; older files call the type `type`, newer ones keep the base here.
  struct Scaling: Decodable {
    let rope_type: String?
    let type: String?
    let factor: Float?
    let low_freq_factor: Float?
    let high_freq_factor: Float?
    let original_max_position_embeddings: Int?
    let rope_theta: Float?
    let partial_rotary_factor: Double?
  }

  /// One id, or a list of which the first counts.
  struct TokenID: Decodable {
    let id: Int?

    init(from decoder: any Swift.Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let ids = try? container.decode([Int].self) {
        id = ids.first
      } else {
        id = try container.decode(Int.self)
      }
    }
  }

  /// Whatever it holds: only that it is there counts.
  struct Anything: Decodable {}

  let model_type: String?
  let architectures: [String]?
  let vocab_size: Int?
  let hidden_size: Int?
  let num_hidden_layers: Int?
  let num_attention_heads: Int?
  let num_key_value_heads: Int?
  let head_dim: Int?
  let intermediate_size: Int?
  let max_position_embeddings: Int?
  let rope_theta: Float?
  let rope_scaling: Scaling?
  let rope_parameters: Scaling?
  let rms_norm_eps: Float?
  let tie_word_embeddings: Bool?
  let attention_bias: Bool?
  let mlp_bias: Bool?
  let hidden_act: String?
  let bos_token_id: TokenID?
  let eos_token_id: TokenID?
  let quantization_config: Anything?
  let _name_or_path: String?

  /// The shape in this project's terms; `path` is for messages.
  func configuration(path: String) throws -> ModelConfiguration {
    func fail(_ what: String) -> PretrainedModelError { PretrainedModelError("\(path): \(what)") }
    let kind = architectures?.first ?? model_type ?? "missing"
    guard model_type ?? "llama" == "llama", kind == "LlamaForCausalLM" || kind == "llama" else {
      let named = model_type.map { $0 == "llama" ? kind : $0 } ?? kind
      throw fail(
        "its architecture is \(shown(named)); only LlamaForCausalLM is read, take such a model")
    }
    func size(_ value: Int?, _ key: String) throws -> Int {
      guard let value else {
        throw fail("\(key) is missing; take the config.json that came with the model")
      }
      // Small enough that no product of a few overflows.
      guard (1...1 << 24).contains(value) else {
        throw fail("\(key) is \(value); take the config.json that came with the model")
      }
      return value
    }
    for (isSet, key) in [
      (attention_bias == true, "attention_bias"), (mlp_bias == true, "mlp_bias"),
      (quantization_config != nil, "quantization_config"),
    ] where isSet {
      throw fail("\(key) is set; take a model without biases, in F32, F16 or BF16")
    }
    if let hidden_act, hidden_act != "silu" {
      throw fail("hidden_act is \(shown(hidden_act)); only silu is computed, take such a model")
    }
    let rotary = rope_parameters ?? rope_scaling
    if let share = rotary?.partial_rotary_factor, share != 1 {
      throw fail(
        "partial_rotary_factor is \(share); only whole heads are turned, take such a model")
    }
    let dimension = try size(hidden_size, "hidden_size")
    let heads = try size(num_attention_heads, "num_attention_heads")
    let context = try size(max_position_embeddings, "max_position_embeddings")
    let width = try head_dim.map { try size($0, "head_dim") }
    return ModelConfiguration(
      vocabularySize: try size(vocab_size, "vocab_size"), dimension: dimension,
      layers: try size(num_hidden_layers, "num_hidden_layers"), heads: heads,
      keyValueHeads: try num_key_value_heads.map { try size($0, "num_key_value_heads") },
      headWidth: width.flatMap { $0 * heads == dimension ? nil : $0 },
      feedForward: try size(intermediate_size, "intermediate_size"), contextLength: context,
      ropeBase: rope_parameters?.rope_theta ?? rope_theta ?? 10_000,
      rotaryScaling: try rotary?.rotaryScaling(path: path),
      // Where the file says nothing, what `transformers` takes for a Llama.
      normEpsilon: rms_norm_eps ?? 1e-6, tiesHead: tie_word_embeddings ?? false)
  }
}

extension HuggingFaceConfiguration.Scaling {
  fileprivate func rotaryScaling(path: String) throws -> RotaryScaling? {
    func required<Value>(_ value: Value?, _ key: String) throws -> Value {
      guard let value else {
        throw PretrainedModelError(
          "\(path): the rotary scaling has no \(key); take the config.json that came with the"
            + " model")
      }
      return value
    }
    let kind = rope_type ?? type ?? "default"
    switch kind {
    case "default": return nil
    case "linear": return .linear(factor: try required(factor, "factor"))
    case "llama3":
      return .llama3(
        factor: try required(factor, "factor"),
        lowFrequencyFactor: try required(low_freq_factor, "low_freq_factor"),
        highFrequencyFactor: try required(high_freq_factor, "high_freq_factor"),
        originalContext: try required(
          original_max_position_embeddings, "original_max_position_embeddings"))
    default:
      throw PretrainedModelError(
        "\(path): its rotary scaling is \(shown(kind)); only default, linear and llama3 are computed,"
          + " take such a model")
    }
  }
}
