import Foundation
import HouseholdWorld
import Testing

/// The released games, where they are on this machine.
let releasedGames = try? ALFWorldDataset(directory: ALFWorldDataset.standardDirectory())

private let taskTexts: [(String, Goal)] = [
  ("put a mug in desk", Goal.placed(object: "mug", receptacle: "desk", preparation: nil)),
  ("put some mug on desk", Goal.placed(object: "mug", receptacle: "desk", preparation: nil)),
  ("look at book under the desklamp", Goal.examinedInLight(object: "book", lamp: "desklamp")),
  ("examine the book with the desklamp", Goal.examinedInLight(object: "book", lamp: "desklamp")),
  ("put a clean mug in desk", placed(.clean)),
  ("clean some mug and put it in desk", placed(.clean)),
  ("put a hot mug in desk", placed(.heat)),
  ("heat some mug and put it in desk", placed(.heat)),
  ("put a cool mug in desk", placed(.cool)),
  ("cool some mug and put it in desk", placed(.cool)),
  ("put two mug in desk", Goal.placedTwo(object: "mug", receptacle: "desk")),
  ("find two mug and put them in desk", Goal.placedTwo(object: "mug", receptacle: "desk")),
]

private func placed(_ preparation: Preparation) -> Goal {
  .placed(object: "mug", receptacle: "desk", preparation: preparation)
}

@Test("both wordings of each of ALFWorld's task types are read", arguments: taskTexts)
func taskTemplates(text: String, goal: Goal) throws {
  let instruction = try #require(Instruction(parsing: text))
  #expect(instruction.goal == goal)
  #expect(instruction.text == text)
  #expect(instruction.category != nil)
  #expect(Instruction(parsing: " \(text).") == instruction)
}

@Test("a sequence is read part by part, and its goal is the sequence of the parts' goals")
func sequence() throws {
  let instruction = try #require(Instruction(parsing: "cool some egg, then go to the shelf"))
  #expect(
    instruction.goal
      == .sequence([
        .prepared(object: "egg", preparation: .cool, count: 1), .at(receptacle: "shelf"),
      ]))
  #expect(instruction.category == nil)
  #expect(instruction.impliedCategories.isEmpty)
  #expect(instruction.subgoals.count == 3)
}

@Test(
  "what no template matches is not read",
  arguments: ["", "put", "dance", "put a mug in desk, then", "put a mug in desk, then dance"])
func unknownTexts(text: String) {
  #expect(Instruction(parsing: text) == nil)
}

@Test("every text of pretraining reads back as the instruction it was made from")
func pretrainingTextsRoundTrip() {
  let generator = GameGenerator(seed: 3)
  for index in 0..<300 {
    let (game, instruction) = generator.pretrainingGame(index: index)
    #expect(Instruction(parsing: game.instruction) == instruction)
    #expect(instruction.goal == game.goal)
    #expect(instruction.category == nil)
  }
}

@Test(
  "every text of the released games is read, with the game's own goal and category",
  .enabled(if: releasedGames != nil, "ALFWorld's data is not there: set ALFWORLD_DATA"))
func releasedTexts() throws {
  let dataset = try #require(releasedGames)
  for split in ALFWorldSplit.allCases {
    for (id, url) in try dataset.gameFiles(in: split) {
      let game = try Game(contentsOf: url, id: id)
      let instruction = Instruction(parsing: game.instruction)
      #expect(instruction?.goal == game.goal, "\(id): \(game.instruction)")
      #expect(instruction?.category == game.category, "\(id)")
      #expect(instruction?.text == game.instruction, "\(id)")
    }
  }
}
