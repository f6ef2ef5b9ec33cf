import LanguageModel

/// `config.json` of a Llama, under the names of `transformers`.
struct LlamaConfigurationFile: Encodable {
  struct Scaling: Encodable {
    var rope_type: String
    var factor: Float
    var low_freq_factor: Float?
    var high_freq_factor: Float?
    var original_max_position_embeddings: Int?
  }

  let architectures = ["LlamaForCausalLM"]
  let model_type = "llama"
  let hidden_act = "silu"
  let attention_bias = false
  let mlp_bias = false
  var vocab_size: Int
  var hidden_size: Int
  var num_hidden_layers: Int
  var num_attention_heads: Int
  var num_key_value_heads: Int
  var head_dim: Int
  var intermediate_size: Int
  var max_position_embeddings: Int
  var rope_theta: Float
  var rope_scaling: Scaling?
  var rms_norm_eps: Float
  var tie_word_embeddings: Bool
  var bos_token_id: Int32
  var eos_token_id: Int32?
  var torch_dtype: String
}

/// `generation_config.json`: with it `generate` chooses among the agent's tokens, the likeliest, until
/// a response is over.
struct GenerationFile: Encodable {
  let do_sample = false
  var bos_token_id: Int32
  var eos_token_id: [Int32]?
  var max_new_tokens: Int
  var suppress_tokens: [Int32]?
}

/// `tokenizer_config.json`.
struct TokenizerConfigurationFile: Encodable {
  let tokenizer_class = "PreTrainedTokenizerFast"
  let clean_up_tokenization_spaces = false
  /// Without this list there are token types too, of which a Llama knows nothing.
  let model_input_names = ["input_ids", "attention_mask"]
  var model_max_length: Int
  var bos_token: String
  var eos_token: String?
}

extension HuggingFaceExport {
  /// What opens an episode.
  private var beginning: Int32 { id(of: tokenizer.startID) }

  /// What ends a text in the pretrained model, where that is one of its tokens.
  private var end: Int32? { base.endID.flatMap { $0 < base.tokenizer.count ? $0 : nil } }

  func configuration(_ precision: SafetensorsFile.Precision) -> LlamaConfigurationFile {
    let shape = base.configuration
    return LlamaConfigurationFile(
      vocab_size: count, hidden_size: shape.dimension, num_hidden_layers: shape.layers,
      num_attention_heads: shape.heads, num_key_value_heads: shape.keyValueHeads,
      head_dim: shape.headDimension, intermediate_size: shape.feedForward,
      max_position_embeddings: shape.contextLength, rope_theta: shape.ropeBase,
      rope_scaling: shape.rotaryScaling.map(LlamaConfigurationFile.Scaling.init),
      rms_norm_eps: shape.normEpsilon, tie_word_embeddings: shape.tiesHead,
      bos_token_id: beginning, eos_token_id: end,
      torch_dtype: precision == .float32 ? "float32" : "float16")
  }

  var generation: GenerationFile {
    let kept = Set(tokenizer.kept)
    let foreign = (0..<Int32(tokenizer.base.count)).filter { !kept.contains($0) }
    let ends = endings.compactMap { tokenizer.id(of: $0).map(id) } + [end].compactMap(\.self)
    return GenerationFile(
      bos_token_id: beginning, eos_token_id: ends.isEmpty ? nil : ends,
      max_new_tokens: tokenizer.responseLimit, suppress_tokens: foreign.isEmpty ? nil : foreign)
  }

  var tokenizerConfiguration: TokenizerConfigurationFile {
    func text(_ id: Int32) -> String {
      String(decoding: tokenizer.base.parts.tokens[Int(id)], as: UTF8.self)
    }
    return TokenizerConfigurationFile(
      model_max_length: base.configuration.contextLength, bos_token: text(beginning),
      eos_token: end.map(text))
  }
}

extension LlamaConfigurationFile.Scaling {
  fileprivate init(_ scaling: RotaryScaling) {
    switch scaling {
    case .linear(let factor):
      self.init(rope_type: "linear", factor: factor)
    case .llama3(let factor, let low, let high, let originalContext):
      self.init(
        rope_type: "llama3", factor: factor, low_freq_factor: low, high_freq_factor: high,
        original_max_position_embeddings: originalContext)
    }
  }
}
