import Foundation
import LanguageModel

/// The tensors of a Hugging Face folder, in one safetensors file or in several with an index.
struct ShardedWeights: Sendable {
  private let files: [SafetensorsFile]
  /// The file, by its place in `files`, that has each tensor.
  private let places: [String: Int]
  private let path: String
  /// Bytes of all files, none of which stores a value in fewer than two.
  let byteCount: Int

  private struct Index: Decodable {
    let weight_map: [String: String]
  }

  init(folder: URL) throws {
    let single = folder.appendingPathComponent("model.safetensors")
    let index = folder.appendingPathComponent("model.safetensors.index.json")
    if FileManager.default.fileExists(atPath: single.path) {
      let file = try SafetensorsFile(contentsOf: single)
      files = [file]
      places = Dictionary(uniqueKeysWithValues: file.names.map { ($0, 0) })
      path = single.path
      byteCount = Self.size(single)
      return
    }
    guard let data = try? Data(contentsOf: index) else {
      throw PretrainedModelError(
        "\(folder.path): has neither model.safetensors nor model.safetensors.index.json; copy the"
          + " whole folder of the model")
    }
    guard let map = (try? JSONDecoder().decode(Index.self, from: data))?.weight_map else {
      throw PretrainedModelError("\(index.path): has no weight_map; copy it again")
    }
    let names = Set(map.values).sorted()
    for name in names where name.contains("/") || name.hasPrefix(".") {
      throw PretrainedModelError(
        "\(index.path): names the file '\(shown(name))', which is not beside it; copy the model"
          + " again")
    }
    files = try names.map { try SafetensorsFile(contentsOf: folder.appendingPathComponent($0)) }
    let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    places = map.compactMapValues { numbers[$0] }
    path = index.path
    byteCount = names.reduce(0) { $0 + Self.size(folder.appendingPathComponent($1)) }
  }

  private static func size(_ file: URL) -> Int {
    // Read through a link, as caches of models are full of them.
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: file.resolvingSymlinksInPath().path)
    return (attributes?[.size] as? NSNumber)?.intValue ?? 0
  }

  var names: Dictionary<String, Int>.Keys { places.keys }

  func read(
    _ name: String, shape: [Int], into target: UnsafeMutableBufferPointer<Float>
  ) throws {
    guard let place = places[name] else {
      throw PretrainedModelError(
        "\(path): tensor \(name) is missing; copy the whole folder of a Llama")
    }
    try files[place].read(name, shape: shape, into: target)
  }
}
