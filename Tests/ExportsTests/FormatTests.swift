import Agent
import Experiments
import Foundation
import MetaReasoning
import Testing

import Exports

@Suite struct FormatTests {
  private let episode = Transcript(
    gameID: "train-7", category: nil, opening: "You are in a room. \"Cool\" an apple.", won: true,
    steps: [
      .init(
        output: "<explore>Where?</explore>go to fridge 1", action: "go to fridge 1", tag: .explore,
        observation: "The fridge 1 is closed.", isAdmissible: true, worldState: 1),
      .init(
        output: "open fridge", action: nil, observation: "Nothing happens.", isAdmissible: false,
        worldState: 1),
    ])

  /// Trainers learn what the assistant says, marks and malformed answers included, after what the user says.
  @Test func anEpisodeIsAConversationThatEndsWithTheAgent() {
    let conversation = Conversation(episode)
    #expect(conversation.messages.map(\.role) == ["user", "assistant", "user", "assistant"])
    #expect(
      conversation.messages.map(\.content) == [
        episode.opening, "<explore>Where?</explore>go to fridge 1", "The fridge 1 is closed.",
        "open fridge",
      ])
  }

  /// RFC 4180: a field with a comma, a quotation mark or a line's end stands in quotation marks, which are
  /// doubled within.
  @Test func fieldsAreQuotedWhereTheyMustBe() {
    var table = CSV(header: ["a", "b,c"])
    table.append(["1.5", "say \"go\"\nnow"])
    #expect(table.text == "a,\"b,c\"\r\n1.5,\"say \"\"go\"\"\nnow\"\r\n")
  }

  @Test func aTableHasEveryNumberThatAnyRowHas() {
    let rows = [
      MetricRow(step: 1, values: ["loss": 0.5]),
      MetricRow(step: 2, values: ["loss": 0.25, "tags/explore": 1]),
    ]
    #expect(
      MetricRow.table(rows).text == "step,loss,tags/explore\r\n1,0.5,\r\n2,0.25,1.0\r\n")
  }
}
