import MetaReasoning
import Testing

@Suite struct ParsedStepTests {
  @Test func aStepFailsIfItIsMalformedOrRefused() {
    #expect(malformed().isFailure)
    #expect(refused("look").isFailure)
    #expect(!step(.monitor, "look").isFailure)
  }

  @Test func onlyAWellFormedStepCanBeRefused() {
    #expect(!malformed().isRefused)
    #expect(refused("look").isRefused)
    #expect(!step(.monitor, "look").isRefused)
  }

  @Test func releasedMatchesKeepBlanksAndCaseAndCrossNoLineBreak() {
    func matches(_ output: String) -> [String] {
      ParsedStep(output: output, response: nil, isAdmissible: false, targets: [])
        .releasedActionMatches
    }
    #expect(matches("<action> Look </action> <action>go</action>") == [" Look ", "go"])
    #expect(matches("<action>go to\ndrawer 1</action>").isEmpty)
    #expect(matches("<ACTION>look</ACTION>").isEmpty)
    #expect(matches("<action>look").isEmpty)
  }
}
