import Foundation
import LanguageModel
import Testing

@Suite struct TokenizerTests {
  let tokenizer = Tokenizer(
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
    #expect(try Tokenizer(contentsOf: url) == tokenizer)
  }

  @Test func namesTheFileItCannotRead() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("tokenizer-\(UUID().uuidString).json")
    let missing = #expect(throws: TokenizerError.self) { try Tokenizer(contentsOf: url) }
    #expect(missing?.description.contains(url.path) == true)
    defer { try? FileManager.default.removeItem(at: url) }
    try Data("{\"tokens\": [".utf8).write(to: url)
    let truncated = #expect(throws: TokenizerError.self) { try Tokenizer(contentsOf: url) }
    #expect(truncated?.description.contains("rlvmr vocabulary") == true)
  }
}
