import Foundation

/// A model on disk: a folder with `model.safetensors` and `config.json`.
public enum Checkpoint {
  /// As Hugging Face names it; the tensors in it have the names of Llama's.
  public static let weightsName = "model.safetensors"
  /// The shape in this project's own keys, under the file name Hugging Face uses.
  public static let configurationName = "config.json"

  /// Writes a model into `folder`, which is made if need be; each file is replaced atomically.
  ///
  /// Weights come last, so that a folder with new weights has their configuration. Throws
  /// `LanguageModelError` when the folder cannot be written.
  public static func save(
    _ parameters: Parameters, to folder: URL,
    precision: SafetensorsFile.Precision = .float32, metadata: [String: String] = [:]
  ) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    guard let configuration = try? encoder.encode(parameters.configuration) else {
      throw LanguageModelError("\(folder.path): a configuration with values that are no numbers")
    }
    try SafetensorsFile.writeAtomically(
      configuration, to: folder.appendingPathComponent(configurationName))
    try saveWeights(
      parameters, to: folder.appendingPathComponent(weightsName), precision: precision,
      metadata: metadata)
  }

  /// Reads the model in `folder`. Throws `LanguageModelError` naming the file that is missing,
  /// damaged or does not fit, and what to do.
  public static func load(from folder: URL) throws -> Parameters {
    let configuration = try loadConfiguration(from: folder)
    let file = folder.appendingPathComponent(weightsName)
    // A damaged size is noticed before memory is taken for it.
    let stored = try SafetensorsFile(contentsOf: file).byteCount
    guard configuration.leastWeights <= Double(stored) / 2 else {
      throw LanguageModelError(
        "\(folder.appendingPathComponent(configurationName).path): describes a model larger than its "
          + "weights; take both from one folder")
    }
    let parameters = try Parameters(zeros: configuration)
    try loadWeights(into: parameters, from: file)
    return parameters
  }

  /// Reads `config.json` of `folder`. Throws `LanguageModelError` where it is missing, malformed or
  /// `validate()` finds no model in it.
  public static func loadConfiguration(from folder: URL) throws -> ModelConfiguration {
    let file = folder.appendingPathComponent(configurationName)
    guard let data = try? Data(contentsOf: file) else {
      throw LanguageModelError("\(file.path): cannot be read; check that the file exists")
    }
    guard let configuration = try? JSONDecoder().decode(ModelConfiguration.self, from: data) else {
      throw LanguageModelError(
        "\(file.path): not a model configuration; take the one written with the weights")
    }
    do {
      try configuration.validate()
    } catch {
      throw LanguageModelError("\(file.path): \(error)")
    }
    // What is not known would be passed over, and another model than the described one computed.
    if let key = unknownKey(in: data, besidesThoseOf: configuration) {
      throw LanguageModelError(
        "\(file.path): \(key) is no setting of a model; remove it, or take the file written "
          + "with the weights")
    }
    return configuration
  }

  /// Writes weights without their configuration, atomically: for whoever knows the shape. Throws
  /// `LanguageModelError` where the file cannot be written.
  public static func saveWeights(
    _ parameters: Parameters, to file: URL,
    precision: SafetensorsFile.Precision = .float32, metadata: [String: String] = [:]
  ) throws {
    let tensors = parameters.tensors.map {
      SafetensorsFile.Tensor(name: $0.name, shape: $0.shape, values: parameters.view($0))
    }
    try SafetensorsFile.write(
      tensors, metadata: metadata.merging(["format": "pt"]) { own, _ in own },
      precision: precision, to: file)
  }

  /// The first key of a JSON object, or of one in it, that a configuration does not write; nil where all are
  /// known, or say nothing (null).
  private static func unknownKey(
    in data: Data, besidesThoseOf configuration: ModelConfiguration
  ) -> String? {
    func unknown(_ given: Any, _ known: Any?) -> String? {
      guard let given = given as? [String: Any] else { return nil }
      let known = known as? [String: Any] ?? [:]
      for (key, value) in given.sorted(by: { $0.key < $1.key }) where !(value is NSNull) {
        guard let inner = known[key] else { return shown(key) }
        if let key = unknown(value, inner) { return key }
      }
      return nil
    }
    guard let written = try? JSONEncoder().encode(configuration),
      let known = try? JSONSerialization.jsonObject(with: written),
      let given = try? JSONSerialization.jsonObject(with: data)
    else { return nil }
    return unknown(given, known)
  }

  /// Fills parameters with stored weights, matched by name, and composes their tables. Throws
  /// `LanguageModelError`, also for a tensor that the shape does not have: without it another model would be
  /// computed. The parameters are then of no use.
  public static func loadWeights(into parameters: Parameters, from file: URL) throws {
    let stored = try SafetensorsFile(contentsOf: file)
    let known = Set(parameters.tensors.map(\.name))
    if let other = stored.names.first(where: { !known.contains($0) }) {
      throw LanguageModelError(
        "\(file.path): tensor \(shown(other)) is none of the configuration's; use "
          + "the config.json written with this file")
    }
    for tensor in parameters.tensors {
      try stored.read(tensor.name, shape: tensor.shape, into: parameters.view(tensor))
    }
    parameters.composeTables()
  }
}

extension ModelConfiguration {
  /// Half of the weights that the shape has but for its small parts, reckoned so that no size overflows.
  /// No file stores one in fewer than two bytes; a single missing tensor is named by whoever reads it.
  fileprivate var leastWeights: Double {
    let inner = Double(heads) * Double(headDimension)
    let blocks = Double(layers) * Double(dimension) * (2 * inner + 3 * Double(feedForward))
    return (blocks + (factors == nil ? Double(vocabularySize) * Double(dimension) : 0)) / 2
  }
}
