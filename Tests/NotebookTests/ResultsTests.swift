import Foundation
import Notebook
import Testing

@Suite struct ResultsTests {
  private var results: ChapterResults {
    ChapterResults(
      chapter: "Brittleness", profile: "quick", world: "generated", agent: "smollm2",
      claims: holmAdjusted([
        claim(), claim("b", guards: [.runs(1, atLeast: 2)]), chain(finding(nil), finding(nil)),
      ]),
      runs: [
        RunResult(
          method: "GRPO", seed: 1, split: "L0", episodes: 140, successRate: 0.5,
          repetitiveActionRate: 0.2, invalidActionRate: 0.1, meanSteps: 17.5,
          repetitiveActionRateAllSteps: 0.3, repetitiveActionRateWellFormed: 0.25,
          malformedRate: 0.05, tagShares: ["monitor": 0.75], successByCategory: ["heat": 0.125],
          trainingSet: "six", outOfContext: 3),
        RunResult(
          method: "SFT", seed: 2, split: "L1", episodes: 134, successRate: 0.4,
          repetitiveActionRate: 0.2, invalidActionRate: 0.1, meanSteps: 18),
      ])
  }

  private func json(of results: ChapterResults) throws -> [String: Any] {
    let file = try folder("fields").appendingPathComponent("results.json")
    try results.write(to: file)
    return try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
  }

  private func isNear(_ value: Any?, _ expected: Double) -> Bool {
    (value as? Double).map { abs($0 - expected) < 1e-9 } ?? false
  }

  @Test func roundTripKeepsEverythingAndTheSameBytes() throws {
    let file = try folder("results").appendingPathComponent("results.json")
    try results.write(to: file)
    let first = try Data(contentsOf: file)
    let read = try ChapterResults(contentsOf: file)
    #expect(read == results)
    try read.write(to: file)
    #expect(try Data(contentsOf: file) == first)
  }

  @Test func anEpisodeOutOfContextIsCountedOnceWhateverReadsIt() {
    // Two chapters that read the same 140 and 134 episodes.
    let counted = [results, results].outOfContext
    #expect(counted?.lost == 3 && counted?.episodes == 274)
    var none = results
    for index in none.runs.indices { none.runs[index].outOfContext = nil }
    #expect([none].outOfContext == nil)
  }

  @Test func hasTheFixedFields() throws {
    let json = try json(of: results)
    #expect(Set(json.keys) == ["chapter", "profile", "world", "agent", "claims", "runs", "answer"])
    #expect(json["agent"] as? String == "smollm2")
    let claim = try #require((json["claims"] as? [[String: Any]])?.first)
    for key in ["id", "statement", "paper", "measured", "rule", "verdict"] {
      #expect(claim[key] != nil, "\(key)")
    }
    #expect(claim["verdict"] as? String == "reproduced")
    // 2 / 42; the only claim that was tested.
    #expect(isNear(claim["pValue"], 2.0 / 42))
    #expect(isNear(claim["adjustedPValue"], 2.0 / 42))
    #expect(claim["adjustedOver"] as? Int == 1)
    let measured = try #require(claim["measured"] as? [String: Any])
    #expect(isNear(measured["value"], 0.06))
    #expect(isNear(measured["low"], 0.02))
    #expect(isNear(measured["high"], 0.1))
    let run = try #require((json["runs"] as? [[String: Any]])?.first)
    #expect(
      Set(run.keys) == [
        "method", "seed", "split", "episodes", "successRate", "repetitiveActionRate",
        "invalidActionRate", "meanSteps", "repetitiveActionRateAllSteps",
        "repetitiveActionRateWellFormed", "malformedRate", "tagShares", "successByCategory",
        "trainingSet", "outOfContext",
      ])
    #expect(run["repetitiveActionRateAllSteps"] as? Double == 0.3)
    #expect(run["repetitiveActionRateWellFormed"] as? Double == 0.25)
  }

  @Test func whatAnOlderFileLacksIsNotMadeUp() throws {
    let file = try folder("older").appendingPathComponent("results.json")
    try Data(
      #"""
      {"chapter": "A", "profile": "quick", "world": "generated", "claims": [], "runs": [
        {"method": "SFT", "seed": 1, "split": "L0", "episodes": 2, "successRate": 0.5,
         "repetitiveActionRate": 0, "invalidActionRate": 0, "meanSteps": 3}]}
      """#.utf8
    ).write(to: file)
    let read = try ChapterResults(contentsOf: file)
    #expect(read.agent == "miniature")
    #expect(read.runs[0].malformedRate == nil)
    #expect(read.runs[0].tagShares == nil)
    #expect(read.runs[0].trainingSet == nil)
    // Nor is it when written again.
    let run = try #require((try json(of: read)["runs"] as? [[String: Any]])?.first)
    #expect(run["malformedRate"] == nil)
  }

  @Test func corruptFileIsNamed() throws {
    let file = try folder("corrupt").appendingPathComponent("results.json")
    try Data(#"{"chapter": "A", "profile": "quick"}"#.utf8).write(to: file)
    #expect {
      try ChapterResults(contentsOf: file)
    } throws: { "\($0)".contains(file.path) && "\($0)".contains("no 'world'") }
  }

  @Test func documentTreeRoundTrips() throws {
    let file = try folder("tree").appendingPathComponent("chapter.json")
    let document = Document(title: "t") {
      "See \(ref: "claim:unseen")."
      Block.claim(claim())
    }
    try document.writeTree(to: file)
    #expect(try Document(contentsOf: file) == document)
  }
}
