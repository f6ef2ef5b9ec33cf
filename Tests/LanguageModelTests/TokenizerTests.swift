import Foundation
import LanguageModel
import Randomness
import Testing

@Suite struct TokenizerTests {
  let tokenizer = WordTokenizer(
    entries: [
      "go to", "take", "from", "apple 1", "apple 2", "fridge 1", "fridge", "apple", "you see", "on",
      "put", "in/on", ".", "<action>", "</action>",
    ],
    ignoredWords: ["a", ",", "and"])

  @Test(arguments: [
    "go to fridge 1", "take apple 2 from fridge 1", "put apple 1 in/on fridge 1",
  ])
  func losesNothingOfACommand(command: String) {
    var unknown = 0
    #expect(tokenizer.decode(tokenizer.encode(command, unknownCount: &unknown)) == command)
    #expect(unknown == 0)
  }

  @Test func makesOneTokenOfANumberedThing() {
    #expect(tokenizer.encode("apple 2") == [tokenizer.id(of: "apple 2")])
    #expect(tokenizer.encode("go to fridge 1").count == 2)
  }

  @Test func leavesArticlesAndListPunctuationOut() {
    #expect(
      tokenizer.decode(tokenizer.encode("On fridge 1, you see a apple 1, and a apple 2."))
        == "on fridge 1 you see apple 1 apple 2 .")
  }

  @Test func countsUnknownWords() {
    var unknown = 0
    let ids = tokenizer.encode("take zebra 1 from fridge 9", unknownCount: &unknown)
    // "zebra" and both stray numbers are unknown; the bare word "fridge" is not.
    #expect(unknown == 3)
    #expect(ids.filter { $0 == tokenizer.unknownID }.count == 3)
  }

  @Test func sharesTheClassOfAWordWithItsNumberedThings() throws {
    let factors = tokenizer.factors
    let word = Int(try #require(tokenizer.id(of: "apple")))
    let second = Int(try #require(tokenizer.id(of: "apple 2")))
    #expect(factors.classOf[word] == factors.classOf[second])
    #expect(factors.numberOf[word] == 0)
    #expect(factors.numberOf[second] == 2)
    #expect(factors.numberCount == 3)
  }

  @Test func survivesItsFile() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("tokenizer-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: url) }
    try tokenizer.encoded().write(to: url)
    #expect(try WordTokenizer(contentsOf: url) == tokenizer)
  }

  @Test func namesTheFileItCannotRead() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("tokenizer-\(UUID().uuidString).json")
    let missing = #expect(throws: TokenizerError.self) { try WordTokenizer(contentsOf: url) }
    #expect(missing?.description.contains(url.path) == true)
    defer { try? FileManager.default.removeItem(at: url) }
    try Data("{\"tokens\": [".utf8).write(to: url)
    let truncated = #expect(throws: TokenizerError.self) { try WordTokenizer(contentsOf: url) }
    #expect(truncated?.description.contains("rlvmr vocabulary") == true)
  }

  private var withSpares: WordTokenizer {
    WordTokenizer(
      entries: ["<plan>", "</plan>", "apple 1", "look"] + spareMarks(2),
      ignoredWords: ["a"])
  }

  @Test func newMarksTakeSparePlacesAndNoOtherIDChanges() throws {
    // 0 unknown, 1 start, 2 and 3 the plan's marks, 4 apple 1, 5 look, 6 to 9 the spare ones.
    let named = try withSpares.namingMarks(for: ["<plan>", "</plan>", "<check>", "</check>"])
    #expect(
      named.tokens == [
        "<unknown>", "<start>", "<plan>", "</plan>", "apple 1", "look", "<check>", "</check>",
        "<spare-2>", "</spare-2>",
      ])
    #expect(named.encode("<check> look </check>") == [6, 5, 7])
    #expect(named.decode([6, 5, 7]) == "<check> look </check>")
    #expect(named.factors.classOf == withSpares.factors.classOf)
    #expect(named.factors.numberOf == withSpares.factors.numberOf)
    #expect(named.ignoredWords == ["a"])
    // The place is no longer spare: a second new mark goes to the next.
    let again = try named.namingMarks(for: ["</doubt>", "<doubt>", "<check>"])
    #expect(again.id(of: "<doubt>") == 8 && again.id(of: "</doubt>") == 9)
    #expect(again.id(of: "<check>") == 6)
  }

  @Test func marksThatAreKnownChangeNothing() throws {
    #expect(try withSpares.namingMarks(for: ["<plan>", "</plan>"]) == withSpares)
    #expect(try tokenizer.namingMarks(for: ["<action>"]) == tokenizer)
  }

  @Test func tooManyMarksAreNamedInTheError() {
    let marks = ["one", "two", "three"].flatMap { ["<\($0)>", "</\($0)>"] }
    let full = #expect(throws: TokenizerError.self) { try withSpares.namingMarks(for: marks) }
    #expect(full?.description.contains("<three>") == true)
    #expect(full?.description.contains("reserve") == true)
    #expect(throws: TokenizerError.self) { try withSpares.namingMarks(for: ["check"]) }
    #expect(throws: TokenizerError.self) { try withSpares.namingMarks(for: ["<Check>"]) }
  }

  @Test func namedMarksSurviveTheModelFolder() throws {
    var generator = SeededGenerator(seed: 1)
    let start = try Model(
      parameters: Parameters(
        ModelConfiguration(
          vocabularySize: withSpares.count, dimension: 32, layers: 1, heads: 2,
          contextLength: 16), using: &generator), tokenizer: withSpares)
    let named = try start.namingMarks(for: ["<check>", "</check>"])
    #expect(named.parameters === start.parameters)
    let folder = try Tiny.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try named.write(to: folder)
    let read = try Model(contentsOf: folder)
    #expect(read.tokenizer as? WordTokenizer == named.tokenizer as? WordTokenizer)
    #expect(read.tokenizer is WordTokenizer)
    #expect(read.tokenizer.id(of: "<check>") == 6)
    // Another name finds the next place, not the one already taken.
    #expect(try read.namingMarks(for: ["<doubt>"]).tokenizer.id(of: "<doubt>") == 8)
  }
}
