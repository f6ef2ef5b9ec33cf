import Foundation
import Testing

/// The chapters and the report, run for real on a tiny base model in the smoke profile.
@Suite struct ReportTests {
  @Test(arguments: ["Repetition", "Brittleness", "ClosingTheGap", "IsItReal"])
  func aChapterWritesWhatTheInterfaceFixes(chapter: String) throws {
    try #require(Scratch.report.outcome?.status == 0, "\(Scratch.report.outcome?.errors ?? "")")
    let folder = Scratch.report.folder.appendingPathComponent("Report/\(chapter)")
    let text = try String(
      contentsOf: folder.appendingPathComponent("chapter.md"), encoding: .utf8)
    #expect(text.contains("# "))
    let results = try #require(
      try JSONSerialization.jsonObject(
        with: Data(contentsOf: folder.appendingPathComponent("results.json"))) as? [String: Any])
    #expect(results["chapter"] as? String == chapter)
    #expect(results["profile"] as? String == "smoke")
    #expect(results["world"] as? String == "generated")
    let claims = try #require(results["claims"] as? [[String: Any]])
    // The last chapter asks what the others' numbers can carry; it judges nothing itself.
    #expect(claims.isEmpty == (chapter == "IsItReal"))
    for claim in claims {
      for key in ["id", "statement", "rule"] { #expect(claim[key] is String) }
      #expect(claim["paper"] is [String: Any])
      let measured = try #require(claim["measured"] as? [String: Any])
      for key in ["value", "low", "high"] { #expect(measured[key] is NSNumber) }
      // A smoke run may not judge anything.
      #expect(claim["verdict"] as? String == "not tested")
    }
    let runs = try #require(results["runs"] as? [[String: Any]])
    #expect(!runs.isEmpty)
    for run in runs {
      for key in ["method", "split"] { #expect(run[key] is String) }
      for key in [
        "seed", "episodes", "successRate", "repetitiveActionRate", "invalidActionRate", "meanSteps",
      ] { #expect(run[key] is NSNumber, "\(key)") }
    }
  }

  @Test func aChapterRunsAloneAndPutsFiguresBesideItself() throws {
    let folder = Scratch.folder("alone")
    let outcome = try Program.run(
      "Repetition",
      ["--profile", "smoke", "--base", Scratch.base.path, "--output", folder.path])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let names = try FileManager.default.contentsOfDirectory(
      atPath: folder.appendingPathComponent("Repetition").path)
    for suffix in ["svg", "gp", "csv"] {
      #expect(names.contains("repetition-rates.\(suffix)"))
    }
  }

  @Test func theReportIsOnePageThatNeedsNothingElse() throws {
    try #require(Scratch.report.outcome?.status == 0, "\(Scratch.report.outcome?.errors ?? "")")
    let folder = Scratch.report.folder.appendingPathComponent("Report")
    let page = try String(
      contentsOf: folder.appendingPathComponent("report.html"), encoding: .utf8)
    #expect(!page.contains("src=\"http"))
    #expect(!page.contains("<link rel=\"stylesheet\" href=\"http"))
    #expect(page.contains("not tested"))
    let markdown = try String(
      contentsOf: folder.appendingPathComponent("report.md"), encoding: .utf8)
    #expect(markdown.contains("../Figures/ClosingTheGap/gap-success.svg"))
    #expect(
      FileManager.default.fileExists(
        atPath: Scratch.report.folder
          .appendingPathComponent("Figures/ClosingTheGap/gap-success.svg").path))
  }

  @Test func otherBaseModelsStandBesideTheOneAtHand() throws {
    try #require(Scratch.report.outcome?.status == 0, "\(Scratch.report.outcome?.errors ?? "")")
    let text = try String(
      contentsOf: Scratch.report.folder.appendingPathComponent("Report/IsItReal/chapter.md"),
      encoding: .utf8)
    // The tiny base beside itself: the same runs, so the same row twice on each split.
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| 60 episodes | L2 |") }
    #expect(rows.count == 4)
    #expect(Set(rows).count == 2)
  }

  /// A visitor reads the committed full report without building; nobody would notice if it drifted from
  /// the runs it claims to show, or from the code that judges them.
  @Test func theCommittedFullReportIsWhatItsRecordedRunsRenderTo() throws {
    let folder = Scratch.folder("full")
    let outcome = try Program.run(
      "rlvmr",
      Self.makefileArguments("FULL") + [
        "--recorded", "Report/Full/recorded",
        "--output", folder.appendingPathComponent("Report/Full").path,
        "--figures", folder.appendingPathComponent("Figures/Full").path,
      ], directory: Program.root)
    try #require(outcome.status == 0, "\(outcome.errors)")
    var compared = 0
    for top in ["Report/Full", "Figures/Full"] {
      let rendered = folder.appendingPathComponent(top)
      let names = try #require(FileManager.default.enumerator(atPath: rendered.path)).allObjects
        .compactMap { $0 as? String }
        // Pictures depend on the fonts of the machine, the page on pandoc's version; what they are made
        // from does not.
        .filter { [".md", "results.json", ".csv", ".gp"].contains(where: $0.hasSuffix) }
      for name in names {
        let ours = try Data(contentsOf: rendered.appendingPathComponent(name))
        let committed = try Data(
          contentsOf: Program.root.appendingPathComponent("\(top)/\(name)"))
        #expect(ours == committed, "\(top)/\(name) differs; `make full` renders it anew")
        compared += 1
      }
    }
    #expect(compared > 20)
  }

  /// The words of a variable of the Makefile.
  private static func makefileArguments(_ variable: String) throws -> [String] {
    let text = try String(
      contentsOf: Program.root.appendingPathComponent("Makefile"), encoding: .utf8)
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("\(variable) := ") })
    return line.dropFirst(variable.count + 4).split(separator: " ").map(String.init)
  }

  @Test func strictRefusesAReportThatJudgedNothing() throws {
    let outcome = try Program.run(
      "rlvmr", Scratch.reportArguments(into: Scratch.report.folder) + ["--strict"])
    #expect(outcome.status != 0)
    #expect(outcome.errors.contains("not tested"))
  }
}
