import Agent
import HouseholdWorld
import LanguageModel
import MetaReasoning
import Testing

@Suite struct FormConstraintTests {
  /// 0 unknown, 1 start, 2-5 marks of thoughts, 6 and 7 those of actions, 8 and 9 words.
  private let tokenizer = WordTokenizer(
    entries: [
      "<think>", "</think>", "<planning>", "</planning>", "<action>", "</action>", "look",
      "apple 1",
    ], ignoredWords: [])

  private func think(limit: Int) throws -> FormConstraint {
    try FormConstraint(grammar: .think, tokenizer: tokenizer, responseLimit: limit)
  }

  private func ids(_ constraint: FormConstraint, after response: [Int32]) -> [Int32] {
    constraint.allowed(after: response[...]).tokens
  }

  @Test func allowsWhatTheFormAllowsAndNothingElse() throws {
    let constraint = try think(limit: 40)
    // Neither the unknown token nor the start nor a foreign mark ever counts as a word.
    #expect(ids(constraint, after: []) == [2])
    #expect(ids(constraint, after: [2]) == [8, 9])
    #expect(ids(constraint, after: [2, 8]) == [3, 8, 9])
    #expect(ids(constraint, after: [2, 8, 9]) == [3, 8, 9])
    #expect(ids(constraint, after: [2, 8, 3]) == [6])
    #expect(ids(constraint, after: [2, 8, 3, 6]) == [8, 9])
    #expect(ids(constraint, after: [2, 8, 3, 6, 8]) == [7, 8, 9])
    #expect(ids(constraint, after: [2, 8, 3, 6, 8, 9]) == [7, 8, 9])
    #expect(ids(constraint, after: [2, 8, 3, 6, 8, 7]) == [])
  }

  @Test func forcesTheMarksWhereTheTokensJustSuffice() throws {
    // Eight tokens: after the opening and three words the four left are the closing mark, the
    // action's opening, one word and the end.
    let eight = try think(limit: 8)
    #expect(ids(eight, after: [2, 8, 8]) == [3, 8, 9])
    #expect(ids(eight, after: [2, 8, 8, 8]) == [3])
    #expect(ids(eight, after: [2, 8, 8, 8, 3, 6]) == [8, 9])
    #expect(ids(eight, after: [2, 8, 8, 8, 3, 6, 8]) == [7])
    // What the thought left over the action may use, up to the last token.
    #expect(ids(eight, after: [2, 8, 3, 6, 8]) == [7, 8, 9])
    #expect(ids(eight, after: [2, 8, 3, 6, 8, 8]) == [7, 8, 9])
    #expect(ids(eight, after: [2, 8, 3, 6, 8, 8, 8]) == [7])
    // Six tokens: one word each.
    let six = try think(limit: 6)
    #expect(ids(six, after: [2, 8]) == [3])
    #expect(ids(six, after: [2, 8, 3, 6, 8]) == [7])
  }

  @Test func afterATokenThatIsNotAllowedNothingIs() throws {
    let constraint = try think(limit: 40)
    for response: [Int32] in [[4], [8], [2, 3], [2, 0], [2, 1], [2, 8, 7], [2, 8, 3, 8]] {
      #expect(ids(constraint, after: response) == [])
    }
  }

  @Test func aThoughtEndsWithTheMarkItBeganWith() throws {
    for (tag, grammar) in [
      (ReasoningTag.planning, ResponseGrammar.tagged), (.monitor, .tagged),
      (.explore, .tagged.without(.reflection)),
    ] {
      let constraint = try FormConstraint(
        grammar: grammar, tokenizer: sharedTokenizer, responseLimit: 40)
      func marks(after text: String) -> [String] {
        constraint.allowed(after: sharedTokenizer.encode(text)[...]).tokens
          .map { sharedTokenizer.tokens[Int($0)] }.filter { $0.contains("<") }
      }
      #expect(Set(marks(after: "")) == Set(grammar.tags.map(\.opening)))
      #expect(marks(after: "\(tag.opening) look") == [tag.closing])
    }
    // A tag the grammar leaves out can neither be opened nor stand as a word.
    let without = try FormConstraint(
      grammar: .tagged.without(.reflection), tokenizer: sharedTokenizer, responseLimit: 40)
    #expect(without.allowed(after: sharedTokenizer.encode("<reflection>")[...]).count == 0)
    #expect(
      without.allowed(after: sharedTokenizer.encode("<monitor> <reflection>")[...]).count == 0)
  }

  @Test func tokenByTokenAndAtOnceAreTheSame() throws {
    let constraint = try FormConstraint(
      grammar: .tagged, tokenizer: sharedTokenizer, responseLimit: 12)
    let response = sharedTokenizer.encode(
      "<planning> find two apple </planning> <action> go to fridge 1 </action>")
    let along = constraint.allowed(along: response[...])
    #expect(along.count == response.count)
    var progress = FormConstraint.Progress()
    for (index, token) in response.enumerated() {
      #expect(along[index] == constraint.allowed(after: response[..<index]))
      #expect(along[index] == constraint.allowed(at: progress))
      #expect(along[index].contains(token))
      constraint.advance(&progress, by: token)
    }
  }

  @Test func whatCannotBeHeldIsNamed() throws {
    let short = #expect(throws: RunError.self) { try think(limit: 5) }
    #expect(short?.description.contains("5") == true)
    let missing = #expect(throws: RunError.self) {
      try FormConstraint(grammar: .note, tokenizer: tokenizer, responseLimit: 40)
    }
    #expect(missing?.description.contains("note>") == true)
    #expect(missing?.description.contains("prepared(for:)") == true)
  }
}
