import Foundation
import LanguageModel

extension PretrainedModel {
  /// Reads a folder with `config.json`, `tokenizer.json` and the weights as safetensors.
  ///
  /// - Throws: `PretrainedModelError` or `LanguageModelError`.
  public init(huggingFaceFolder folder: URL) throws {
    let file = folder.appendingPathComponent("config.json")
    guard let data = try? Data(contentsOf: file) else {
      throw PretrainedModelError(
        "\(file.path): cannot be read; give the folder of a model, with its config.json")
    }
    let object = (try? JSONSerialization.jsonObject(with: data)) as? [String: Any]
    if object?["vocabularySize"] != nil {
      throw PretrainedModelError(
        "\(file.path): is a miniature of this project's own; give it to the commands that train and"
          + " evaluate agents, and here a pretrained Llama")
    }
    let stored: HuggingFaceConfiguration
    do {
      stored = try JSONDecoder().decode(HuggingFaceConfiguration.self, from: data)
    } catch DecodingError.typeMismatch(_, let context) {
      let key = context.codingPath.map(\.stringValue).joined(separator: ".")
      throw PretrainedModelError(
        "\(file.path): \(shown(key)) is of another type than expected; take the config.json that came"
          + " with the model")
    } catch {
      throw PretrainedModelError(
        "\(file.path): is no model configuration; take the config.json that came with the model")
    }
    let configuration = try stored.configuration(path: file.path).validated(path: file.path)
    let weights = try ShardedWeights(folder: folder)
    let parameters = try configuration.parameters(
      stored: Double(weights.byteCount) / 2, path: file.path)
    try parameters.readTogether { tensor, values in
      try weights.read(tensor.name, shape: tensor.shape, into: values)
    }
    // What some files repeat: the tied head, and frequencies that follow from the configuration.
    let unread = Set(weights.names).subtracting(parameters.tensors.map(\.name)).filter {
      !$0.hasSuffix("rotary_emb.inv_freq") && !($0 == "lm_head.weight" && configuration.tiesHead)
    }
    if let extra = unread.min() {
      throw PretrainedModelError(
        "\(folder.path): tensor \(shown(extra)) is no part of a Llama; take a model without biases,"
          + " adapters and experts")
    }
    let name = stored._name_or_path.flatMap { $0.isEmpty ? nil : $0 } ?? folder.lastPathComponent
    try self.init(
      name: name, parameters: parameters,
      tokenizer: BytePairTokenizer(contentsOf: folder.appendingPathComponent("tokenizer.json")),
      beginID: stored.bos_token_id?.id, endID: stored.eos_token_id?.id, path: folder.path)
  }
}
