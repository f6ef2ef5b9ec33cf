import ChapterSupport
import Foundation
import Notebook
import PretrainedModels
import Testing

/// The chapters and the report, run for real on a tiny base model in the smoke profile.
@Suite struct ReportTests {
  @Test(arguments: try ChapterSources.all().map(\.name))
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
    #expect(results["agent"] as? String == "miniature")
    let claims = try #require(results["claims"] as? [[String: Any]])
    // The first chapter explains, the last asks what the others' numbers can carry; they judge nothing.
    #expect(claims.isEmpty == ["Primer", "IsItReal"].contains(chapter))
    for claim in claims {
      for key in ["id", "statement", "rule"] { #expect(claim[key] is String) }
      #expect(claim["paper"] is [String: Any])
      let measured = try #require(claim["measured"] as? [String: Any])
      for key in ["value", "low", "high"] { #expect(measured[key] is NSNumber) }
      // A smoke run may not judge anything.
      #expect(claim["verdict"] as? String == "not tested")
    }
    let runs = try #require(results["runs"] as? [[String: Any]])
    #expect(runs.isEmpty == (chapter == "Primer"))
    for run in runs {
      for key in ["method", "split"] { #expect(run[key] is String) }
      for key in [
        "seed", "episodes", "successRate", "repetitiveActionRate", "invalidActionRate", "meanSteps",
      ] { #expect(run[key] is NSNumber, "\(key)") }
    }
  }

  /// Whatever is logged or set in a run has its line.
  @Test func everyLoggedNumberAndEverySettingIsExplained() throws {
    try #require(Scratch.report.outcome?.status == 0, "\(Scratch.report.outcome?.errors ?? "")")
    let folder = Scratch.report.folder.appendingPathComponent("Report")
    let text = try String(contentsOf: folder.appendingPathComponent("report.md"), encoding: .utf8)
    let runs = folder.appendingPathComponent("runs")
    let names = try FileManager.default.contentsOfDirectory(atPath: runs.path)
    var keys: Set<String> = []
    for kind in ["rlvmr-seen", "cold-start-tagged-seen"] {
      let name = try #require(names.first { $0.hasPrefix(kind) })
      let run = runs.appendingPathComponent(name)
      let lines = try String(
        contentsOf: run.appendingPathComponent("metrics.jsonl"), encoding: .utf8)
      for line in lines.split(separator: "\n") {
        keys.formUnion(try Self.keys(of: Data(line.utf8)))
      }
      let config = try JSONSerialization.jsonObject(
        with: Data(contentsOf: run.appendingPathComponent("config.json")))
      for part in ["reinforcement", "supervised"] {
        let settings = (config as? [String: Any])?[part] as? [String: Any]
        keys.formUnion((settings ?? [:]).keys)
      }
    }
    #expect(keys.isSuperset(of: ["kl", "successRate", "gradientNorm", "minibatches", "warmup"]))
    for key in keys { #expect(text.contains("| `\(key)` |"), "\(key) is not explained") }
  }

  /// The names of numbers in a line, without those of tags.
  private static func keys(of line: Data) throws -> Set<String> {
    func names(_ object: Any) -> Set<String> {
      guard let object = object as? [String: Any] else { return [] }
      return object.reduce(into: Set(object.keys)) { found, pair in
        if !["tagRewards", "tagShares"].contains(pair.key) { found.formUnion(names(pair.value)) }
      }
    }
    return names(try JSONSerialization.jsonObject(with: line))
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

  @Test func aChapterPlaysWithAPretrainedModelAndSaysSo() throws {
    let model = try Scratch.randomLlama()
    let folder = Scratch.folder("pretrained")
    let outcome = try Program.run(
      "ClosingTheGap",
      [
        "--profile", "smoke", "--agent", model.path, "--seeds", "1", "--output", folder.path,
      ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let chapter = folder.appendingPathComponent("ClosingTheGap")
    let results = try ChapterResults(contentsOf: chapter.appendingPathComponent("results.json"))
    #expect(results.agent == model.path)
    let text = try String(contentsOf: chapter.appendingPathComponent("chapter.md"), encoding: .utf8)
    #expect(text.contains("Our agent is a pretrained language model too."))
    #expect(text.contains("--agent \(model.path)"))
    // The miniature's base is not asked for at the same time.
    let both = try Program.run(
      "ClosingTheGap", ["--agent", model.path, "--base", Scratch.base.path])
    #expect(both.status != 0 && both.errors.contains("--base"))
  }

  @Test(arguments: ["gnuplot", "pandoc"])
  func withoutGnuplotOrPandocTheReportSaysWhatToInstall(missing: String) throws {
    // A PATH with everything but the one program.
    let tools = Scratch.folder("tools-\(missing)")
    try FileManager.default.createDirectory(at: tools, withIntermediateDirectories: true)
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    for name in ["env", "sh", "gnuplot", "pandoc", "git"] where name != missing {
      let found = folders.map { "\($0)/\(name)" }
        .first { FileManager.default.isExecutableFile(atPath: $0) }
      guard let found else { continue }
      try FileManager.default.createSymbolicLink(
        atPath: tools.appendingPathComponent(name).path, withDestinationPath: found)
    }
    // The runs are there, so that nothing but the missing program stops the report.
    try #require(Scratch.report.outcome?.status == 0, "\(Scratch.report.outcome?.errors ?? "")")
    let folder = Scratch.folder("without-\(missing)")
    let report = folder.appendingPathComponent("Report")
    try FileManager.default.createDirectory(at: report, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: Scratch.report.folder.appendingPathComponent("Report/runs"),
      to: report.appendingPathComponent("runs"))
    let outcome = try Program.run(
      "rlvmr", Scratch.reportArguments(into: folder), environment: ["PATH": tools.path])
    #expect(outcome.status != 0)
    // Where a chapter fails, the report adds which one it was.
    let errors = outcome.errorLines.filter { $0.hasPrefix("Error: ") }
    #expect(errors.count == (missing == "pandoc" ? 1 : 2), "\(outcome.errors)")
    #expect(errors.first?.contains("'\(missing)' was not found; install it (apt install") == true)
    #expect(!outcome.output.contains("report.html"), "\(outcome.output)")
    func isThere(_ name: String) -> Bool {
      FileManager.default.fileExists(atPath: report.appendingPathComponent(name).path)
    }
    #expect(!isThere("report.html"))
    // Without pandoc all is made but the page, and the line says where.
    for name in ["report.md", "viewer.html", "runs.tar.gz"] {
      #expect(isThere(name) == (missing == "pandoc"), "\(name)")
    }
    if missing == "pandoc" {
      #expect(outcome.errors.contains(report.path + "/report.md"), "\(outcome.errors)")
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

  /// Question, answer with one figure, claims; then the chapters, each opening with what came out; what was
  /// used comes last.
  @Test func aReaderMeetsTheAnswerFirstAndTheSetupLast() throws {
    try #require(Scratch.report.outcome?.status == 0, "\(Scratch.report.outcome?.errors ?? "")")
    let text = try String(
      contentsOf: Scratch.report.folder.appendingPathComponent("Report/report.md"), encoding: .utf8)
    let marks = [
      "## The answer", "Does it win more games? One training of each cannot say.",
      "**What these runs leave open.**", "id=\"fig-gap-answer\"",
      // Chapters that are not bound in, with their links.
      "OtherBalance/chapter.md): released ALFWorld games",
      "OtherMethods/chapter.md): generated games",
      "OtherPairs/chapter.md): generated games", "OtherPrompts/chapter.md): generated games",
      "OtherRewards/chapter.md): generated games",
      "OtherSeeds/chapter.md): released ALFWorld games",
      "OtherStarts/chapter.md): released ALFWorld games",
      "OtherWeights/chapter.md): generated games",
      "## The claims",
      "## Primer", "## Claim 1", "**In short.**", "## Claim 2", "## Claim 3", "## Is it real?",
      "## What was used", "## How this report was made",
    ]
    var place = text.startIndex
    for mark in marks {
      place = try #require(text.range(of: mark, range: place..<text.endIndex), "\(mark)").upperBound
    }
    // What stands on the first page stands nowhere else.
    for mark in ["**What these runs leave open.**", "id=\"fig-gap-answer\""] {
      #expect(text.components(separatedBy: mark).count == 2, "\(mark)")
    }
    // A chapter alone has it too.
    let alone = try String(
      contentsOf: Scratch.report.folder.appendingPathComponent("Report/IsItReal/chapter.md"),
      encoding: .utf8)
    #expect(alone.contains("**What these runs leave open.**"))
  }

  /// While jobs run: chapters that have all they need are shown, the others name what they wait for, and
  /// nothing is trained or mistaken for the finished report.
  @Test func aPartialReportShowsWhatIsThereAndWaitsForTheRest() throws {
    try #require(Scratch.report.outcome?.status == 0, "\(Scratch.report.outcome?.errors ?? "")")
    let folder = Scratch.folder("partial")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let runs = folder.appendingPathComponent("Report/runs")
    try FileManager.default.createDirectory(
      at: runs.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: Scratch.report.folder.appendingPathComponent("Report/runs"), to: runs)
    let names = try FileManager.default.contentsOfDirectory(atPath: runs.path)
    let rlvmr = names.filter { $0.hasPrefix("rlvmr-seen-") }
    #expect(!rlvmr.isEmpty)
    for name in rlvmr {
      try FileManager.default.removeItem(at: runs.appendingPathComponent("\(name)/done.json"))
    }
    let outcome = try Program.run("rlvmr", Scratch.reportArguments(into: folder) + ["--partial"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let text = try String(
      contentsOf: folder.appendingPathComponent("Report/partial.md"), encoding: .utf8)
    #expect(text.contains("profile smoke, unfinished"))
    #expect(text.contains("## Claim 1") && !text.contains("## Claim 3"))
    for name in rlvmr { #expect(text.contains(name), "\(name)") }
    let written = try FileManager.default.contentsOfDirectory(
      atPath: folder.appendingPathComponent("Report").path)
    #expect(!written.contains("report.md") && !written.contains("runs.tar.gz"))
    for name in rlvmr {
      let done = runs.appendingPathComponent("\(name)/done.json")
      #expect(!FileManager.default.fileExists(atPath: done.path))
    }
    let refused = try Program.run("rlvmr", ["report", "--partial", "--strict"])
    #expect(refused.status != 0 && refused.errors.contains("--partial"))
  }

  @Test func otherBaseModelsStandBesideTheOneAtHand() throws {
    try #require(Scratch.report.outcome?.status == 0, "\(Scratch.report.outcome?.errors ?? "")")
    let text = try String(
      contentsOf: Scratch.report.folder.appendingPathComponent("Report/IsItReal/chapter.md"),
      encoding: .utf8)
    // The tiny base beside itself: the same runs, so the same row twice.
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| 60 episodes | L2 |") }
    #expect(rows.count == 2)
    #expect(Set(rows).count == 1)
  }

  @Test func aReportNeverRunsAChapterOlderThanItsSources() throws {
    let folder = Scratch.folder("stale")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let chapter = try #require(try ChapterSources.all().first).name
    for name in ["rlvmr", chapter] {
      try FileManager.default.copyItem(
        at: Program.folder.appendingPathComponent(name), to: folder.appendingPathComponent(name))
    }
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 0)],
      ofItemAtPath: folder.appendingPathComponent(chapter).path)
    let outcome = try Program.run(
      "rlvmr", Scratch.reportArguments(into: folder), folder: folder)
    #expect(outcome.status != 0)
    #expect(outcome.errorLines.count == 1)
    #expect(
      outcome.errors.contains("/\(chapter): built before its sources last changed; run `swift"))
  }

  /// A committed report: its folder, and the options that render it.
  struct Committed: CustomTestStringConvertible {
    var folder: String
    var options: [String]
    var seeds = 3
    var grpo = "grpo"
    var testDescription: String { folder }

    /// The reports that stand in the repository and can be rendered here: that of a pretrained model asks
    /// for the model.
    static let all: [Committed] = {
      var reports = [
        Committed(folder: "Report", options: ["--profile", "quick"]),
        Committed(
          folder: "Report/ALFWorld", options: ["--profile", "main", "--world", "alfworld"], seeds: 5
        ),
      ]
      if PublishedModel.all.contains(where: { (try? ModelCache.standard.present($0)) != nil }) {
        reports.append(
          Committed(
            folder: "Report/SmolLM2",
            options: [
              "--profile", "quick", "--agent", "smollm2", "--world", "alfworld",
              "--frozen-blocks", "15", "--seeds", "1,2",
            ], seeds: 2, grpo: "grpo-tagged"))
      }
      return reports.filter {
        FileManager.default.fileExists(
          atPath: Program.root.appendingPathComponent("\($0.folder)/runs.tar.gz").path)
      }
    }()
  }

  /// A visitor reads the committed reports without building; nobody would notice if they drifted from the
  /// runs they claim to show, or from the code that judges them.
  @Test(
    .enabled(
      if: ProcessInfo.processInfo.environment["RLVMR_PAGES"] != nil,
      "takes a minute: `make pages-test`"), arguments: Committed.all)
  func aCommittedReportIsWhatItsRunsRenderTo(_ report: Committed) throws {
    let folder = Scratch.folder("again")
    let outcome = try Program.run(
      "rlvmr",
      [
        "report", "--recorded", "\(report.folder)/runs.tar.gz",
        "--output", folder.appendingPathComponent(report.folder).path,
        "--figures", folder.appendingPathComponent("Figures").path,
      ] + report.options, directory: Program.root)
    try #require(outcome.status == 0, "\(outcome.errors)")
    for chapter in try ChapterSources.all().map(\.name) {
      let name = "\(report.folder)/\(chapter)/results.json"
      #expect(
        try Data(contentsOf: folder.appendingPathComponent(name))
          == Data(contentsOf: Program.root.appendingPathComponent(name)), "\(name)")
    }
    #expect(!outcome.errors.contains("training"), "\(outcome.errors)")
    try expectClaimsToCompareRLVMRWithGRPO(
      folder.appendingPathComponent("\(report.folder)/ClosingTheGap"),
      seeds: report.seeds, grpo: report.grpo)
  }

  /// The same of the chapters that are not bound into a report, always, as they take seconds: with a subtraction turned
  /// round, their tables and figures would be other ones.
  @Test(arguments: Scratch.furtherChapters.map(\.name))
  func aCommittedChapterIsWhatItsRunsRenderTo(_ chapter: String) throws {
    let made = try #require(Scratch.furtherChapters.first { $0.name == chapter })
    let folder = Scratch.folder("again")
    let outcome = try Program.run(
      chapter,
      [
        "--profile", made.profile, "--world", made.world,
        "--recorded", "Report/\(chapter)/runs.tar.gz",
        "--output", folder.appendingPathComponent("Report").path,
        "--figures", folder.appendingPathComponent("Figures").path,
      ], directory: Program.root)
    try #require(outcome.status == 0, "\(outcome.errors)")
    for file in ["results.json", "chapter.md"] {
      let name = "Report/\(chapter)/\(file)"
      // Commands name the folder that was written to.
      let again = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        .replacingOccurrences(of: "\(folder.path)/Report", with: "Report")
      #expect(
        try again
          == String(contentsOf: Program.root.appendingPathComponent(name), encoding: .utf8),
        "\(name)")
    }
  }

  /// A claim's number is RLVMR's mean less GRPO's, on its own split: recomputed from the rows of the runs,
  /// which every seed enters with as many games.
  private func expectClaimsToCompareRLVMRWithGRPO(
    _ folder: URL, seeds: Int, grpo: String
  ) throws {
    let results = try ChapterResults(contentsOf: folder.appendingPathComponent("results.json"))
    for split in ["L0", "L1", "L2"] {
      func mean(_ method: String, _ value: (RunResult) -> Double) throws -> Double {
        let rows = results.runs.filter { $0.method == method && $0.split == split }
        try #require(rows.count == seeds)
        return rows.reduce(0) { $0 + value($1) } / Double(seeds)
      }
      for (name, value) in [("wins", \RunResult.successRate), ("is-shorter", \.meanSteps)] {
        let claim = try #require(results.claims.first { $0.id == "rlvmr-\(name)-\(split)" })
        let expected =
          try mean("rlvmr") { $0[keyPath: value] }
          - mean(grpo) { $0[keyPath: value] }
        // Of a few games both may win as many.
        #expect(expected != 0 || seeds < 3)
        #expect(abs((claim.measured.value ?? .nan) - expected) < 1e-9, "\(claim.id)")
      }
      // What GRPO leaves no room for is not tested, unless the opposite was found.
      for (name, value) in [
        ("wins", \RunResult.successRate), ("repeats-less", \.repetitiveActionRate),
        ("errs-less", \.invalidActionRate),
      ] {
        let claim = try #require(results.claims.first { $0.id == "rlvmr-\(name)-\(split)" })
        let other = try mean(grpo) { $0[keyPath: value] }
        let (paper, low, high) = (
          try #require(claim.paper.value), try #require(claim.measured.low),
          try #require(claim.measured.high)
        )
        let hasRoom = (paper > 0 ? 1 - other : other) >= abs(paper) / 2
        let isOpposite = paper > 0 ? high < 0 : low > 0
        #expect((claim.verdict != .notTested) == (hasRoom || isOpposite), "\(claim.id)")
      }
    }
  }

  @Test func aReportsRunsAreKeptAndRenderToTheSameResults() throws {
    try #require(Scratch.report.outcome?.status == 0, "\(Scratch.report.outcome?.errors ?? "")")
    let archive = Scratch.report.folder.appendingPathComponent("Report/runs.tar.gz")
    let bytes = try Data(contentsOf: archive)
    let folder = Scratch.folder("rendered")
    let readme = Scratch.folder("readme")
    try Data("A\n<!-- claims -->\n<!-- /claims -->\nB\n".utf8).write(to: readme)
    let outcome = try Program.run(
      "rlvmr",
      Scratch.reportArguments(into: folder)
        + ["--recorded", archive.path, "--readme", readme.path])
    try #require(outcome.status == 0, "\(outcome.errors)")
    // They ran side by side, and what they say stands in their order all the same.
    let places = try ChapterSources.all().map {
      try #require(outcome.output.range(of: "/\($0.name)/chapter.md")).lowerBound
    }
    #expect(places == places.sorted())
    for chapter in try ChapterSources.all().map(\.name) {
      let name = "Report/\(chapter)/results.json"
      #expect(
        try Data(contentsOf: folder.appendingPathComponent(name))
          == Data(contentsOf: Scratch.report.folder.appendingPathComponent(name)), "\(name)")
    }
    // Reading an archive writes none, and leaves the one it read alone.
    #expect(try Data(contentsOf: archive) == bytes)
    #expect(
      !FileManager.default.fileExists(
        atPath: folder.appendingPathComponent("Report/runs.tar.gz").path))
    // And a README gets the claims.
    let text = try String(contentsOf: readme, encoding: .utf8)
    #expect(text.hasPrefix("A\n<!-- claims -->\n\n- **Does it win more games?"))
    #expect(text.contains(".\n\n| Claim |"))
    #expect(text.contains("– not tested"))
    #expect(text.hasSuffix("<!-- /claims -->\nB\n"))
  }

  @Test func strictRefusesAReportThatJudgedNothing() throws {
    let outcome = try Program.run(
      "rlvmr",
      Scratch.reportArguments(into: Scratch.report.folder) + Scratch.further + ["--strict"])
    #expect(outcome.status != 0)
    #expect(outcome.errors.contains("not tested"))
  }
}
