import Agent
import Digests
import Experiments
import Foundation

/// The description of an exported folder as a research object: RO-Crate 1.1, `ro-crate-metadata.json`.
struct ResearchCrate {
  /// The file's fixed name.
  static let name = "ro-crate-metadata.json"

  /// A file of the folder.
  struct Part {
    var path: String
    var data: Data
    /// The run it tells of; nil where it tells of all.
    var run: String?
  }

  let runs: [RecordedRun]
  let parts: [Part]
  /// Day of publication, such as "2025-01-31".
  let date: String

  /// The metadata, in a fixed order.
  ///
  /// - Throws: Only what `JSONSerialization` throws.
  func data() throws -> Data {
    let graph: [[String: Any]] = [descriptor, root] + software + parts.map(file) + runs.map(action)
    let object: [String: Any] = [
      "@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph,
    ]
    return try JSONSerialization.data(
      withJSONObject: object, options: [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes])
      + Data("\n".utf8)
  }

  private func reference(_ id: String) -> [String: Any] { ["@id": id] }

  private var descriptor: [String: Any] {
    [
      "@id": Self.name, "@type": "CreativeWork", "about": reference("./"),
      "conformsTo": reference("https://w3id.org/ro/crate/1.1"),
    ]
  }

  private var root: [String: Any] {
    [
      "@id": "./", "@type": "Dataset", "name": "Recorded runs of an RLVMR reproduction",
      "description": "Settings, learning curves and every evaluated episode of \(runs.count) "
        + "training runs of language-model agents in text household games.",
      "datePublished": date, "license": reference("https://spdx.org/licenses/MIT"),
      "isBasedOn": reference("https://arxiv.org/abs/2507.22844"),
      "hasPart": parts.map { reference($0.path) }, "mentions": runs.map { reference(id($0)) },
    ]
  }

  private func id(_ run: RecordedRun) -> String { "#\(run.name)" }

  private func softwareID(_ commit: String?) -> String {
    // An identifier holds no blanks; what is said of a commit that is not known does.
    "#rlvmr-" + (commit ?? "unknown").replacing(" ", with: "-")
  }

  /// Every version of the program that made a run.
  private var software: [[String: Any]] {
    Set(runs.map(\.environment.commit)).sorted { ($0 ?? "") < ($1 ?? "") }.map { commit in
      [
        "@id": softwareID(commit), "@type": "SoftwareApplication", "name": "rlvmr",
        "softwareVersion": commit ?? "unknown",
      ]
    }
  }

  private func file(_ part: Part) -> [String: Any] {
    [
      "@id": part.path, "@type": "File", "contentSize": "\(part.data.count)",
      "sha256": Digest.sha256(of: part.data), "encodingFormat": Self.format(of: part.path),
    ]
  }

  private func action(_ run: RecordedRun) -> [String: Any] {
    let specification = run.specification
    return [
      "@id": id(run), "@type": "CreateAction",
      "name": "\(specification.method), seed \(specification.seed), trained on "
        + specification.trainingSet.rawValue,
      "instrument": reference(softwareID(run.environment.commit)),
      "result": parts.filter { $0.run == run.name }.map { reference($0.path) },
    ]
  }

  private static func format(of path: String) -> String {
    switch (path as NSString).pathExtension {
    case "csv": "text/csv"
    case "jsonl": "application/jsonl"
    case "gz": "application/gzip"
    default: "application/octet-stream"
    }
  }
}
