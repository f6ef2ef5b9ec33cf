import Experiments
import Foundation
import MetaReasoning
import Methods
import Testing

/// Whatever decides a run stands in its `config.json`, and every key there has its row in the report: in the
/// table of the part it belongs to, with a meaning and what it is here.
@Suite struct SettingsExplainedTests {
  /// A key and the part of the file that holds it; "" for the file itself.
  private struct Key: Hashable, CustomStringConvertible {
    var part: String
    var name: String
    var description: String { part.isEmpty ? name : "\(part).\(name)" }
  }

  /// What is named by an experiment and not by a setting: modules of sources, which are no keys.
  private static let named: Set = ["build.sources"]
  /// Parts whose keys stand in the table of another part.
  private static let tableOf = ["build": ""]

  private static func keys(of object: Any, in part: String = "") -> Set<Key> {
    guard let object = object as? [String: Any], !named.contains(part) else { return [] }
    return object.reduce(into: []) { keys, pair in
      keys.insert(Key(part: part, name: pair.key))
      keys.formUnion(
        self.keys(of: pair.value, in: part.isEmpty ? pair.key : "\(part).\(pair.key)"))
    }
  }

  private static func keys(of file: URL) throws -> Set<Key> {
    keys(of: try JSONSerialization.jsonObject(with: Data(contentsOf: file)))
  }

  /// The rows of the table whose caption names a part, by their keys.
  private static func rows(of part: String, in text: String) -> [String: [String]] {
    let mark = part.isEmpty ? "(`config.json`)" : "`\(part)`"
    let lines = text.split(separator: "\n")
    let caption = lines.firstIndex { $0.hasPrefix("**Table ") && $0.contains(mark) }
    guard let caption else { return [:] }
    let cells = lines[(caption + 1)...].prefix { $0.hasPrefix("|") }.dropFirst(2).map { line in
      line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    return Dictionary(cells.map { ($0[0], Array($0.dropFirst())) }) { first, _ in first }
  }

  private static func expectExplained(_ keys: Set<Key>, in text: String) {
    for key in keys {
      let rows = rows(of: tableOf[key.part] ?? key.part, in: text)
      let row = rows["`\(key.name)`"]
      #expect(row?.count == 3, "\(key) is not explained")
      #expect(row.map { $0[0].count > 2 } ?? true, "\(key) has no meaning")
      // A dash says that there is nothing to say of the paper; nothing at all would be a forgotten cell.
      #expect(row.map { !$0[1].isEmpty && !$0[2].isEmpty } ?? true, "\(key) has an empty cell")
    }
  }

  private static func report() throws -> (text: String, folder: URL) {
    try #require(Scratch.report.outcome?.status == 0, "\(Scratch.report.outcome?.errors ?? "")")
    let folder = Scratch.report.folder.appendingPathComponent("Report")
    return (
      try String(contentsOf: folder.appendingPathComponent("report.md"), encoding: .utf8), folder
    )
  }

  /// The runs of a report of every kind: imitation of both sizes, and reinforcement with and without α.
  @Test func everyKeyOfARunIsExplained() throws {
    let (text, folder) = try Self.report()
    let runs = folder.appendingPathComponent("runs")
    let names = try FileManager.default.contentsOfDirectory(atPath: runs.path)
    var keys: Set<Key> = []
    for kind in [
      "cold-start-tagged-seen", "cold-start-think-seen", "sft-seen", "grpo-seen", "rlvmr-seen",
    ] {
      let name = try #require(names.first { $0.hasPrefix(kind) }, "no run of \(kind)")
      keys.formUnion(
        try Self.keys(of: runs.appendingPathComponent("\(name)/config.json")))
    }
    // Some of each part: an empty list would be explained too.
    for key in [
      Key(part: "", name: "trainingSet"), Key(part: "build", name: "kernels"),
      Key(part: "rules", name: "holdsForm"), Key(part: "rules", name: "demonstrations"),
      Key(part: "rules.constants", name: "alpha"), Key(part: "rules.loss", name: "klWeight"),
      Key(part: "rules.rewards", name: "failureCharge"), Key(part: "supervised", name: "wording"),
      Key(part: "reinforcement", name: "frozenBlocks"),
    ] { #expect(keys.contains(key), "\(key)") }
    Self.expectExplained(keys, in: text)
  }

  /// Constants that only an arm or another method has.
  @Test(arguments: Method.all.map(\.name))
  func everyConstantOfAMethodIsExplained(name: String) throws {
    let method = try #require(Method(named: name))
    let constants = MethodRules(method).constants.keys.map {
      Key(part: "rules.constants", name: $0)
    }
    Self.expectExplained(Set(constants), in: try Self.report().text)
  }

  @Test func everySettingOfAnEvaluationAndOfPretrainingIsExplained() throws {
    let text = try Self.report().text
    for (value, part) in [
      (try JSONEncoder().encode(EvaluationSettings()), "settings"),
      (try JSONEncoder().encode(PretrainingSettings()), "settings.json"),
    ] {
      let object = try JSONSerialization.jsonObject(with: value)
      let keys = try #require(object as? [String: Any]).keys.map { Key(part: part, name: $0) }
      #expect(!keys.isEmpty)
      Self.expectExplained(Set(keys), in: text)
    }
  }

  @Test func everyTimeIsExplained() throws {
    let (text, folder) = try Self.report()
    let runs = folder.appendingPathComponent("runs")
    let names = try FileManager.default.contentsOfDirectory(atPath: runs.path)
    for kind in ["cold-start-tagged-seen", "rlvmr-seen"] {
      let name = try #require(names.first { $0.hasPrefix(kind) })
      let lines = try String(
        contentsOf: runs.appendingPathComponent("\(name)/timing.jsonl"), encoding: .utf8)
      let line = try #require(lines.split(separator: "\n").first)
      let keys = Self.keys(of: try JSONSerialization.jsonObject(with: Data(line.utf8)))
      #expect(keys.count == 3)
      for key in keys { #expect(text.contains("| `\(key.name)` |"), "\(key) is not explained") }
    }
  }

  /// Methods that learn at rates of their own: each stands there, whichever is printed elsewhere.
  @Test func theRateOfEachMethodIsItsOwn() throws {
    let row = Self.rows(of: "rules", in: try Self.report().text)["`learningRate`"]
    let here = try #require(row?.last)
    for method in [
      Method.coldStartThink, .coldStartTagged, .supervised, .grpo, .grpoTagged, .rlvmr,
    ] {
      #expect(here.contains("\(method.title) `\(method.learningRate)`"), "\(method.name)")
    }
  }
}
