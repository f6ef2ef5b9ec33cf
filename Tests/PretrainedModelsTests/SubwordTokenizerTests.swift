import Foundation
import Kernels
import LanguageModel
import PretrainedModels
import Testing

@Suite struct SubwordTokenizerTests {
  private let model: PretrainedModel
  private let tokenizer: SubwordTokenizer
  private let marks = [
    "<planning>", "</planning>", "<action>", "</action>", "<spare-1>", "</spare-1>",
  ]

  init() throws {
    model = try PretrainedModel(contentsOf: Fixture.url("tiny"))
    tokenizer = SubwordTokenizer(
      model.tokenizer, beginning: 0,
      texts: ["go to", "the shed", "they said what", "what they said then ;", "plan :"],
      marks: marks, classes: ["cabinet", "desk"], numbers: 12)
  }

  @Test func marksAndNumberedThingsAreSingleTokens() throws {
    let text = "<planning> go to </planning> <action> go to cabinet 12 </action>"
    let ids = tokenizer.encode(text)
    #expect(ids.first == tokenizer.id(of: "<planning>") && ids.first != nil)
    #expect(ids.last == tokenizer.id(of: "</action>"))
    // Cabinets come first, and number 12 is the twelfth of them.
    let cabinet12 = Int32(tokenizer.kept.count + marks.count + 11)
    #expect(ids[ids.count - 2] == cabinet12)
    #expect(tokenizer.text(of: cabinet12) == " cabinet 12")
    #expect(tokenizer.text(of: cabinet12 + 1) == " desk 1")
    #expect(tokenizer.count == tokenizer.kept.count + marks.count + 2 * 12)
  }

  @Test(arguments: [
    "<planning> plan: go to; they said </planning> <action> go to cabinet 3 </action>",
    "<planning> what </planning>", "<action> go to desk 1 from cabinet 12 </action>",
    // Not kept, so spelt in bytes; of another alphabet; numbers of nothing.
    "<action> zebra żółw 😀 desk 13 cabinet 03 7 </action>",
    "<planning> an unknown <mark> stays text </planning>",
  ])
  func aResponseIsReadBackAsItWasWritten(text: String) {
    #expect(tokenizer.decode(tokenizer.encode(text)) == text)
  }

  @Test func theTeachersBlanksBeforePunctuationAreLeftOut() {
    #expect(
      tokenizer.decode(tokenizer.encode("<planning> plan : go to ; they </planning>"))
        == "<planning> plan: go to; they </planning>")
  }

  @Test func aTextOfTheWorldStandsOnLinesOfItsOwn() {
    let text = "You see a cabinet 2, a desk 1.\n\nYour task"
    #expect(
      tokenizer.decode(tokenizer.encode(text)) == "\nYou see a cabinet 2, a desk 1.\nYour task\n")
    // Two texts one after the other are what each is.
    #expect(tokenizer.decode(tokenizer.encode("a") + tokenizer.encode("b")) == "\na\n\nb\n")
  }

  @Test func whatIsKeptIsEncodedAsThePretrainedModelDoes() {
    let ids = tokenizer.encode("they said what")
    #expect(
      ids.map { tokenizer.kept[Int($0)] } == model.tokenizer.encode("\nthey said what\n"))
  }

  @Test(arguments: [
    ("go to cabinet 3,", 1), ("go to cabinet 3. desk 4", 2), ("cabinet 3", 0),
    // Beyond the last number, not a number of ours, another word, no number at all.
    ("a cabinet 13", 0), ("a cabinet 0", 0), ("a cabinet 03", 0), ("a cabinets 3", 0),
    ("a cabinet three", 0), ("a Cabinet 3", 0), ("a desk cabinet 3", 1),
  ])
  func onlyAClassAndItsNumberAreAThing(text: String, things: Int) {
    let first = Int32(tokenizer.kept.count + marks.count)
    // The first word stands behind a line's end, not behind a blank.
    #expect(tokenizer.encode(text).count { $0 >= first } == things)
    #expect(tokenizer.decode(tokenizer.encode(text)) == "\n\(text)\n")
  }

  @Test func newMarksTakeSparePlacesAndNoOtherIDChanges() throws {
    let named = try tokenizer.namingMarks(for: ["<check>", "</check>", "<action>"])
    #expect(named.id(of: "<check>") == tokenizer.id(of: "<spare-1>"))
    #expect(named.id(of: "<action>") == tokenizer.id(of: "<action>"))
    #expect(named.count == tokenizer.count && named.startID == tokenizer.startID)
    #expect(throws: TokenizerError.self) { try named.namingMarks(for: ["<more>"]) }
  }

  @Test func aFileKeepsAllOfIt() throws {
    let file = try Fixture.folder().appendingPathComponent("tokenizer.json")
    try tokenizer.encoded().write(to: file)
    let read = try #require(try readTokenizer(contentsOf: file) as? SubwordTokenizer)
    #expect(read.kept == tokenizer.kept && read.marks == marks && read.numbers == 12)
    #expect(read.startID == tokenizer.startID && read.classes == ["cabinet", "desk"])
    let golden = try GoldenStrings()
    for index in 0..<200 {
      let text = golden.string(index)
      #expect(read.encode(text) == tokenizer.encode(text))
    }
    #expect(try read.encoded() == tokenizer.encoded())
    // Cut off in the middle, or of another kind: one line that names the file.
    try tokenizer.encoded().prefix(5000).write(to: file)
    let error = #expect(throws: TokenizerError.self) { try SubwordTokenizer(contentsOf: file) }
    #expect(error?.description.contains(file.path) == true)
  }

  /// A table of rows, [tokens, width].
  private func row(_ values: UnsafePointer<Float>, _ index: Int, _ width: Int) -> [Float] {
    (0..<width).map { values[index * width + $0] }
  }

  @Test func theCutModelSaysOfKeptTokensWhatThePretrainedOneSays() throws {
    let agent = try model.agent(with: tokenizer, contextLength: 64)
    let ids = tokenizer.encode("they said what they said then")
    let whole = Decoder(model.parameters, slots: 1, cachePrecision: .single)
    let cut = Decoder(agent.parameters, slots: 1, cachePrecision: .single)
    // The rows are the decoders' memory.
    withExtendedLifetime((whole, cut)) {
      let expected = whole.prefill(0, ids.map { tokenizer.kept[Int($0)] })[0]
      let logits = cut.prefill(0, ids)[0]
      for (place, id) in tokenizer.kept.enumerated() {
        #expect(abs(logits[place] - expected[Int(id)]) < 1e-4)
      }
    }
    #expect(agent.configuration.contextLength == 64)
  }

  @Test func newRowsBeginFromTheirSubwords() throws {
    let agent = try model.agent(with: tokenizer, contextLength: 64)
    let width = model.configuration.dimension
    try withExtendedLifetime((agent, model)) {
      let table = try #require(
        model.parameters.tensors.first { $0.name == "model.embed_tokens.weight" })
      let old = try #require(model.parameters.view(table).baseAddress)
      func mean(_ text: String) -> [Float] {
        let rows = model.tokenizer.encode(text).map { row(old, Int($0), width) }
        return (0..<width).map { i in rows.reduce(0) { $0 + $1[i] } / Float(rows.count) }
      }
      let first = tokenizer.kept.count
      func new(_ id: Int) throws -> [Float] {
        let factors = try #require(agent.configuration.factors)
        func part(_ name: String, _ index: Int32) throws -> [Float] {
          let tensor = try #require(
            agent.parameters.tensors.first { $0.name == "model.embed_tokens.\(name).weight" })
          let values = try #require(agent.parameters.view(tensor).baseAddress)
          return index < 0 ? Array(repeating: 0, count: width) : row(values, Int(index), width)
        }
        return zip(
          try part("class", factors.classOf[id]), try part("number", factors.numberOf[id])
        ).map { $0 + $1 }
      }
      func isClose(_ a: [Float], _ b: [Float]) -> Bool {
        zip(a, b).allSatisfy { abs($0 - $1) < 1e-5 }
      }
      #expect(isClose(try new(5), row(old, Int(tokenizer.kept[5]), width)))
      #expect(isClose(try new(first), mean("<planning>")))
      // " desk 3": its class, and three less the mean number.
      let numbers = (1...12).map { mean(String($0)) }
      let centre = (0..<width).map { i in numbers.reduce(0) { $0 + $1[i] } / 12 }
      let desk = zip(mean(" desk"), zip(numbers[2], centre)).map { $0 + $1.0 - $1.1 }
      #expect(isClose(try new(first + marks.count + 12 + 2), desk))
    }
  }
}
