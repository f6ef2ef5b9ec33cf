import MetaReasoning
import Testing

@Suite struct ResponseTests {
  @Test func parsesOneTagThenOneAction() throws {
    let response = try Response(
      parsing: "<planning> find apple </planning> <action> go to fridge 1 </action>",
      grammar: .tagged)
    #expect(response.tag == .planning)
    #expect(response.thought == "find apple")
    #expect(response.action == "go to fridge 1")
  }

  @Test func writesWhatItReads() throws {
    for tag in ResponseGrammar.tagged.tags {
      let response = Response(tag: tag, thought: "look on", action: "open drawer 2")
      #expect(try Response(parsing: response.text(in: .tagged), grammar: .tagged) == response)
    }
    let thinking = Response(tag: nil, thought: "look on", action: "open drawer 2")
    for grammar in [ResponseGrammar.think, .note] {
      #expect(try Response(parsing: thinking.text(in: grammar), grammar: grammar) == thinking)
    }
  }

  @Test func aLeftOutTagIsWrittenAsTheStandIn() {
    let reflection = Response(tag: .reflection, thought: "so", action: "look")
    #expect(
      reflection.text(in: .tagged.without(.reflection))
        == "<monitor> so </monitor> <action> look </action>")
    #expect(
      reflection.text(in: .tagged.without(.planning))
        == "<reflection> so </reflection> <action> look </action>")
    let monitor = Response(tag: .monitor, thought: "so", action: "look")
    #expect(
      monitor.text(in: .tagged.without(.monitor))
        == "<explore> so </explore> <action> look </action>")
    // A grammar without tags writes its own block, whatever the tag.
    #expect(monitor.text(in: .think) == "<think> so </think> <action> look </action>")
  }

  @Test func aMissingTagIsWrittenAsTheStandIn() {
    let untagged = Response(tag: nil, thought: "so", action: "look")
    #expect(
      untagged.text(in: .tagged) == "<monitor> so </monitor> <action> look </action>")
    #expect(
      untagged.text(in: .tagged.without(.monitor))
        == "<explore> so </explore> <action> look </action>")
  }

  @Test func aLeftOutTagViolatesTheFormat() throws {
    let grammar = ResponseGrammar.tagged.without(.reflection)
    let output = "<reflection> a </reflection> <action> look </action>"
    #expect(throws: FormatViolation.reasoningBlocks(count: 0)) {
      try Response(parsing: output, grammar: grammar)
    }
    // Beside a block that the grammar has, it is stray text.
    #expect(throws: FormatViolation.strayText) {
      try Response(parsing: "<monitor> a </monitor> " + output, grammar: grammar)
    }
    let other = try Response(
      parsing: "<explore> a </explore> <action> look </action>", grammar: grammar)
    #expect(other.tag == .explore)
  }

  static let violations: [(String, FormatViolation)] = [
    ("<monitor> go on </monitor>", .actionBlocks(count: 0)),
    (
      "<monitor> a </monitor> <action> look </action> <action> look </action>",
      .actionBlocks(count: 2)
    ),
    ("<action> look </action>", .reasoningBlocks(count: 0)),
    (
      "<monitor> a </monitor> <explore> b </explore> <action> look </action>",
      .reasoningBlocks(count: 2)
    ),
    ("<monitor> </monitor> <action> look </action>", .emptyThought),
    ("<monitor> a </monitor> <action>  </action>", .emptyAction),
    ("<action> look </action> <monitor> a </monitor>", .actionFirst),
    ("so <monitor> a </monitor> <action> look </action>", .strayText),
    ("<monitor> a <explore> </monitor> <action> look </action>", .strayText),
    // The baselines' grammar is not the tagged one: an RLVMR agent that thinks untagged is wrong.
    ("<think> a </think> <action> look </action>", .reasoningBlocks(count: 0)),
    ("<monitor> a </monitor> <action> look", .actionBlocks(count: 0)),
  ]

  @Test(arguments: violations)
  func refusesAnythingElse(output: String, violation: FormatViolation) {
    #expect(throws: violation) { try Response(parsing: output, grammar: .tagged) }
  }

  @Test func namesTheTagAMalformedResponseOpened() {
    #expect(Response.firstOpenedTag(in: "<explore> lost <planning>") == .explore)
    #expect(Response.firstOpenedTag(in: "lost") == nil)
  }
}
