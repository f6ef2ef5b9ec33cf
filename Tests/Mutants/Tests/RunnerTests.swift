import Foundation
import Testing

import mutants

private func mutant(_ id: String, isControl: Bool = false) -> Mutant {
  Mutant(
    id: id, file: "Sources/A/B.swift", rule: "r", find: "let x = a + b",
    replacement: "let x = a | b",
    isControl: isControl)
}

@Suite struct RunnerTests {
  @Test func aDaysDrawIsTheSameAllDayAndAnotherTomorrow() {
    let all = (0..<50).map { mutant("m\($0)") } + [mutant("control", isControl: true)]
    let today = Draw.mutants(3, from: all, day: 20_000)
    #expect(today == Draw.mutants(3, from: all, day: 20_000))
    #expect(today.count == 3 && Set(today.map(\.id)).count == 3)
    #expect(today != Draw.mutants(3, from: all, day: 20_001))
    // In three hundred days of three draws each fault comes up, and the control never.
    let drawn = Set((0..<300).flatMap { Draw.mutants(3, from: all, day: $0).map(\.id) })
    #expect(drawn.count == 50 && !drawn.contains("control"))
    #expect(Draw.mutants(99, from: all, day: 1).count == 50)
    // 86 400 seconds a day.
    #expect(Draw.day(of: Date(timeIntervalSince1970: 86_399)) == 0)
    #expect(Draw.day(of: Date(timeIntervalSince1970: 86_400)) == 1)
  }

  @Test func readsTheTestsThatFailedAndWhatACrashLeft() {
    let report = TestReport(
      """
      ◇ Test first() started.
      \u{1B}[91m✘\u{1B}[0m Test "second thing" recorded an issue at A.swift:3:5: Expectation failed
      ✘ Test third(value:) recorded an issue with 1 argument value → 2 at A.swift:9:5: no
      ✘ Test third(value:) recorded an issue with 1 argument value → 3 at A.swift:9:5: no
      ✔ Test first() passed after 0.1 seconds.
      A/B.swift:12: Fatal error: Index out of range
      """)
    #expect(report.failed == ["second thing", "third(value:)"])
    #expect(report.crash == "Fatal error: Index out of range")
    #expect(TestReport("✔ Test run with 3 tests in 1 suite passed after 0.1 seconds.").failed == [])
  }

  @Test func aCompileErrorIsNoTestThatNoticed() {
    func isGood(_ outcome: Outcome, isControl: Bool = false) -> Bool {
      MutantResult(
        mutant: mutant("m", isControl: isControl), outcome: outcome, buildSeconds: 0, testSeconds: 0
      ).isGood
    }
    #expect(isGood(.caught(by: ["a"])) && isGood(.crashed("")) && isGood(.hung))
    #expect(!isGood(.doesNotCompile("")) && !isGood(.survived))
    // A control must not be noticed.
    #expect(isGood(.survived, isControl: true))
    #expect(!isGood(.caught(by: ["a"]), isControl: true))
  }

  @Test func remembersResultsUntilThePackageOrTheFaultChanges() throws {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("mutants-\(UUID().uuidString)/results.jsonl")
    defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }
    let result = MutantResult(
      mutant: mutant("m"), outcome: .caught(by: ["a", "b"]), buildSeconds: 1, testSeconds: 2)
    let survivor = MutantResult(
      mutant: mutant("s"), outcome: .survived, buildSeconds: 1, testSeconds: 2)
    let log = try ResultsLog(at: file, package: "p")
    try log.add(result)
    try log.add(survivor)
    #expect(try ResultsLog(at: file, package: "p").result(of: result.mutant) == result)
    #expect(try ResultsLog(at: file, package: "p").result(of: survivor.mutant) == survivor)
    var other = result.mutant
    other.replacement = "something else"
    #expect(try ResultsLog(at: file, package: "p").result(of: other) == nil)
    // Tests were added: what was caught may be believed, what survived is tried again.
    let later = try ResultsLog(at: file, package: "q", kept: .caught)
    #expect(later.result(of: result.mutant) == result)
    #expect(later.result(of: survivor.mutant) == nil)
    #expect(try ResultsLog(at: file, package: "q").result(of: result.mutant) == result)
    #expect(try ResultsLog(at: file, package: "r").result(of: result.mutant) == nil)
  }

  @Test func thePageSaysHowManyWereCaughtByWhat() {
    let results = [
      MutantResult(
        mutant: mutant("one"), outcome: .caught(by: ["a", "b", "c", "d"]), buildSeconds: 0,
        testSeconds: 0),
      MutantResult(mutant: mutant("two"), outcome: .survived, buildSeconds: 0, testSeconds: 0),
    ]
    let page = ResultsPage.text(
      results, date: Date(timeIntervalSince1970: 0), toolchain: "Swift version 6")
    #expect(page.contains("1970-01-01: 1 of 2 faults caught. Swift version 6."))
    // What differs, with a word at either side; a bar does not end a cell.
    #expect(page.contains("| one | B.swift: `a + b` → `a \\| b` | a; b; c |"))
    #expect(page.contains("| two | B.swift: `a + b` → `a \\| b` | SURVIVED |"))
  }

  @Test func testsOfTheModuleComeFirstThenAllThatDependOnIt() throws {
    func target(_ name: String, _ type: String, _ dependencies: [String]) -> String {
      """
      {"name": "\(name)", "type": "\(type)", "path": "Sources/\(name)", \
      "target_dependencies": [\(dependencies.map { "\"\($0)\"" }.joined(separator: ", "))]}
      """
    }
    let all = [
      target("A", "library", []), target("B", "library", ["A"]), target("C", "library", []),
      target("ATests", "test", ["A"]), target("BTests", "test", ["B"]),
      target("CTests", "test", ["C"]),
    ]
    let targets = try Targets(json: Data("{\"targets\": [\(all.joined(separator: ","))]}".utf8))
    let reached = try targets.tests(reachedBy: "Sources/A/X.swift")
    #expect(reached.map(\.scope) == ["A", PackageCopy.everything])
    #expect(reached.map(\.tests) == [["ATests"], ["BTests"]])
    #expect(try targets.tests(reachedBy: "Sources/C/X.swift").map(\.tests) == [["CTests"]])
    #expect(throws: Failure.self) { try targets.tests(reachedBy: "Sources/D/X.swift") }
  }
}
