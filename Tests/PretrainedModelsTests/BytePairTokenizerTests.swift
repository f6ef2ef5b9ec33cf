import Foundation
import PretrainedModels
import Testing

@Suite struct BytePairTokenizerTests {
  private func tiny(_ change: (inout [String: Any]) -> Void = { _ in }) throws -> BytePairTokenizer
  {
    let file = try Fixture.copyOfTiny().appendingPathComponent("tokenizer.json")
    try Fixture.edit(file, change)
    return try BytePairTokenizer(contentsOf: file)
  }

  private func changeModel(_ object: inout [String: Any], _ change: (inout [String: Any]) -> Void) {
    var model = object["model"] as? [String: Any] ?? [:]
    change(&model)
    object["model"] = model
  }

  private func expectGoldens(_ tokenizer: BytePairTokenizer, _ file: String) throws {
    let strings = try GoldenStrings()
    let hashes = try Fixture.hashes(file)
    #expect(hashes.count >= 4000)
    let wrong = hashes.indices.filter {
      Fixture.fnv(ids: tokenizer.encode(strings.string($0))) != hashes[$0]
    }
    let first = wrong.first.map { strings.string($0) } ?? ""
    #expect(wrong.isEmpty, "\(wrong.count) of \(hashes.count), first \(first.debugDescription)")
  }

  private func expectDecodedGoldens(_ tokenizer: BytePairTokenizer, _ file: String) throws {
    let hashes = try Fixture.hashes(file)
    let wrong = hashes.indices.filter {
      let ids = GoldenStrings.ids($0, vocabulary: tokenizer.count)
      return Fixture.fnv(tokenizer.decode(ids).utf8) != hashes[$0]
    }
    #expect(wrong.isEmpty, "\(wrong.count) of \(hashes.count) differ, first \(wrong.first ?? 0)")
  }

  @Test(arguments: ["smollm", "gpt2", "digits", "llama3", "qwen2"])
  func givesTheIDsOfTheTokenizersPackage(_ pattern: String) throws {
    let patterns = try JSONSerialization.jsonObject(with: Fixture.data("patterns.json"))
    let step = try #require((patterns as? [String: Any])?[pattern])
    try expectGoldens(tiny { $0["pre_tokenizer"] = step }, "tiny-\(pattern)-encoded.bin")
  }

  // Llama 3 takes a word that is a token as a whole even where no merges lead to it.
  @Test func prefersWholeWordsWhereTheFileSaysSo() throws {
    let tokenizer = try tiny {
      changeModel(&$0) { model in
        model["ignore_merges"] = true
        model["merges"] = (model["merges"] as? [Any]).map { Array($0.prefix(150)) }
      }
    }
    try expectGoldens(tokenizer, "tiny-whole-encoded.bin")
  }

  @Test func readsTheSameFromGGUF() throws {
    let file = try GGUFFile(contentsOf: Fixture.url("tiny-Q4_0.gguf"))
    let tokenizer = try BytePairTokenizer(file)
    try expectGoldens(tokenizer, "tiny-smollm-encoded.bin")
    try expectDecodedGoldens(tokenizer, "tiny-decoded.bin")
    #expect(tokenizer.specialIDs == [0, 1, 2])
  }

  @Test func decodesAsTheTokenizersPackageDoes() throws {
    try expectDecodedGoldens(tiny(), "tiny-decoded.bin")
  }

  @Test(.enabled(if: SmolLM2.file != nil, SmolLM2.skipped))
  func givesTheIDsOfTheTokenizersPackageForSmolLM2() throws {
    let tokenizer = try SmolLM2.model.get().tokenizer
    try expectGoldens(tokenizer, "smollm2-encoded.bin")
    try expectDecodedGoldens(tokenizer, "smollm2-decoded.bin")
    // 48 900 merges, 17 marks and so 235 of the 256 bytes.
    #expect(tokenizer.count == 49_152 && tokenizer.specialIDs.count == 17)
    #expect(tokenizer.missingBytes.count == 21)
  }

  @Test func decodingGivesBackWhatWasEncoded() throws {
    let tokenizer = try tiny()
    let strings = try GoldenStrings()
    #expect(tokenizer.missingBytes.isEmpty)
    #expect(
      (0..<2000).allSatisfy { i in
        let text = strings.string(i)
        // By bytes: strings that look the same are equal to Swift.
        return Array(tokenizer.decode(tokenizer.encode(text)).utf8) == Array(text.utf8)
      })
    #expect(tokenizer.encode("").isEmpty && tokenizer.decode([]) == "")
  }

  @Test func aByteThatIsPartOfACharacterIsRepairedAlone() throws {
    let tokenizer = try tiny()
    let euro = try (0...2).map { k in
      try #require(
        (0..<Int32(tokenizer.count)).first {
          Array(tokenizer.bytes(of: $0)) == [Array("€".utf8)[k]]
        })
    }
    #expect(tokenizer.decode(euro) == "€")
    // Two bytes that could have become one character are one repair, a third that follows nothing
    // is another.
    #expect(tokenizer.decode([euro[0], euro[1], euro[0], euro[1], euro[2]]) == "\u{FFFD}€")
    #expect(tokenizer.decode([euro[2], euro[2]]) == "\u{FFFD}\u{FFFD}")
  }

  @Test func marksInATextBecomeTheirTokens() throws {
    let tokenizer = try tiny()
    #expect(tokenizer.encode("<|im_start|><|im_end|>") == [1, 2])
    #expect(tokenizer.id(of: "<|im_end|>") == 2 && tokenizer.id(of: "<|im_end") == nil)
    #expect(tokenizer.encode("<|think|>") == [599])
    #expect(!tokenizer.specialIDs.contains(599))
    #expect(Array(tokenizer.bytes(of: 1)) == Array("<|im_start|>".utf8))
  }

  // Of two marks that begin alike the longer is meant, whichever comes first in the file.
  @Test(arguments: [false, true]) func theLongestMarkIsMatched(_ turned: Bool) throws {
    let tokenizer = try tiny { object in
      let more = ["<|a|>", "<|a|>b"].enumerated().map { index, text in
        ["id": 600 + index, "content": text, "special": true, "normalized": false] as [String: Any]
      }
      let known = object["added_tokens"] as? [Any] ?? []
      object["added_tokens"] = known + (turned ? more.reversed() : more)
    }
    #expect(tokenizer.encode("<|a|>b<|a|>") == [601, 600])
  }

  // Marks that stand for themselves are found before those that normalised text is searched for,
  // even where these begin further left.
  @Test func marksOfNormalisedTextComeSecond() throws {
    let tokenizer = try tiny { object in
      let marks = [(600, "a|b", true), (601, "b|", false)].map { id, text, normalized in
        ["id": id, "content": text, "special": false, "normalized": normalized] as [String: Any]
      }
      object["added_tokens"] = (object["added_tokens"] as? [Any] ?? []) + marks
    }
    #expect(tokenizer.encode("a|b|") == tokenizer.encode("a|") + [601])
    #expect(tokenizer.encode("a|b") == [600])
  }

  /// A tokenizer with two marks of normalised text, and one of any, that leaves out what `expression`
  /// matches.
  private func replacing(_ expression: String, by text: String = "") throws -> BytePairTokenizer {
    try tiny { object in
      let marks = [(600, "<a>", true), (601, "<b|>", true), (602, "<c>", false)].map {
        ["id": $0, "content": $1, "special": false, "normalized": $2] as [String: Any]
      }
      object["added_tokens"] = (object["added_tokens"] as? [Any] ?? []) + marks
      object["normalizer"] = [
        "type": "Replace", "pattern": ["Regex": expression], "content": text,
      ]
    }
  }

  // Golden ids are those of tokenizers 0.23.3: 67 is "a", 201 a line end, 223 a blank.
  @Test func blanksBeforeMarksAreLeftOut() throws {
    let tokenizer = try replacing(#" +(?=<a>|<b\|>)"#)
    #expect(tokenizer.encode("a   <a> <b|>") == [67, 600, 601])
    // Line ends stay, blanks before another mark, blanks behind, and what no mark follows.
    #expect(tokenizer.encode("a\n <a>") == [67, 201, 600])
    #expect(tokenizer.encode("a <c> <a>") == [67, 223, 602, 600])
    #expect(tokenizer.encode("<a> ") == [600, 223])
    #expect(tokenizer.encode(" <") == tokenizer.encode(" <a").dropLast())
    #expect(try replacing(" +(?=<a>)").encode("a <a> <b|>") == [67, 600, 223, 601])
  }

  @Test(arguments: [
    // Of any text, of no text, unfinished, and of texts that are no such tokens.
    " +(?=<.>)", " +(?=)", " +(?=<a>|)", " +(?=<a>\\", " +(?=<a>\\)", " +(?=\\d)", " (?=<a>)",
    "<a>", " +(?=<a>|<x>)", " +(?=<c>)", " +(?=<\\a>)",
  ])
  func otherReplacementsAreRefused(_ expression: String) throws {
    #expect(message { _ = try replacing(expression) }.contains("its normalizer"))
  }

  @Test func aReplacementBySomethingIsRefused() throws {
    #expect(message { _ = try replacing(" +(?=<a>)", by: "-") }.contains("its normalizer Replace"))
  }

  /// A tokenizer of the 256 bytes and the results of some merges, whose ids begin at 256.
  private func merging(
    _ merges: [[String]], _ change: (inout [String: Any]) -> Void = { _ in }
  ) throws -> BytePairTokenizer {
    try tiny { object in
      changeModel(&object) { model in
        var vocabulary = (model["vocab"] as? [String: Any] ?? [:]).filter { $0.key.count == 1 }
        for (index, merge) in merges.enumerated() { vocabulary[merge.joined()] = 256 + index }
        for (index, byte) in vocabulary.keys.filter({ $0.count == 1 }).sorted().enumerated() {
          vocabulary[byte] = index
        }
        model["vocab"] = vocabulary
        model["merges"] = merges
      }
      object["added_tokens"] = [Any]()
      change(&object)
    }
  }

  // By hand: bc is joined first. What was to be joined to ab is then a and bc, which comes last, so
  // that xa is joined before it.
  @Test func aPairThatIsNoLongerThereIsNotMerged() throws {
    let tokenizer = try merging([["b", "c"], ["a", "b"], ["x", "a"], ["a", "bc"]])
    #expect(tokenizer.encode("xabc") == [258, 256])
    #expect(tokenizer.encode("abc") == [259])
    // Of equal pairs the leftmost.
    #expect(try merging([["a", "a"]]).encode("aaa").first == 256)
  }

  // Of Llama 3's pattern: a tabulator may begin a word, a line end may not.
  @Test func aLineEndIsNoPartOfAWord() throws {
    let patterns = try JSONSerialization.jsonObject(with: Fixture.data("patterns.json"))
    let step = try #require((patterns as? [String: Any])?["llama3"])
    let tokenizer = try merging([["Ċ", "a"], ["ĉ", "a"]]) { $0["pre_tokenizer"] = step }
    #expect(tokenizer.encode("\ta") == [257])
    #expect(tokenizer.encode("\na").count == 2)
  }

  // Merging is a loop over pairs: a long word must not take the square of its length.
  @Test func aWordOfAMillionLettersIsEncoded() throws {
    let tokenizer = try tiny()
    let text = String(repeating: "the", count: 400_000)
    #expect(tokenizer.decode(tokenizer.encode(text)) == text)
  }

  @Test func manyThreadsGetTheSameIDs() async throws {
    let tokenizer = try tiny()
    let strings = try GoldenStrings()
    let expected = (0..<300).map { tokenizer.encode(strings.string($0)) }
    let fresh = try tiny()
    await withTaskGroup(of: [[Int32]].self) { group in
      for _ in 0..<4 { group.addTask { (0..<300).map { fresh.encode(strings.string($0)) } } }
      for await ids in group { #expect(ids == expected) }
    }
  }

  @Test func whatIsNotSupportedIsNamed() throws {
    func said(_ change: (inout [String: Any]) -> Void) -> String {
      message { _ = try tiny(change) }
    }
    let whitespace: [String: Any] = ["type": "Whitespace"]
    let prefixed: [String: Any] = ["type": "ByteLevel", "add_prefix_space": true]
    let split: [String: Any] = [
      "type": "Split", "pattern": ["Regex": "[a-z]+"], "behavior": "Isolated", "invert": false,
    ]
    let bytes: [String: Any] = ["type": "ByteLevel", "use_regex": false]
    let sequence: [String: Any] = ["type": "Sequence", "pretokenizers": [split, bytes]]
    #expect(said { $0["pre_tokenizer"] = whitespace }.contains("Whitespace"))
    #expect(said { $0["pre_tokenizer"] = prefixed }.contains("add_prefix_space"))
    #expect(said { $0["pre_tokenizer"] = sequence }.contains("[a-z]+"))
    #expect(said { $0["pre_tokenizer"] = NSNull() }.contains("pre_tokenizer"))
    #expect(said { $0["normalizer"] = ["type": "NFC"] }.contains("NFC"))
    #expect(said { $0["decoder"] = ["type": "WordPiece"] }.contains("WordPiece"))
    #expect(said { changeModel(&$0) { $0["type"] = "WordPiece" } }.contains("WordPiece"))
    #expect(said { changeModel(&$0) { $0["unk_token"] = "<|endoftext|>" } }.contains("unk_token"))
    #expect(said { changeModel(&$0) { $0["byte_fallback"] = true } }.contains("byte_fallback"))
    #expect(said { changeModel(&$0) { $0["merges"] = ["q zzz"] } }.contains("q zzz"))
    #expect(said { $0["model"] = 3 }.contains("tokenizer.json: is no tokenizer"))
    let wide: [String: Any] = ["id": 599, "content": "x", "lstrip": true]
    #expect(said { $0["added_tokens"] = [wide] }.contains("lstrip"))
    let far: [String: Any] = ["id": 700, "content": "x"]
    #expect(said { $0["added_tokens"] = [far] }.contains("the id 700"))
  }

  // Without a token for it, ordinary text would lose a character silently.
  @Test func aVocabularyWithoutAnOrdinaryByteIsRefused() throws {
    let said = message {
      _ = try tiny {
        changeModel(&$0) { model in
          var vocabulary = model["vocab"] as? [String: Any] ?? [:]
          vocabulary["~~~"] = vocabulary.removeValue(forKey: "~")
          model["vocab"] = vocabulary
          model["merges"] = [String]()
        }
      }
    }
    #expect(said.contains("0x7E"))
  }

  // As in the `tokenizers` package: here \u{1} has no token.
  @Test func aByteWithoutATokenIsLeftOut() throws {
    let tokenizer = try tiny {
      changeModel(&$0) { model in
        var vocabulary = model["vocab"] as? [String: Any] ?? [:]
        vocabulary["~~~"] = vocabulary.removeValue(forKey: "\u{101}")
        model["vocab"] = vocabulary
      }
    }
    #expect(tokenizer.missingBytes == [1])
    #expect(tokenizer.encode("\u{1}").isEmpty)
    #expect(tokenizer.encode("\u{1}<") == tokenizer.encode("<"))
  }
}
