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
    for tag in ReasoningTag.allCases {
      let response = Response(tag: tag, thought: "look on", action: "open drawer 2")
      #expect(try Response(parsing: response.text(in: .tagged), grammar: .tagged) == response)
    }
    let thinking = Response(tag: nil, thought: "look on", action: "open drawer 2")
    for grammar in [ResponseGrammar.think, .note] {
      #expect(try Response(parsing: thinking.text(in: grammar), grammar: grammar) == thinking)
    }
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
