import Agent
import ChapterSupport
import Experiments
import Foundation
import Methods
import Statistics
import Testing

struct WordsTests {
  private func words(_ low: Double, _ high: Double) -> String {
    inWords(
      Interval(value: (low + high) / 2, low: low, high: high), "A wins", ("more", "fewer"),
      "games than B")
  }

  @Test func anIntervalBeyondZeroSaysWhichWay() {
    #expect(words(0.01, 0.03) == "A wins more games than B (+2.0 points [+1.0,\u{A0}+3.0])")
    #expect(words(-0.03, -0.01) == "A wins fewer games than B (−2.0 points [−3.0,\u{A0}−1.0])")
  }

  @Test(arguments: [(-0.01, 0.03), (0, 0.02), (-0.02, 0), (0, 0)])
  func anIntervalThatHoldsZeroSaysThatWeCannotTell(low: Double, high: Double) {
    #expect(words(low, high).hasPrefix("we cannot tell whether A wins more or fewer games than B"))
  }

  @Test func aSentenceBeginsWithACapitalAndEnds() {
    #expect("we cannot tell".asSentence == "We cannot tell.")
  }
}

struct PaperNumbersTests {
  @Test func differencesHaveThePapersSigns() {
    // Figure 3, 7B: GRPO repeats more than SFT on L0 and L2 and less on L1.
    let differences = EvaluationSplit.ofThePaper.map {
      PaperNumbers.difference(.repetitive, .grpo, minus: .supervised, on: $0)
    }
    #expect(zip(differences, [0.076, -0.042, 0.168]).allSatisfy { abs($0 - $1) < 1e-9 })
    // Table 1: 83.6 against 52.3.
    let gain = PaperNumbers.difference(
      .success, .rlvmr, minus: .grpo, on: .unseenCategories)
    #expect(abs(gain - 0.313) < 1e-9)
  }

  @Test func whatThePaperDoesNotGiveIsNotMadeUp() {
    #expect(PaperNumbers.value(.success, .grpoTagged, .seen) == nil)
    #expect(PaperNumbers.value(.malformed, .grpo, .seen) == nil)
    #expect(PaperNumbers.value(.success, .grpo, .unseenCategoriesSeenRooms) == nil)
    // Its repetitive action rate is compared with one reading alone.
    #expect(PaperNumbers.value(.allRepeats, .grpo, .seen) == nil)
  }
}

struct RateTests {
  /// Ten steps; one malformed, two more refused, of which one repeats the other; two repeats of possible
  /// actions.
  private var episode: EpisodeMetrics {
    func step(_ action: String?, _ isAdmissible: Bool) -> Transcript.Step {
      Transcript.Step(
        action: action, observation: isAdmissible ? "ok" : "Nothing happens.",
        isAdmissible: isAdmissible, worldState: 1)
    }
    return EpisodeMetrics(
      Transcript(
        gameID: "task/trial", category: nil, opening: "", won: true,
        steps: [
          step("a", true), step("a", true), step("a", true), step("b", true), step("c", true),
          step("d", true), step("e", true), step("x", false), step("x", false), step(nil, false),
        ]))
  }

  @Test func everyRateHasItsOwnCountAndTotal() {
    let expected: [Rate: Fraction] = [
      .success: Fraction(1, of: 1), .repetitive: Fraction(2, of: 10),
      .allRepeats: Fraction(3, of: 10), .wellFormedRepeats: Fraction(3, of: 9),
      .invalid: Fraction(3, of: 10), .malformed: Fraction(1, of: 10),
      .steps: Fraction(10, of: 1),
    ]
    for rate in Rate.allCases { #expect(rate.fraction(of: episode) == expected[rate], "\(rate)") }
  }
}

struct ChapterSourcesTests {
  @Test func chaptersAreTheNumberedFoldersInOrder() throws {
    let chapters = try ChapterSources.all()
    let folders = chapters.map(\.folder.lastPathComponent)
    #expect(folders == folders.sorted())
    #expect(!chapters.isEmpty && !chapters.contains { $0.name == "Common" })
    for chapter in chapters {
      #expect(chapter.folder.lastPathComponent.hasSuffix("-\(chapter.name)"))
    }
  }

  @Test func aChapterIsAsNewAsTheNewestOfWhatItIsBuiltFrom() throws {
    let folder = Scratch.folder("chapter")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appendingPathComponent("Chapter.swift")
    try Data().write(to: file)
    let future = Date(timeIntervalSinceNow: 3600)
    try FileManager.default.setAttributes([.modificationDate: future], ofItemAtPath: file.path)
    let change = try #require(ChapterSources.lastChange(of: folder))
    #expect(abs(change.timeIntervalSince(future)) < 1)
    // Without it, the modules decide, which are older than now.
    try FileManager.default.removeItem(at: file)
    #expect(try #require(ChapterSources.lastChange(of: folder)) < Date())
  }
}
