import HouseholdWorld
import Testing

/// Point 0: shelf, drawers; 1: sink basin; 2: microwave and fridge; 3: desk; 4: middle of the room.
private func world(_ goal: Goal) -> Environment {
  let food: Scene.Affordances = [.pickupable, .cleanable, .heatable, .coolable]
  let all: Set<String> = ["apple", "desklamp"]
  let scene = Scene(
    receptacles: [
      .init(name: "desk 1", kind: "desk", location: 3, accepts: all),
      .init(name: "drawer 1", kind: "drawer", location: 0, isOpenable: true, accepts: all),
      .init(name: "drawer 2", kind: "drawer", location: 0, isOpenable: true, accepts: all),
      .init(name: "fridge 1", kind: "fridge", location: 2, isOpenable: true, accepts: all),
      .init(name: "microwave 1", kind: "microwave", location: 2, isOpenable: true, accepts: all),
      .init(name: "shelf 1", kind: "shelf", location: 0, accepts: all),
      .init(name: "shelf 2", kind: "shelf", location: 3, accepts: all),
      .init(name: "sinkbasin 1", kind: "sinkbasin", location: 1, accepts: all),
    ],
    objects: [
      .init(name: "apple 1", kind: "apple", receptacles: [7], locations: [1], affordances: food),
      .init(name: "apple 2", kind: "apple", receptacles: [1], locations: [0], affordances: food),
      .init(
        name: "desklamp 1", kind: "desklamp", receptacles: [0], locations: [3],
        affordances: [.toggleable]),
    ], startLocation: 4)
  return Environment(
    game: Game(id: "goals", category: nil, instruction: "x", goal: goal, scene: scene))
}

/// Plays admissible commands; the goal must be met by the last one and by none before it.
private func winsLast(
  _ goal: Goal, _ commands: [String], sourceLocation: SourceLocation = #_sourceLocation
) {
  var world = world(goal)
  for (index, command) in commands.enumerated() {
    let outcome = world.step(command)
    let place: Comment = "\(command)"
    #expect(outcome.wasAdmissible, place, sourceLocation: sourceLocation)
    #expect(outcome.won == (index == commands.count - 1), place, sourceLocation: sourceLocation)
  }
}

private let getApple1 = ["go to sinkbasin 1", "take apple 1 from sinkbasin 1"]
private let getApple2 = ["go to drawer 1", "open drawer 1", "take apple 2 from drawer 1"]

@Test("placed: in a receptacle of the class, with the preparation that is asked for")
func placed() {
  winsLast(
    .placed(object: "apple", receptacle: "shelf", preparation: nil),
    getApple1 + ["go to desk 1", "move apple 1 to desk 1", "take apple 1 from desk 1"]
      + ["move apple 1 to shelf 2"])
  winsLast(
    .placed(object: "apple", receptacle: "shelf", preparation: .clean),
    getApple2 + ["move apple 2 to shelf 1", "take apple 2 from shelf 1", "go to sinkbasin 1"]
      + ["clean apple 2 with sinkbasin 1", "go to shelf 1", "move apple 2 to shelf 1"])
  winsLast(
    .placed(object: "apple", receptacle: "shelf", preparation: .heat),
    getApple1 + [
      "go to microwave 1", "heat apple 1 with microwave 1", "cool apple 1 with fridge 1",
    ]
      + ["go to shelf 1", "move apple 1 to shelf 1", "take apple 1 from shelf 1"]
      + ["go to microwave 1", "heat apple 1 with microwave 1", "go to shelf 1"]
      + ["move apple 1 to shelf 1"])
  winsLast(
    .placed(object: "apple", receptacle: "shelf", preparation: .cool),
    getApple1 + ["go to fridge 1", "cool apple 1 with fridge 1", "go to shelf 1"]
      + ["move apple 1 to shelf 1"])
}

@Test("placed two: two different objects in the same receptacle of the class")
func placedTwo() {
  winsLast(
    .placedTwo(object: "apple", receptacle: "shelf"),
    getApple1 + ["go to shelf 2", "move apple 1 to shelf 2"] + getApple2
      + ["move apple 2 to shelf 1", "go to shelf 2", "take apple 1 from shelf 2"]
      + ["go to shelf 1", "move apple 1 to shelf 1"])
}

@Test("examined in light: held where a lamp that is on stands")
func examinedInLight() {
  let goal = Goal.examinedInLight(object: "apple", lamp: "desklamp")
  winsLast(goal, getApple1 + ["go to desk 1", "use desklamp 1"])
  winsLast(goal, ["go to desk 1", "use desklamp 1"] + getApple1 + ["go to desk 1"])
}

@Test("holding: in hand, with the preparation that is asked for")
func holding() {
  winsLast(.holding(object: "apple", preparation: nil), getApple1)
  winsLast(
    .holding(object: "apple", preparation: .clean), getApple1 + ["clean apple 1 with sinkbasin 1"])
}

@Test("prepared: as many different objects as are asked for")
func prepared() {
  winsLast(
    .prepared(object: "apple", preparation: .clean, count: 1),
    getApple1 + ["clean apple 1 with sinkbasin 1"])
  winsLast(
    .prepared(object: "apple", preparation: .clean, count: 2),
    getApple1
      + ["clean apple 1 with sinkbasin 1", "clean apple 1 with sinkbasin 1"]
      + ["move apple 1 to sinkbasin 1"] + getApple2
      + ["go to sinkbasin 1", "clean apple 2 with sinkbasin 1"])
}

@Test("in sight: in hand or in an open receptacle at the agent's standing point")
func inSight() {
  winsLast(.inSight(object: "apple"), ["go to drawer 1", "open drawer 2", "open drawer 1"])
  winsLast(.inSight(object: "apple"), ["go to sinkbasin 1"])
}

@Test("at: standing at a receptacle of the class")
func at() {
  winsLast(.at(receptacle: "shelf"), ["look", "go to sinkbasin 1", "go to drawer 1"])
}

@Test("opened: as many at once as are asked for, all of the class without a number")
func opened() {
  winsLast(.opened(receptacle: "drawer", count: 1), ["go to shelf 1", "open drawer 2"])
  winsLast(
    .opened(receptacle: "drawer", count: 2),
    ["go to shelf 1", "open drawer 2", "close drawer 2", "open drawer 1", "open drawer 2"])
  winsLast(
    .opened(receptacle: "drawer", count: nil), ["go to shelf 1", "open drawer 1", "open drawer 2"])
  // A class none of whose receptacles opens is never open.
  var world = world(.opened(receptacle: "shelf", count: nil))
  #expect(!world.step("go to shelf 1").won)
}

@Test("lit: a lamp of the class is on, wherever the agent stands")
func lit() {
  winsLast(.lit(lamp: "desklamp"), ["look", "go to desk 1", "use desklamp 1"])
}

@Test("sequence: each goal after the one before, even if it no longer holds")
func sequenceGoal() {
  let goal = Goal.sequence([
    .at(receptacle: "desk"), .sequence([.at(receptacle: "sinkbasin"), .lit(lamp: "desklamp")]),
  ])
  winsLast(
    goal,
    // The sink basin does not count before the desk.
    ["go to sinkbasin 1", "go to desk 1", "go to sinkbasin 1", "go to desk 1", "use desklamp 1"])
  winsLast(
    .sequence([.at(receptacle: "desk"), .at(receptacle: "shelf")]), ["go to desk 1"])
}
