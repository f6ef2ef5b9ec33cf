import Randomness
import HouseholdWorld
import Testing

@Test("the expert wins 95 % of generated games it was not filtered by, within fifty steps")
func expertWinsGeneratedGames() {
  let generator = GameGenerator(seed: 21)
  // Another search order than the one the games were proven solvable with.
  let plays = (0..<300).map { index in
    ExpertPlay(of: generator.game(split: .unseen, index: index), seed: UInt64(index) + 1)
  }
  #expect(plays.count(where: \.won) >= 285)
  let commands = plays.reduce(0) { $0 + $1.commands.count }
  #expect(plays.reduce(0) { $0 + $1.inadmissible } * 50 < commands)
}

@Test(
  "the expert wins 95 % of the released training games within fifty steps",
  .enabled(if: releasedGames != nil, "ALFWorld's data is not there: set ALFWORLD_DATA"))
func expertWinsReleasedGames() throws {
  let files = try #require(releasedGames).gameFiles(in: .train)
  var won = 0
  var played = 0
  for (index, file) in files.enumerated() where index % 10 == 0 {
    let game = try Game(contentsOf: file.url, id: file.id)
    played += 1
    if ExpertPlay(of: game).won { won += 1 }
  }
  #expect(won * 100 >= played * 95)
}

@Test("the expert recovers when other commands than its own are given, admissible or not")
func expertRecoversFromMistakes() {
  let generator = GameGenerator(seed: 33)
  var won = 0
  for index in 0..<200 {
    let game = generator.game(split: .train, index: index)
    var random = SeededGenerator(seeds: 7, UInt64(index))
    if playWithMistakes(game, using: &random) { won += 1 }
  }
  #expect(won >= 190)
}

/// Plays with every fifth command, on average, replaced by a random or an impossible one.
private func playWithMistakes(_ game: Game, using random: inout SeededGenerator) -> Bool {
  guard let instruction = Instruction(parsing: game.instruction) else { return false }
  var world = Environment(game: game)
  var observation = world.initialObservation
  var expert = Expert(instruction: instruction, initialObservation: observation)
  var executed: String?
  while !world.done {
    var command = expert.next(after: observation, executedCommand: executed).command
    switch UInt64.random(in: 0..<20, using: &random) {
    case 0, 1, 2: command = world.admissibleCommands.randomElement(using: &random) ?? command
    case 3: command = "take egg 9 from fridge 9"
    default: break
    }
    executed = command
    observation = world.step(command).observation
  }
  return world.won
}

@Test("intents number the legs, tell a first plan from a remade one, and count places tried")
func intents() throws {
  let scene = Scene(
    receptacles: [
      .init(name: "countertop 1", kind: "countertop", location: 1, accepts: ["mug"]),
      .init(name: "fridge 1", kind: "fridge", location: 2, isOpenable: true, accepts: ["mug"]),
      .init(name: "shelf 1", kind: "shelf", location: 3, accepts: ["mug"]),
    ],
    objects: [
      .init(
        name: "mug 1", kind: "mug", receptacles: [1], locations: [2],
        affordances: [.pickupable])
    ], startLocation: 0)
  let instruction = Instruction.put(object: "mug", receptacle: "shelf")
  let game = Game(
    id: "t", category: .pickAndPlace, instruction: instruction.text, goal: instruction.goal,
    scene: scene)
  var world = Environment(game: game)
  var observation = world.initialObservation
  var expert = Expert(instruction: instruction, initialObservation: observation)
  var decisions: [Decision] = []
  while !world.done {
    let decision = expert.next(after: observation)
    decisions.append(decision)
    observation = world.step(decision.command).observation
  }
  #expect(world.won)
  let first = try #require(decisions.first)
  #expect(first.intent.planning == .first)
  #expect(first.intent.purpose == .search(object: "mug"))
  #expect(first.intent.placesTried == 0)
  #expect(decisions.dropFirst().allSatisfy { $0.intent.planning == .none })
  let deliveries = decisions.filter { $0.intent.subgoalIndex == 1 }
  #expect(deliveries.map(\.intent.isFirstOfSubgoal) == [true, false])
  #expect(
    deliveries.last?.intent.purpose == .deliver(object: "mug 1", receptacle: "shelf 1"))
  #expect(decisions.allSatisfy { $0.intent.subgoalCount == 2 })
}
