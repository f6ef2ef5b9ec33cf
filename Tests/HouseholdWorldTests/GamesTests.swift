import Foundation
import HouseholdWorld
import Testing

@Test("equal seeds give equal games, byte for byte, and other seeds other ones")
func generatorIsDeterministic() throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = .sortedKeys
  func bytes(_ seed: UInt64) throws -> Data {
    let generator = GameGenerator(seed: seed)
    return try encoder.encode((0..<20).map { generator.game(split: .train, index: $0) })
  }
  #expect(try bytes(5) == bytes(5))
  #expect(try bytes(5) != bytes(6))
}

@Test("no scene with its instruction occurs in two splits, or twice in one")
func splitsAreDisjoint() {
  let generator = GameGenerator()
  var seen: [String: [Scene]] = [:]
  for split in GameGenerator.Split.allCases {
    for index in 0..<200 {
      let game = generator.game(split: split, index: index)
      let earlier = seen[game.instruction] ?? []
      #expect(!earlier.contains(game.scene), "\(game.id)")
      seen[game.instruction, default: []].append(game.scene)
    }
  }
}

@Test(
  "training, validation and unseen rooms have no floor plan in common; seen rooms are training's")
func roomsAreDisjoint() {
  let generator = GameGenerator()
  func rooms(_ split: GameGenerator.Split) -> [[Scene.Receptacle]] {
    var rooms: [[Scene.Receptacle]] = []
    for index in 0..<400 {
      let room = generator.game(split: split, index: index).scene.receptacles
      if !rooms.contains(room) { rooms.append(room) }
    }
    return rooms
  }
  let training = rooms(.train)
  let unseen = rooms(.unseen)
  #expect(!rooms(.validationUnseenRooms).contains { training.contains($0) || unseen.contains($0) })
  #expect(!unseen.contains(where: training.contains))
  #expect(rooms(.seen).count { training.contains($0) } > 20)
  #expect(!rooms(.unseenCategories).contains(where: training.contains))
}

@Test("a game has one of the categories asked for; unseen categories are cool and two")
func categoriesAreRespected() {
  let generator = GameGenerator()
  for index in 0..<100 {
    let heat = generator.game(split: .train, index: index, categories: [.heatAndPlace])
    #expect(heat.category == .heatAndPlace)
    let heldOut = generator.game(split: .unseenCategories, index: index)
    #expect(heldOut.category == .coolAndPlace || heldOut.category == .pickTwo)
  }
}

@Test(
  "every game is solvable: its walkthrough, replayed, wins within fifty steps",
  arguments: GameGenerator.Split.allCases)
func gamesAreSolvable(split: GameGenerator.Split) {
  let generator = GameGenerator(seed: 9)
  for index in 0..<100 {
    let game = generator.game(split: split, index: index)
    var world = Environment(game: game)
    #expect(!world.won)
    for command in game.walkthrough { _ = world.step(command) }
    #expect(world.won, "\(game.id)")
    #expect(world.steps <= 50)
  }
}

@Test("pretraining games win by their walkthrough and never demonstrate a held-out category")
func pretrainingKeepsCategoriesUnseen() {
  let generator = GameGenerator()
  for index in 0..<1000 {
    let (game, instruction) = generator.pretrainingGame(index: index)
    var world = Environment(game: game)
    var trace: [(command: String, observation: String)] = []
    for command in game.walkthrough {
      trace.append((command, world.step(command).observation))
    }
    #expect(world.won, "\(game.instruction)")
    #expect(instruction.impliedCategories.isDisjoint(with: GameGenerator.heldOutCategories))
    #expect(
      DemonstrationDetector.categories(demonstratedIn: trace)
        .isDisjoint(with: GameGenerator.heldOutCategories), "\(game.instruction)")
  }
}

@Test("the pretraining family speaks the words of the held-out tasks, and excluded acts are gone")
func pretrainingWords() {
  let generator = GameGenerator()
  var words: Set<Substring> = []
  let options = PretrainingOptions(
    excludedCategories: [.coolAndPlace, .pickTwo, .heatAndPlace], excludedPreparations: [.cool])
  for index in 0..<1500 {
    words.formUnion(generator.pretrainingGame(index: index).0.instruction.split(separator: " "))
    let (game, instruction) = generator.pretrainingGame(index: index, options: options)
    #expect(!game.walkthrough.contains { $0.hasPrefix("cool ") })
    #expect(!instruction.impliedCategories.contains(.heatAndPlace))
  }
  for word in ["cool", "some", "put", "a", "in", "two", "find", "and", "it", "them"] {
    #expect(words.contains(Substring(word)), "\(word)")
  }
}

/// Commands that all succeed, and the categories they show.
private struct Demonstration: Sendable {
  var commands: [String]
  var categories: Set<TaskCategory>
}

private let demonstrations: [Demonstration] = [
  Demonstration(
    commands: ["take mug 1 from desk 1", "move mug 1 to shelf 1"], categories: [.pickAndPlace]),
  Demonstration(
    commands: [
      "take mug 1 from desk 1", "cool mug 1 with fridge 1", "put mug 1 in/on shelf 1",
    ], categories: [.pickAndPlace, .coolAndPlace]),
  Demonstration(
    commands: ["take mug 1 from desk 1", "cool mug 1 with fridge 1", "go to shelf 1"],
    categories: []),
  Demonstration(
    commands: [
      "take mug 1 from desk 1", "cool mug 1 with fridge 1", "heat mug 1 with microwave 1",
      "move mug 1 to shelf 1",
    ], categories: [.pickAndPlace, .heatAndPlace]),
  Demonstration(
    commands: [
      "take mug 1 from desk 1", "move mug 1 to shelf 1", "take mug 2 from desk 1",
      "move mug 2 to shelf 1",
    ], categories: [.pickAndPlace, .pickTwo]),
  Demonstration(
    commands: [
      "take mug 1 from desk 1", "move mug 1 to shelf 1", "take mug 2 from desk 1",
      "move mug 2 to shelf 2",
    ], categories: [.pickAndPlace]),
  Demonstration(
    commands: [
      "take mug 1 from desk 1", "move mug 1 to shelf 1", "take mug 1 from shelf 1",
      "move mug 1 to shelf 1",
    ], categories: [.pickAndPlace]),
  Demonstration(
    commands: ["take book 1 from desk 1", "use desklamp 1"], categories: [.examineInLight]),
  Demonstration(commands: ["use desklamp 1", "take book 1 from desk 1"], categories: []),
]

@Test("the detector sees each category's characteristic act", arguments: demonstrations)
private func detector(demonstration: Demonstration) {
  let commands = demonstration.commands
  let trace = commands.map { (command: $0, observation: "You do it.") }
  #expect(
    DemonstrationDetector.categories(demonstratedIn: trace) == demonstration.categories)
  let failed = commands.map { (command: $0, observation: "Nothing happens.") }
  #expect(DemonstrationDetector.categories(demonstratedIn: failed).isEmpty)
}

@Test("a game written to a file and read back plays the same")
func gamesAreCoded() throws {
  let game = GameGenerator().game(split: .unseen, index: 4)
  let read = try JSONDecoder().decode(Game.self, from: JSONEncoder().encode(game))
  #expect(read.scene == game.scene)
  #expect(read.goal == game.goal)
  #expect(read.walkthrough == game.walkthrough)
}

@Test("the statistics' table, written and read back, is the same")
func tableRoundTrip() {
  let fitted = GameStatistics.fitted
  #expect(GameStatistics(table: fitted.table) == fitted)
  #expect(RoomType.allCases.allSatisfy { (fitted.rooms[$0]?.plans ?? 0) == 27 })
}

@Test(
  "the fitted table is what the train split measures today",
  .enabled(if: releasedGames != nil, "ALFWorld's data is not there: set ALFWORLD_DATA"))
func tableIsCurrent() throws {
  let games = try #require(releasedGames).games(in: .train)
  #expect(GameStatistics(measuring: games) == .fitted)
}
