import Agent
import Digests
import Foundation

/// The seal of a finished run, `done.json`: its key and the digests of its results, so that damaged
/// results are never reused.
package struct RunSeal: Codable {
  var key: String
  var files: [String: String]

  /// The seal's file.
  package static let name = "done.json"

  /// Episodes to read, from which no number comes: older seals do not name them, and archives of recorded
  /// runs do not hold them.
  private static let episodes = "episodes.jsonl"
  private static let sealed = [
    "metrics.jsonl", "model/config.json", "model/model.safetensors", "model/tokenizer.json",
  ]

  /// Writes the seal; the last thing a run does.
  ///
  /// - Throws: `RunError` where it cannot be written.
  package static func seal(_ run: RunFolder, key: String) throws {
    let files = (sealed + [episodes]).map { ($0, run.digest(of: $0)) }
    try run.write(
      RunSeal(key: key, files: Dictionary(uniqueKeysWithValues: files)), to: name)
  }

  /// Compares a run with its seal. A recorded run has no model.
  ///
  /// - Throws: `RunError` naming the file that differs and the fix.
  static func verify(_ run: RunFolder, key: String, isRecorded: Bool = false) throws {
    let seal = try run.read(RunSeal.self, from: name)
    guard seal.key == key else {
      throw run.error(
        name, "belongs to another run", fix: "remove the run folder to train it anew")
    }
    guard Set(seal.files.keys).isSubset(of: sealed + [episodes]) else {
      throw run.error(name, "corrupt", fix: "remove the run folder to train it anew")
    }
    var present = sealed.filter { !isRecorded || !$0.hasPrefix("model/") }
    if !isRecorded, seal.files[episodes] != nil { present.append(episodes) }
    for file in present where run.digest(of: file) != seal.files[file] {
      throw run.error(
        file, "differs from what the run wrote", fix: "remove the run folder to train it anew")
    }
  }

  /// The key that a folder's run was sealed with; nil where no run was finished in it. The results
  /// themselves are not looked at.
  static func key(in folder: URL) -> String? {
    guard let data = try? Data(contentsOf: folder.appendingPathComponent(name)) else { return nil }
    return try? JSONDecoder().decode(RunSeal.self, from: data).key
  }

  /// Digest of the model that the sealed run wrote.
  ///
  /// - Throws: `RunError` where the seal cannot be read.
  package static func modelDigest(of run: RunFolder) throws -> String {
    var files = try run.read(RunSeal.self, from: name).files
    // They decide nothing of the model.
    files[episodes] = nil
    return try Digest.sha256(ofJSON: files)
  }
}
