import HouseholdWorld
import Testing

/// A shelf and a drawer with an apple each; environments of a game share what no command changes.
private func room() -> Game {
  let scene = Scene(
    receptacles: [
      .init(name: "drawer 1", kind: "drawer", location: 0, isOpenable: true, accepts: ["apple"]),
      .init(name: "shelf 1", kind: "shelf", location: 1, accepts: ["apple"]),
    ],
    objects: [
      .init(name: "apple 1", kind: "apple", receptacles: [0], locations: [0]),
      .init(name: "apple 2", kind: "apple", receptacles: [1], locations: [1]),
    ], startLocation: 2)
  return Game(
    id: "room", category: nil, instruction: "put two apple in shelf",
    goal: .placedTwo(object: "apple", receptacle: "shelf"), scene: scene)
}

private let winningCommands = [
  "go to drawer 1", "open drawer 1", "take apple 1 from drawer 1", "go to shelf 1",
  "move apple 1 to shelf 1",
]

/// Everything that can be observed while a game is won.
private func transcript(_ game: Game) -> [String] {
  var world = Environment(game: game)
  var lines = [world.initialObservation] + world.admissibleCommands
  for command in winningCommands {
    let outcome = world.step(command)
    lines += [outcome.observation, "\(outcome.won) \(world.stateFingerprint)"]
    lines += world.admissibleCommands
  }
  return lines
}

@Test("environments of one game, and copies of an environment, do not influence each other")
func environmentsAreIndependent() {
  let game = room()
  let untouched = Environment(game: game)
  var played = Environment(game: game)
  for command in winningCommands.dropLast() { _ = played.step(command) }
  let copy = played
  #expect(played.step(winningCommands[4]).won)
  #expect(!copy.won && copy.isAdmissible(winningCommands[4]))
  #expect(untouched.stateFingerprint == Environment(game: game).stateFingerprint)
  #expect(untouched.admissibleCommands == Environment(game: room()).admissibleCommands)
  #expect(played.initialObservation == untouched.initialObservation)
  #expect(transcript(game) == transcript(room()))
}

@Test("a game that is changed after it was played goes by its new rules, the original by its own")
func changedGamesHaveTheirOwnRules() {
  let game = room()
  let before = transcript(game)
  var changed = game
  changed.goal = .at(receptacle: "drawer")
  var world = Environment(game: changed)
  #expect(world.step("go to drawer 1").won)
  changed = game
  changed.scene.receptacles[0].isOpenable = false
  world = Environment(game: changed)
  #expect(world.step("go to drawer 1").observation.hasSuffix("On the drawer 1, you see a apple 1."))
  changed = game
  changed.generation = .putInOn
  world = Environment(game: changed)
  #expect(world.step("go to drawer 1").observation.hasPrefix("You arrive at loc 3. "))
  changed = game
  changed.helpText = "Ask."
  world = Environment(game: changed)
  #expect(world.admissibleCommands.contains("help") && world.step("help").observation == "Ask.")
  changed = game
  changed.instruction = "tidy up"
  #expect(Environment(game: changed).initialObservation.hasSuffix("Your task is to: tidy up."))
  #expect(transcript(game) == before)
}

@Test("tasks that start a game at the same time play the same game")
func playsConcurrently() async {
  let expected = transcript(room())
  for _ in 0..<50 {
    // A new game each time, so that its first environments are made concurrently.
    let game = room()
    let transcripts = await withTaskGroup(of: [String].self) { group in
      for _ in 0..<8 { group.addTask { transcript(game) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(transcripts.allSatisfy { $0 == expected })
  }
}
