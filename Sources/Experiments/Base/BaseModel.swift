import Agent
import Digests
import Foundation

/// The shipped base model: our stand-in for a pretrained language model.
public enum BaseModel {
  /// The files whose bytes make a model what it is.
  private static let files = ["config.json", "model.safetensors", "tokenizer.json"]

  /// The file that holds the checksums of a model folder.
  static let checksumFile = "SHA256SUMS"

  /// The folder of the shipped model.
  ///
  /// - Throws: `RunError` where it is missing.
  public static func shippedFolder() throws -> URL {
    let folder = Bundle.module.bundleURL.appendingPathComponent("BaseModel")
    guard FileManager.default.fileExists(atPath: folder.appendingPathComponent(files[0]).path)
    else {
      throw RunError(
        "\(folder.path): the shipped base model is missing; make it with `make base`")
    }
    try verify(folder)
    return folder
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
