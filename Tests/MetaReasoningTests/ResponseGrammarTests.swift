import Foundation
import MetaReasoning
import Testing

@Suite struct ResponseGrammarTests {
  @Test func namesTheBlocksOfEachGrammar() {
    #expect(
      ResponseGrammar.tagged.blockNames == ["planning", "explore", "reflection", "monitor"])
    #expect(ResponseGrammar.think.blockNames == ["think"])
    #expect(ResponseGrammar.note.blockNames == ["note"])
    #expect(ResponseGrammar.tagged.isTagged)
    #expect(!ResponseGrammar.think.isTagged)
    #expect(!ResponseGrammar.note.isTagged)
  }

  @Test func marksAreTheBlocksAndTheAction() {
    #expect(
      ResponseGrammar.think.marks == ["<think>", "</think>", "<action>", "</action>"])
    #expect(
      ResponseGrammar.tagged.without(.reflection).marks == [
        "<planning>", "</planning>", "<explore>", "</explore>", "<monitor>", "</monitor>",
        "<action>", "</action>",
      ])
  }

  @Test(arguments: ResponseGrammar.tagged.tags)
  func leavingATagOutRemovesThatTagAlone(tag: ReasoningTag) {
    let grammar = ResponseGrammar.tagged.without(tag)
    #expect(grammar.name == "tagged-without-\(tag.rawValue)")
    #expect(grammar.tags == ResponseGrammar.tagged.tags.filter { $0 != tag })
    #expect(grammar.isTagged)
    // Adding it again gives the same grammar, the tag in its old place.
    #expect(grammar.with(tag) == .tagged)
    #expect(ResponseGrammar.tagged.with(tag) == .tagged)
  }

  @Test func aTagIsAddedToTagsAlone() {
    #expect(ResponseGrammar.think.with(.monitor) == .think)
    #expect(
      ResponseGrammar.tagged.without(.monitor).without(.planning).with(.planning)
        == .tagged.without(.monitor))
  }

  @Test func theOrderOfLeavingOutDoesNotMatter() {
    let grammar = ResponseGrammar.tagged.without(.monitor).without(.planning)
    #expect(grammar == ResponseGrammar.tagged.without(.planning).without(.monitor))
    #expect(grammar.name == "tagged-without-planning-monitor")
    #expect(grammar.tags == [.explore, .reflection])
  }

  @Test func leavesOutNothingWhereThereIsNothingToLeaveOut() {
    #expect(ResponseGrammar.think.without(.monitor) == .think)
    let once = ResponseGrammar.tagged.without(.monitor)
    #expect(once.without(.monitor) == once)
    // The last tag stays: a grammar without any block would make every response malformed.
    let last = once.without(.planning).without(.explore)
    #expect(last.tags == [.reflection])
    #expect(last.without(.reflection) == last)
  }

  @Test func monitorStandsInUnlessItIsItselfLeftOut() {
    #expect(ResponseGrammar.tagged.standIn == .monitor)
    #expect(ResponseGrammar.tagged.without(.explore).standIn == .monitor)
    #expect(ResponseGrammar.tagged.without(.monitor).standIn == .explore)
    #expect(ResponseGrammar.tagged.without(.monitor).without(.explore).standIn == .planning)
    #expect(ResponseGrammar.think.standIn == nil)
  }

  @Test func isEncodedAsItsName() throws {
    let grammars =
      [ResponseGrammar.tagged, .think, .note] + ResponseGrammar.leaveOneOut
      + [ResponseGrammar.tagged.without(.planning).without(.monitor)]
    let data = try JSONEncoder().encode(grammars)
    #expect(
      try JSONDecoder().decode([String].self, from: data) == [
        "tagged", "think", "note", "tagged-without-planning", "tagged-without-explore",
        "tagged-without-reflection", "tagged-without-monitor", "tagged-without-planning-monitor",
      ])
    #expect(try JSONDecoder().decode([ResponseGrammar].self, from: data) == grammars)
  }

  @Test(arguments: [
    "", "Tagged", "tagged-without-", "tagged-without-action", "think-without-monitor",
    "tagged-without-planning-planning", "tagged-without-planning-explore-reflection-monitor",
  ])
  func refusesAnUnknownNameAndNamesTheKnown(name: String) throws {
    #expect(ResponseGrammar(name: name) == nil)
    let data = try JSONEncoder().encode([name])
    let error = #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([ResponseGrammar].self, from: data)
    }
    guard case .dataCorrupted(let context)? = error else {
      Issue.record("expected corrupted data, got \(String(describing: error))")
      return
    }
    #expect(
      context.debugDescription
        == "unknown response grammar '\(name)'; use one of think, note, tagged, "
        + "tagged-without-planning, tagged-without-explore, tagged-without-reflection, "
        + "tagged-without-monitor")
  }
}
