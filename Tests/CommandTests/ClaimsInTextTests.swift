import ChapterSupport
import Foundation
import Notebook
import Statistics
import Testing

/// The committed results of each chapter.
private let committedResults: [URL] = ((try? ChapterSources.all()) ?? []).map {
  Program.root.appendingPathComponent("Report/\($0.name)/results.json")
}

struct ClaimsInTextTests {
  private func results(_ id: String) -> ChapterResults {
    let claim = ClaimResult(
      id: id, statement: "A beats B.", paper: PaperStatement(words: "w", source: "s", value: 0.1),
      measured: Finding(
        Estimate(value: 0.2, replicates: [0.2]), format: .points, runs: 2, games: 3),
      rule: .difference(paper: 0.1), command: "c")
    return ChapterResults(
      chapter: "A", profile: "quick", world: "generated", claims: [claim], runs: [])
  }

  @Test func theTableReplacesWhatStandsBetweenTheMarkersAndNothingElse() throws {
    let text = "before\n<!-- claims -->\nold\n<!-- /claims -->\nafter\n"
    let filled = try withClaims(of: [results("a")], in: text)
    #expect(filled.hasPrefix("before\n<!-- claims -->\n\n| Claim |"))
    #expect(filled.hasSuffix("|\n\n<!-- /claims -->\nafter\n"))
    // What a chapter answers stands above the table, and another agent's numbers in it.
    var answered = results("a")
    answered.answer = ["**Yes.** It does.", "**Also.** That."]
    var other = results("a")
    other.agent = "smollm2"
    let both = try withClaims(of: [answered], beside: [[other]], in: text)
    #expect(both.contains("-->\n\n- **Yes.** It does.\n- **Also.** That.\n\n| Claim |"))
    #expect(both.contains("| SmolLM2-135M, generated games, 0 seeds |"))
    #expect(filled.contains("| A beats B. | +10.0 points | +20.0 points"))
    #expect(!filled.contains("old"))
    let short = try withClaims(of: [answered], inShort: ["**A:** Yes."], in: text)
    #expect(short.contains("-->\n\n- **A:** Yes.\n\n\(inFull)\n\n- **Yes.** It does."))
    let further = try withClaims(of: [answered], further: ["**Elsewhere.** Too."], in: text)
    #expect(
      further.contains("- **Also.** That.\n\n\(askedFurther)\n\n- **Elsewhere.** Too.\n\n| Claim |")
    )
    // What is right already stays as it is: a test can compare.
    #expect(try withClaims(of: [results("a")], in: filled) == filled)
  }

  /// A further chapter has a column where it judges claims of the report, with these alone, and its seeds are those
  /// behind its claims.
  @Test func whatJudgesTheSameClaimsAgainStandsBesideThem() throws {
    var again = results("a")
    again.world = "alfworld"
    again.claims += results("b").claims
    let column = try #require(LedgerColumn(judging: results("a").claims, again: again))
    #expect(column.title == "`A`: the miniature, released ALFWorld games, 2 seeds")
    #expect(column.claims.map(\.id) == ["a"])
    #expect(LedgerColumn(judging: results("c").claims, again: again) == nil)
    let text = try withClaims(
      of: [results("a")], again: [results("b"), again], in: "<!-- claims -->\n<!-- /claims -->")
    #expect(text.contains("| p (Holm) | `A`: the miniature, released ALFWorld games, 2 seeds |"))
  }

  /// The bold sentences of all answers but the last, whatever they say, and nothing of the numbers behind them.
  @Test func aReportAnswersInShort() {
    var other = results("a")
    other.answer = ["**Yes, more.** By +2 points.", "**Quite so.** In *all*.", "**Open.** Much."]
    func said() -> String? { shortAnswer(of: [other], link: "A/B/report.md") }
    #expect(
      said()
        == "**The miniature, generated games, 0 seeds:** Yes, more. Quite so. ([its report](A/B/report.md))"
    )
    // One that answers nothing in bold is left out.
    other.answer = ["No **bold** opening."]
    #expect(said() == nil)
  }

  /// What a claim beside the paper's baseline rests on is said under the table of whatever report measured it.
  @Test func theRateOfTheColdStartIsToldWhereItIsMeasured() throws {
    func run(_ method: String, _ split: String, _ seed: Int, _ won: Double) -> RunResult {
      RunResult(
        method: method, seed: seed, split: split, episodes: 10, successRate: won,
        repetitiveActionRate: 0, invalidActionRate: 0, meanSteps: 10)
    }
    var other = results("a")
    other.runs = [
      run("grpo", "L0", 1, 0.9), run("grpo", "L2", 1, 0.1), run("grpo", "L2", 2, 0.2),
    ]
    #expect(noteOnStarts(of: [other]) == nil)
    other.runs += [run("grpo-slow-start", "L2", 1, 0.4), run("grpo-slow-start", "L2", 2, 0.6)]
    let note = try #require(noteOnStarts(of: [results("b"), other]))
    #expect(note.contains("GRPO wins 50.0% of L2 in place of 15.0% where its cold start"))
    #expect(note.hasSuffix("owed to that choice, which favoured RLVMR."))
    #expect(!note.contains("trials"))
    // Where the slower start wins no more, the choice favoured nobody's rival.
    var opposite = other
    opposite.runs += [run("grpo-slow-start", "L2", 3, 0), run("grpo", "L2", 3, 0.9)]
    opposite.world = "alfworld"
    let otherwise = try #require(noteOnStarts(of: [opposite]))
    #expect(otherwise.contains("owed to that choice. They are judged without it"))
    #expect(otherwise.hasSuffix("`OtherSeeds`."))
    #expect(otherwise.contains("which trials on validation"))
    let text = try withClaims(
      of: [results("a")], beside: [[other]], in: "<!-- claims -->\n<!-- /claims -->")
    #expect(text.contains("owed to that choice, which favoured RLVMR."))
  }

  /// Shares are of all steps of all runs, not means of runs' shares; a chapter without the other reading says nothing.
  @Test func theOtherReadingOfReflectionStandsBesideOurs() throws {
    func run(_ method: String, _ seed: Int, repeats: Double, steps: Double) -> RunResult {
      RunResult(
        method: method, seed: seed, split: "L2", episodes: 4, successRate: 0,
        repetitiveActionRate: repeats, invalidActionRate: repeats / 2,
        meanSteps: steps)
    }
    var chapter = results("a")
    chapter.runs = [run("rlvmr", 1, repeats: 0.2, steps: 10)]
    #expect(noteOnReflection(in: [chapter]) == nil)
    chapter.runs += [
      run("rlvmr-any-correction", 1, repeats: 0.4, steps: 30),
      run("rlvmr-any-correction", 2, repeats: 0, steps: 10),
    ]
    let note = try #require(noteOnReflection(in: [results("b"), chapter]))
    #expect(note.contains("repeats of possible actions 30.0% in place of 20.0%"))
    #expect(note.contains("refused commands 15.0% in place of 10.0%"))
    let text = try withClaims(
      of: [results("b")], again: [chapter], in: "<!-- claims -->\n<!-- /claims -->")
    #expect(text.contains(note))
  }

  /// The question and the answer in bold, without the numbers behind it, which a link leads to.
  @Test func aFurtherChapterIsToldInShort() throws {
    let folder = Scratch.folder("further")
    let chapter = folder.appendingPathComponent("Report/Other")
    try FileManager.default.createDirectory(at: chapter, withIntermediateDirectories: true)
    var other = results("a")
    other.answer = ["**So it is.** By +2 points.", "Nothing in bold.", "**And so.** By 3."]
    other.question = "Is it so?"
    try JSONEncoder().encode(other).write(to: chapter.appendingPathComponent("results.json"))
    #expect(
      try shortAnswer(ofChapterIn: chapter, linkedFrom: folder)
        == "*Is it so?* **So it is. And so.** ([the numbers](Report/Other/chapter.md): generated games, 0 seeds, profile quick.)"
    )
    other.answer = ["Nothing in bold."]
    try JSONEncoder().encode(other).write(to: chapter.appendingPathComponent("results.json"))
    #expect(try shortAnswer(ofChapterIn: chapter, linkedFrom: folder) == nil)
  }

  @Test(arguments: ["", "<!-- claims -->", "<!-- /claims -->\n<!-- claims -->"])
  func aTextWithoutBothMarkersInOrderIsRefused(text: String) {
    #expect(throws: ClaimsInTextError.self) { try withClaims(of: [results("a")], in: text) }
  }

  @Test(
    .enabled(
      if: committedResults.allSatisfy { FileManager.default.fileExists(atPath: $0.path) },
      "no report is committed"))
  func theREADMEHoldsTheClaimsOfTheCommittedReport() throws {
    let text = try String(
      contentsOf: Program.root.appendingPathComponent("README.md"), encoding: .utf8)
    let reports = ["ALFWorld", "SmolLM2"].map {
      Program.root.appendingPathComponent("Report/\($0)")
    }
    let others = try reports.map { report in
      try committedResults.map {
        try ChapterResults(
          contentsOf: report.appendingPathComponent(
            $0.pathComponents.suffix(2).joined(separator: "/")))
      }
    }
    let own = try committedResults.map { try ChapterResults(contentsOf: $0) }
    let inShort =
      [shortAnswer(of: own, link: "Report/report.md")]
      + zip(["ALFWorld", "SmolLM2"], others).map {
        shortAnswer(of: $1, link: "Report/\($0)/report.md")
      }
    let expected = try withClaims(
      of: own, beside: others, inShort: inShort.map { try #require($0) },
      further: Scratch.furtherChapters.compactMap {
        try shortAnswer(
          ofChapterIn: Program.root.appendingPathComponent("Report/\($0.name)"),
          linkedFrom: Program.root)
      }, again: Scratch.furtherChapters.map { try ChapterResults.committed($0.name) }, in: text)
    #expect(text == expected, "`make report` writes the table anew")
  }

  /// A clone has what the README links to: what a chapter writes anew is ignored by git unless it is named.
  @Test func whatTheReadmeLinksToIsThere() throws {
    let text = try String(
      contentsOf: Program.root.appendingPathComponent("README.md"), encoding: .utf8)
    let links = text.matches(of: /\]\(([^)#:]+)\)/).map { String($0.1) }
    #expect(links.count > 10)
    for link in Set(links) {
      let path = Program.root.appendingPathComponent(link).path
      #expect(FileManager.default.fileExists(atPath: path), "\(link)")
    }
  }

  /// What the answer says of tags is computed again from the rows of the runs: with two methods changed over, it
  /// would be the reward's.
  @Test(arguments: ["Report", "Report/ALFWorld"])
  func tagsAreJudgedByGRPOWithAndWithoutThem(_ report: String) throws {
    let results = try ChapterResults(
      contentsOf: Program.root.appendingPathComponent("\(report)/IsItReal/results.json"))
    func won(_ method: String) throws -> Double {
      let rows = results.runs.filter {
        $0.method == method && $0.split == "L2" && $0.trainingSet == "seen"
      }
      let games = rows.reduce(0.0) { $0 + Double($1.episodes) }
      try #require(games > 0)
      return rows.reduce(0.0) { $0 + $1.successRate * Double($1.episodes) } / games
    }
    let paragraph = try #require(results.answer.first { $0.contains("ags and their cold start") })
    // In the order of the text: GRPO (tags), RLVMR, the starts.
    var rest = paragraph[...]
    for (tagged, other) in [
      ("grpo-tagged", "grpo"), ("rlvmr", "grpo"), ("cold-start-tagged", "cold-start-think"),
    ] {
      let difference = try NumberFormat.points.string(won(tagged) - won(other))
      let place = try #require(rest.range(of: "(\(difference) ["), "\(tagged): \(difference)")
      rest = rest[place.upperBound...]
    }
  }

  /// Where the readings of repetition part, the two columns must not have changed places: both are computed
  /// again here from what the runs count.
  @Test func eachReadingOfRepetitionIsItsOwn() throws {
    let results = try committedResults.map { try ChapterResults(contentsOf: $0) }
    let runs = results.flatMap(\.runs)
    func pooled(_ method: String, _ split: String, refusedToo: Bool) throws -> Double {
      let cell = Dictionary(
        runs.filter { $0.method == method && $0.split == split && $0.trainingSet == "seen" }
          .map { ($0.seed, $0) }, uniquingKeysWith: { first, _ in first }
      ).values
      let steps = cell.map { $0.meanSteps * Double($0.episodes) }
      let repeats = try zip(cell, steps).map { run, steps in
        let all = try #require(run.repetitiveActionRateAllSteps)
        return (refusedToo ? all : run.repetitiveActionRate) * steps
      }
      return repeats.reduce(0, +) / steps.reduce(0, +)
    }
    let claims = results.flatMap(\.claims).filter { $0.otherReading != nil }
    #expect(claims.count == 9)
    for split in ["L0", "L1", "L2"] {
      for (id, first, second) in [
        ("grpo-repeats", "grpo", nil), ("grpo-against-sft", "grpo", "sft"),
        ("rlvmr-repeats-less", "rlvmr", "grpo"),
      ] {
        let claim = try #require(claims.first { $0.id == "\(id)-\(split)" })
        for (shown, refusedToo) in [
          (claim.measured.value, false), (claim.otherReading?.measured.value, true),
        ] {
          let other = try second.map { try pooled($0, split, refusedToo: refusedToo) } ?? 0
          let value = try pooled(first, split, refusedToo: refusedToo) - other
          #expect(abs(try #require(shown) - value) < 1e-9, "\(claim.id)")
        }
      }
    }
  }
}
