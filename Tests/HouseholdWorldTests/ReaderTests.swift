import Foundation
import HouseholdWorld
import Testing

private let minimalProblem = """
  (define (problem plan) (:domain alfred)
  (:objects agent1 - agent Mug - object)
  (:init
    ; a comment (atLocation agent1 nowhere)
    (receptacleType CounterTop_bar__minus_01 CounterTopType)
    (receptacleType Cabinet_bar__plus_01 CabinetType)
    (receptacleType Cabinet_bar__minus_01 CabinetType)
    (receptacleType Sink_bar__plus_01_bar_SinkBasin SinkBasinType)
    (receptacleAtLocation CounterTop_bar__minus_01 loc_bar_1)
    (receptacleAtLocation Cabinet_bar__plus_01 loc_bar_1)
    (receptacleAtLocation Cabinet_bar__minus_01 loc_bar_2)
    (receptacleAtLocation Sink_bar__plus_01_bar_SinkBasin loc_bar_2)
    (openable Cabinet_bar__plus_01)
    (canContain CabinetType MugType) (canContain CabinetType MugType)
    (objectType Mug_bar__plus_03 MugType)
    (pickupable Mug_bar__plus_03) (cleanable Mug_bar__plus_03)
    (inReceptacle Mug_bar__plus_03 CounterTop_bar__minus_01)
    (objectAtLocation Mug_bar__plus_03 loc_bar_1)
    (atLocation agent1 loc_bar_3))
  (:goal (and (exists (?r - receptacle) (exists (?o - object) (and
    (cleanable ?o) (objectType ?o MugType) (receptacleType ?r CabinetType)
    (isClean ?o) (inReceptacle ?o ?r)))))))
  """

private func gameBytes(
  put: String = "move {o} to {r}", problem: String = minimalProblem,
  task: String = "Your task is to: clean some mug and put it in cabinet."
) throws -> [UInt8] {
  let help = put.hasPrefix("move") ? "action help { feedback :: \"\nCommands:\n  look\n\"; }" : ""
  let grammar = "\"rhs\": \"\(task)\" action PutObject { template :: \"\(put)\"; } \(help)"
  let walkthrough = ["go to countertop 1"]
  let object: [String: Any] = [
    "pddl_domain": "(define \"\\\")", "grammar": grammar, "pddl_problem": problem,
    "solvable": true, "walkthrough": walkthrough,
  ]
  return [UInt8](try JSONSerialization.data(withJSONObject: object, options: .sortedKeys))
}

private func game(_ bytes: [UInt8]) throws -> Game {
  try Game(bytes: bytes, path: "some/game.tw-pddl", id: "minimal")
}

@Test("a game file gives the room, the goal and the texts; numbers count down in id order")
func readsMinimalGame() throws {
  let game = try game(gameBytes())
  #expect(game.instruction == "clean some mug and put it in cabinet")
  #expect(game.goal == .placed(object: "mug", receptacle: "cabinet", preparation: .clean))
  #expect(game.category == .cleanAndPlace)
  #expect(game.walkthrough == ["go to countertop 1"])
  #expect(game.helpText == "Commands:\n  look\n")
  #expect(
    game.scene.receptacles.map(\.name) == ["cabinet 2", "cabinet 1", "countertop 1", "sinkbasin 1"])
  #expect(game.scene.receptacles.map(\.isOpenable) == [false, true, false, false])
  #expect(game.scene.receptacles[0].accepts == ["mug"])
  #expect(game.scene.objects.map(\.name) == ["mug 1"])
  #expect(game.scene.objects[0].affordances == [.pickupable, .cleanable])
  #expect(game.scene.objects[0].receptacles == [2])
  #expect(game.scene.startLocation == 2)
}

@Test("the newer grammar moves objects, arrives at receptacles and has a help text")
func newerGrammar() throws {
  let game = try game(gameBytes())
  var world = Environment(game: game)
  #expect(game.generation == .moveTo)
  #expect(world.step("help").observation == "Commands:\n  look\n")
  #expect(world.step("go to countertop 1").observation.hasPrefix("You arrive at countertop 1. "))
  _ = world.step("take mug 1 from countertop 1")
  _ = world.step("go to sinkbasin 1")
  #expect(world.isAdmissible("clean mug 1 with sinkbasin 1"))
  #expect(!world.isAdmissible("put mug 1 in/on cabinet 2"))
  #expect(world.isAdmissible("move mug 1 to cabinet 2"))
}

@Test("the older grammar puts objects in/on, arrives at numbered locations and has no help")
func olderGrammar() throws {
  let game = try game(gameBytes(put: "put {o} in/on {r}"))
  var world = Environment(game: game)
  #expect(game.generation == .putInOn)
  #expect(!world.isAdmissible("help"))
  // Three locations, the first of which in id order has the highest number.
  #expect(world.step("go to countertop 1").observation.hasPrefix("You arrive at loc 3. "))
  _ = world.step("take mug 1 from countertop 1")
  #expect(world.step("go to cabinet 2").observation.hasPrefix("You arrive at loc 2. "))
  #expect(!world.isAdmissible("move mug 1 to cabinet 2"))
  #expect(
    world.step("put mug 1 in/on cabinet 2").observation == "You put the mug 1 in/on the cabinet 2.")
}

@Test("a problem may name any number of ids")
func readsManyIDs() throws {
  // More than the table of symbols has room for at first.
  let ids = (1000..<3000).map { "Mug_bar__plus_\($0)" }
  let facts = ids.map { "(objectType \($0) MugType) (inReceptacle \($0) CounterTop_bar__minus_01)" }
  let game = try game(
    gameBytes(
      problem: minimalProblem.replacing(
        "(openable", with: facts.joined(separator: "\n") + "(openable", maxReplacements: 1)))
  #expect(game.scene.objects.count == 2001)
  #expect(game.scene.objects.map(\.name) == (1...2001).reversed().map { "mug \($0)" })
  #expect(game.scene.objects.allSatisfy { $0.receptacles == [2] && $0.kind == "mug" })
}

@Test("a file that is no game is reported in one line that names it, the fault and the fix")
func reportsFaultyFiles() throws {
  let whole = try gameBytes()
  let goal = try #require(minimalProblem.range(of: "(:goal"))
  let faults: [(bytes: [UInt8], reason: String, fix: String)] = [
    (Array(whole.prefix(whole.count / 2)), "ends in the middle", "download the file again"),
    (Array(whole.dropLast()), "ends in the middle", "download the file again"),
    ([], "is not a JSON object", "download the file again"),
    (Array("PK\u{3}\u{4}".utf8), "is not a JSON object", "download the file again"),
    (Array("{}".utf8), "is not a game", "give a game.tw-pddl file"),
    (Array(#"{"task_type": "x", "scene": {"a": [1]}}"#.utf8), "is not a game", "game.tw-pddl"),
    (
      try gameBytes(problem: String(minimalProblem[..<goal.lowerBound]) + ")"), "has no goal",
      "use a released ALFWorld game"
    ),
    (
      try gameBytes(problem: minimalProblem.replacing("(atLocation agent1 loc_bar_3)", with: "")),
      "does not say where the agent starts", "use a released ALFWorld game"
    ),
    (try gameBytes(task: "Nothing to do."), "has no \"Your task is to:\"", "use a released"),
  ]
  for fault in faults {
    let error = #expect(throws: GameFileError.self) { try game(fault.bytes) }
    let line = error.map { "\($0)" } ?? ""
    #expect(line.hasPrefix("some/game.tw-pddl: "))
    #expect(line.contains(fault.reason) && line.contains(fault.fix), "\(line)")
    #expect(!line.contains("\n"))
  }
}

@Test("a missing file is reported with its path and the fix")
func missingFile() {
  let url = URL(fileURLWithPath: "/no/such/game.tw-pddl")
  let error = #expect(throws: GameFileError.self) { try Game(contentsOf: url, id: "x") }
  let line = error.map { "\($0)" } ?? ""
  #expect(line.hasPrefix("/no/such/game.tw-pddl: cannot be read; give the path"))
  #expect(!line.contains("\n"))
}
