import Agent
import Digests
import Foundation

/// The shipped base models: our stand-ins for a pretrained language model, one a seed.
public enum BaseModel {
  /// How many are shipped.
  public static let count: UInt64 = 5

  /// The files whose bytes make a model what it is.
  static let files = ["config.json", "model.safetensors", "tokenizer.json"]

  /// The file that holds the checksums of a model folder.
  static let checksumFile = "SHA256SUMS"

  /// The folder of the model shipped for a training seed: that of seed 1 for seeds 1, 6, 11 and so on.
  public static func shippedFolder(seed: UInt64) -> URL {
    let place = (seed % count + count - 1) % count + 1
    return Bundle.module.bundleURL.appendingPathComponent("BaseModel/\(place)")
  }

  /// SHA-256 over the model's files.
  ///
  /// - Throws: `RunError` where one cannot be read.
  public static func digest(of folder: URL) throws -> String {
    try Digest.sha256(of: Data(checksums(of: folder).utf8))
  }

  /// One line a file, as `sha256sum` writes it.
  ///
  /// - Throws: `RunError` where a file cannot be read.
  public static func checksums(of folder: URL) throws -> String {
    try files.map { name in
      let url = folder.appendingPathComponent(name)
      guard let data = try? Data(contentsOf: url) else {
        throw RunError(
          "\(url.path): cannot be read; a model folder needs \(files.joined(separator: ", "))")
      }
      return "\(Digest.sha256(of: data))  \(name)\n"
    }.joined()
  }

  /// Compares a folder with the checksums that lie beside it.
  ///
  /// - Throws: `RunError` where they differ.
  public static func verify(_ folder: URL) throws {
    let url = folder.appendingPathComponent(checksumFile)
    guard let expected = try? String(contentsOf: url, encoding: .utf8) else {
      throw RunError("\(url.path): cannot be read; make the base model anew with `make base`")
    }
    guard try checksums(of: folder) == expected else {
      throw RunError(
        "\(folder.path): differs from its \(checksumFile); restore it, or make it anew with "
          + "`make base`")
    }
  }
}
