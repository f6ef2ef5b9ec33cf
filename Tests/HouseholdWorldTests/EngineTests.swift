import HouseholdWorld
import Testing

/// A kitchen where a cupboard and a counter share a standing point and a mug lies in two places.
private func kitchen(_ generation: CommandGeneration = .moveTo) -> Game {
  let scene = Scene(
    receptacles: [
      .init(name: "cabinet 1", kind: "cabinet", location: 0, isOpenable: true, accepts: ["mug"]),
      .init(name: "coffeemachine 1", kind: "coffeemachine", location: 1, accepts: ["mug"]),
      .init(name: "countertop 1", kind: "countertop", location: 0, accepts: ["mug", "apple"]),
    ],
    objects: [
      .init(name: "apple 1", kind: "apple", receptacles: [2], locations: [0]),
      .init(name: "cd 1", kind: "cd"),
      .init(
        name: "mug 1", kind: "mug", receptacles: [1, 2], locations: [0, 1],
        affordances: [.pickupable, .container]),
    ], startLocation: 2)
  return Game(
    id: "kitchen", category: nil, instruction: "put a mug in cabinet",
    goal: .placed(object: "mug", receptacle: "cabinet", preparation: nil), scene: scene,
    generation: generation)
}

@Test("look in the middle of the room lists nothing, unlike the introduction")
func lookInTheMiddle() {
  var world = Environment(game: kitchen())
  #expect(world.initialObservation.contains("you see a cabinet 1, a coffeemachine 1, and a"))
  #expect(world.step("look").observation.hasSuffix("you see nothing."))
}

@Test("receptacles that share a standing point are both at hand, and cannot be gone to")
func sharedStandingPoint() {
  var world = Environment(game: kitchen())
  #expect(
    world.step("go to countertop 1").observation
      == "You arrive at countertop 1. On the countertop 1, you see a apple 1, and a mug 1.")
  #expect(!world.isAdmissible("go to cabinet 1"))
  #expect(world.isAdmissible("open cabinet 1"))
  #expect(!world.isAdmissible("examine apple 1"))
  #expect(!world.isAdmissible("take cd 1 from countertop 1"))
}

@Test("an object in two receptacles stays listed in the other once taken from one")
func objectInTwoPlaces() {
  var world = Environment(game: kitchen())
  for command in ["go to countertop 1", "open cabinet 1", "take mug 1 from countertop 1"] {
    #expect(world.step(command).wasAdmissible)
  }
  #expect(world.isAdmissible("examine mug 1"))
  #expect(world.step("move mug 1 to cabinet 1").won)
  var unlimited = Environment(game: kitchen())
  _ = unlimited.step("go to countertop 1")
  _ = unlimited.step("take mug 1 from countertop 1")
  #expect(unlimited.step("go to coffeemachine 1").observation.hasSuffix("you see a mug 1."))
}

@Test("the older command language puts in/on and arrives at numbered locations")
func olderGeneration() {
  var world = Environment(game: kitchen(.putInOn))
  #expect(world.step("go to countertop 1").observation.hasPrefix("You arrive at loc 3. On the"))
  _ = world.step("take mug 1 from countertop 1")
  #expect(!world.isAdmissible("move mug 1 to countertop 1"))
  #expect(
    world.step("put mug 1 in/on countertop 1").observation
      == "You put the mug 1 in/on the countertop 1.")
}

@Test("the fingerprint ignores where the agent stands and returns with the state")
func fingerprint() {
  var world = Environment(game: kitchen())
  let start = world.stateFingerprint
  _ = world.step("go to countertop 1")
  #expect(world.stateFingerprint == start)
  _ = world.step("take apple 1 from countertop 1")
  #expect(world.stateFingerprint != start)
  _ = world.step("move apple 1 to countertop 1")
  #expect(world.stateFingerprint == start)
}

@Test("a command that is not admissible counts, and the step limit ends the game")
func stepLimit() {
  var world = Environment(game: kitchen(), stepLimit: 1)
  let outcome = world.step("dance")
  #expect(
    outcome
      == StepOutcome(
        observation: "Nothing happens.", wasAdmissible: false, won: false, done: true))
}
