import Foundation
import MetaReasoning
import Testing

@Suite struct StepGroupTests {
  @Test func isEncodedAsOneWord() throws {
    let groups = ResponseGrammar.tagged.tags.map(StepGroup.tag) + [.malformed, .untagged]
    let data = try JSONEncoder().encode(groups)
    #expect(
      try JSONDecoder().decode([String].self, from: data)
        == ["planning", "explore", "reflection", "monitor", "malformed", "untagged"])
    #expect(try JSONDecoder().decode([StepGroup].self, from: data) == groups)
    #expect(StepGroup(rawValue: "none") == nil)
  }

  @Test func rulesSurviveEncoding() throws {
    let rules = RewardRules.with {
      $0.failureCharge = 0.75
      $0.variant = .released
      $0.reflectionRule = .novel
      $0.formatCredit = .asWritten
    }
    let decoded = try JSONDecoder().decode(RewardRules.self, from: JSONEncoder().encode(rules))
    #expect(decoded == rules)
  }

  @Test func theDefaultsAreThoseOfThePaperAndTheRunScripts() {
    let rules = RewardRules()
    #expect(rules.success == 10)
    #expect(rules.planning == 1 && rules.explore == 1 && rules.reflection == 1)
    #expect(rules.monitor == 0)
    #expect(rules.formatPenalty == 0.1)
    #expect(rules.failureSequence == 2)
    #expect(rules.variant == .asWritten && rules.reflectionRule == .asWritten)
    // Below this the charged rule could be farmed.
    #expect(rules.failureCharge > rules.reflection / Double(rules.failureSequence))
  }
}
