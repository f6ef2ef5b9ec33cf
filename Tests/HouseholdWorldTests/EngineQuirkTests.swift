import HouseholdWorld
import Testing

/// Peculiarities of the reference engine that this one copies: published results depend on them.
private func kitchen() -> Environment {
  let food: Scene.Affordances = [.pickupable, .sliceable]
  let scene = Scene(
    receptacles: [
      .init(name: "cabinet 2", kind: "cabinet", location: 0, isOpenable: true, accepts: ["apple"]),
      .init(name: "cabinet 1", kind: "cabinet", location: 0),
      .init(name: "coffeemachine 1", kind: "coffeemachine", location: 1, accepts: ["mug"]),
      .init(name: "countertop 1", kind: "countertop", location: 0, accepts: ["apple", "mug"]),
    ],
    objects: [
      .init(name: "apple 1", kind: "apple", receptacles: [3], locations: [0], affordances: food),
      .init(name: "cd 1", kind: "cd", locations: [0]),
      .init(
        name: "mug 1", kind: "mug", receptacles: [2, 3], locations: [0, 1],
        affordances: [.pickupable, .coolable]),
    ], startLocation: 2)
  return Environment(
    game: Game(
      id: "quirks", category: nil, instruction: "cool some mug and put it in coffeemachine",
      goal: .placed(object: "mug", receptacle: "coffeemachine", preparation: nil), scene: scene))
}

/// The same kitchen with a goal that no test reaches.
private func endlessKitchen() -> Environment {
  var game = kitchen().game
  game.goal = .lit(lamp: "desklamp")
  return Environment(game: game)
}

@Test("quirk 1: an object in sight cannot be examined, only the one in hand")
func examinesOnlyWhatIsHeld() {
  var world = endlessKitchen()
  _ = world.step("go to countertop 1")
  #expect(!world.isAdmissible("examine apple 1"))
  _ = world.step("take apple 1 from countertop 1")
  #expect(world.step("examine apple 1").observation == "There's nothing special about apple 1.")
}

@Test("quirk 2: look in the middle of the room sees nothing, while the introduction sees all")
func looksAtNothing() {
  var world = endlessKitchen()
  let middle = "You are in the middle of a room. Looking quickly around you, you see "
  #expect(
    world.initialObservation
      == "-= Welcome to TextWorld, ALFRED! =-\n\n\(middle)a cabinet 2, a cabinet 1, "
      + "a coffeemachine 1, and a countertop 1.\n\n"
      + "Your task is to: cool some mug and put it in coffeemachine.")
  #expect(world.step("look").observation == middle + "nothing.")
}

@Test("quirk 3: look shows what was taken from a receptacle here and put into another one here")
func looksAtWhatWasMoved() {
  var world = endlessKitchen()
  let facing = "You are facing the cabinet 2, cabinet 1, and countertop 1. Next to it, you see "
  _ = world.step("go to countertop 1")
  // Neither what lies in the receptacles nor the CD on the floor is shown at first.
  #expect(world.step("look").observation == facing + "nothing.")
  _ = world.step("take apple 1 from countertop 1")
  #expect(world.step("look").observation == facing + "nothing.")
  _ = world.step("open cabinet 2")
  _ = world.step("move apple 1 to cabinet 2")
  #expect(world.step("look").observation == facing + "a apple 1.")
  // Even through the door of a closed cabinet.
  _ = world.step("close cabinet 2")
  #expect(world.step("look").observation == facing + "a apple 1.")
  _ = world.step("open cabinet 2")
  _ = world.step("take apple 1 from cabinet 2")
  _ = world.step("move apple 1 to countertop 1")
  // Now it was last taken from the cabinet.
  #expect(world.step("look").observation == facing + "a apple 1.")
}

@Test("quirk 4: an object in two receptacles stays in the other one when taken, and counts there")
func countsObjectInBothPlaces() {
  var world = endlessKitchen()
  _ = world.step("go to countertop 1")
  _ = world.step("take mug 1 from countertop 1")
  #expect(
    world.step("go to coffeemachine 1").observation
      == "You arrive at coffeemachine 1. On the coffeemachine 1, you see a mug 1.")
  #expect(world.step("inventory").observation == "You are carrying: a mug 1.")
  // Released games of this kind are won by cooling alone: the mug in hand is still in the machine.
  var game = kitchen().game
  game.scene.receptacles.append(
    .init(name: "fridge 1", kind: "fridge", location: 3, isOpenable: true))
  game.goal = .placed(object: "mug", receptacle: "coffeemachine", preparation: .cool)
  var cooling = Environment(game: game)
  for command in ["go to countertop 1", "take mug 1 from countertop 1", "go to fridge 1"] {
    let outcome = cooling.step(command)
    #expect(outcome.wasAdmissible && !outcome.won)
  }
  #expect(cooling.step("cool mug 1 with fridge 1").won)
}

@Test("quirk 5: a cabinet that is not openable is a surface")
func cabinetAsSurface() {
  var world = endlessKitchen()
  #expect(
    world.step("go to cabinet 1").observation
      == "You arrive at cabinet 1. On the cabinet 1, you see nothing.")
  #expect(!world.isAdmissible("open cabinet 1"))
  #expect(world.step("examine cabinet 2").observation == "The cabinet 2 is closed.")
}

@Test("quirk 6: receptacles at one standing point are all at hand and none can be gone to")
func sharesStandingPoint() {
  var world = endlessKitchen()
  _ = world.step("go to countertop 1")
  let expected = [
    "examine cabinet 1", "examine cabinet 2", "examine countertop 1", "go to coffeemachine 1",
    "inventory", "look", "open cabinet 2", "take apple 1 from countertop 1",
    "take mug 1 from countertop 1",
  ]
  #expect(world.admissibleCommands == expected)
}

@Test("quirk 7: an object in no receptacle cannot be reached")
func unreachableObject() {
  var world = endlessKitchen()
  _ = world.step("go to countertop 1")
  #expect(!world.admissibleCommands.contains { $0.contains("cd 1") })
  for place in ["cabinet 1", "cabinet 2", "coffeemachine 1", "countertop 1"] {
    #expect(!world.isAdmissible("take cd 1 from " + place))
  }
}
