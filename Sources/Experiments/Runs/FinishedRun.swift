/// The seal of a finished run, `done.json`: what it was asked for and the digests of its results, so
/// that damaged results are never reused.
struct FinishedRun: Codable {
  var specification: String
  var files: [String: String]

  private static let sealed = [
    "metrics.jsonl", "model/config.json", "model/model.safetensors", "model/tokenizer.json",
  ]

  /// Writes the seal; the last thing a run does.
  ///
  /// - Throws: `RunError` where it cannot be written.
  static func seal(_ run: RunFolder, specification: String) throws {
    let files = sealed.map { ($0, run.digest(of: $0)) }
    try run.write(
      FinishedRun(
        specification: specification, files: Dictionary(uniqueKeysWithValues: files)),
      to: "done.json")
  }

  /// Compares a run with its seal. A recorded run has no model.
  ///
  /// - Throws: `RunError` naming the file that differs and the fix.
  static func verify(_ run: RunFolder, specification: String, isRecorded: Bool = false) throws {
    let seal = try run.read(FinishedRun.self, from: "done.json")
    guard seal.specification == specification else {
      throw RunError(
        "\(run.file("done.json").path): belongs to another run; remove the run folder to train it "
          + "anew")
    }
    let present = sealed.filter { !isRecorded || !$0.hasPrefix("model/") }
    for name in present where run.digest(of: name) != seal.files[name] {
      throw RunError(
        "\(run.file(name).path): differs from what the run wrote; remove the run folder to train it "
          + "anew")
    }
  }
}
