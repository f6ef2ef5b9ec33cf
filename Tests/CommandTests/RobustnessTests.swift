import Foundation
import Testing

/// What the report says of kills, made-up files and sanitizers it reads from files beside the tests.
@Suite struct RobustnessTests {
  private static let tests = Program.root.appendingPathComponent("Tests")

  private func json(_ name: String) throws -> Any {
    try JSONSerialization.jsonObject(
      with: Data(contentsOf: Self.tests.appendingPathComponent(name)))
  }

  /// A fault that is said to be held by a test must be: under a name that exists.
  @Test func everyFaultThatWasMendedNamesATestThatExists() throws {
    let faults = try #require(try json("faults.json") as? [[String: String]])
    #expect(faults.count > 5)
    let walker = FileManager.default.enumerator(at: Self.tests, includingPropertiesForKeys: nil)
    let sources = try (walker?.compactMap { $0 as? URL } ?? [])
      .filter { $0.pathExtension == "swift" }
      .map { try String(contentsOf: $0, encoding: .utf8) }.joined()
    for fault in faults {
      let name = try #require(fault["test"])
      #expect(sources.contains("func \(name)("), "\(fault["fault"] ?? ""): no test \(name)")
    }
  }

  /// Each reader is fuzzed and its corpus read by the ordinary tests: none may be forgotten, and none that was
  /// found to crash may be reported as survived.
  @Test func theReportSaysOfEveryReaderWhatFuzzingFound() throws {
    let results = try #require(try json("Fuzz/results.json") as? [String: [String: Any]])
    let corpora = try FileManager.default.contentsOfDirectory(
      atPath: Self.tests.appendingPathComponent("Fuzz/Corpus").path)
    #expect(Set(results.keys) == Set(corpora))
    let report = try String(
      contentsOf: Program.root.appendingPathComponent("Report/report.md"), encoding: .utf8)
    for (reader, result) in results {
      let row = try #require(
        report.split(separator: "\n").first { $0.contains("the reader of `\(reader)`") })
      let inputs = String(
        format: "%.2f million inputs", Double(try #require(result["inputs"] as? Int)) / 1e6)
      #expect(row.contains(inputs), "\(row)")
      if let pass = result["addressSanitizer"] as? [String: Any] {
        let inputs = String(
          format: "%.2f million under AddressSanitizer",
          Double(try #require(pass["inputs"] as? Int)) / 1e6)
        #expect(row.contains(inputs), "\(row)")
        try expectProvenance(of: pass, in: row)
      }
      #expect(row.contains("refused in one line") == (result["faults"] as? Int == 0), "\(row)")
      try expectProvenance(of: result, in: row)
    }
  }

  /// The kills of the report are the sums of those of the stages.
  @Test func theReportCountsTheKillsOfAllStages() throws {
    let results = try #require(try json("Torture/results.json") as? [String: [String: Any]])
    let report = try String(
      contentsOf: Program.root.appendingPathComponent("Report/report.md"), encoding: .utf8)
    for (agent, result) in results {
      let stages = try #require(result["stages"] as? [[String: Any]])
      let kills = stages.reduce(0) { $0 + ($1["kills"] as? Int ?? 0) }
      #expect(kills > 0)
      let row = try #require(
        report.split(separator: "\n").first { $0.contains("started again, \(agent)") })
      #expect(row.contains("\(kills) kills in \(stages.count) stages"), "\(row)")
      try expectProvenance(of: result, in: row)
    }
  }

  /// Results of sources long gone must be recognised as such.
  private func expectProvenance(of result: [String: Any], in row: Substring) throws {
    let commit = try #require(result["commit"] as? String)
    let date = try #require(result["date"] as? String)
    #expect(row.contains("\(commit), \(date)"), "\(row)")
  }

  @Test func determinismAndSanitizersSayOfWhichSourcesTheyAre() throws {
    let report = try String(
      contentsOf: Program.root.appendingPathComponent("Report/report.md"), encoding: .utf8)
    func row(_ start: String) throws -> Substring {
      try #require(report.split(separator: "\n").first { $0.contains(start) }, "\(start)")
    }
    try expectProvenance(
      of: #require(try json("Determinism/results.json") as? [String: Any]),
      in: row("the same training on one core"))
    try expectProvenance(
      of: #require(try json("Ranks/results.json") as? [String: Any]), in: row("make ranks"))
    let soak = try #require(try json("Soak/memory.json") as? [String: Any])
    let memory = try row("memory of a long run")
    try expectProvenance(of: soak, in: memory)
    #expect(memory.contains("hours of `\(try #require(soak["command"] as? String))`"))
    // A leak shows as a second half that needs more than the first ever did; an average would hide it.
    let samples = try String(
      contentsOf: Self.tests.appendingPathComponent("Soak/memory.csv"), encoding: .utf8)
    let resident = samples.split(separator: "\n").dropFirst()
      .compactMap { $0.split(separator: ",").last.flatMap { Double($0) } }
    let half = resident.count / 2
    let peaks = try [resident.prefix(half), resident.suffix(half)].map {
      String(format: "%.0f", try #require($0.max()))
    }
    #expect(memory.contains("at most \(peaks[0]) MiB in the first half, \(peaks[1]) in the second"))
    for (kind, result) in (try? json("Sanitizers/results.json") as? [String: [String: Any]]) ?? [:]
    {
      try expectProvenance(of: result, in: row("make sanitize KIND=\(kind)"))
    }
  }

  /// The scripts of the trials have promises of their own: a kill that spares a child, or a comparison that
  /// leaves files out, would report what was not shown.
  @Test(arguments: ["Torture", "Determinism", "Fuzz"])
  func theScriptsOfTheTrialsKeepTheirPromises(trial: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-m", "unittest", "discover", "-s", trial, "-p", "*_test.py"]
    process.currentDirectoryURL = Self.tests
    let output = Pipe()
    process.standardError = output
    try process.run()
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0 && !said.contains("Ran 0 tests"), "\(said)")
  }
}
