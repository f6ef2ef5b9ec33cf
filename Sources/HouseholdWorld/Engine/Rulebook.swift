/// Everything about a game that no command changes, laid out for fast lookup.
///
/// Shared by all environments of a game. Sets of objects are bitsets of `wordCount` words.
final class Rulebook: Sendable {
  let scene: Scene
  let generation: CommandGeneration
  let helpText: String?
  /// The state of a reset, from which every environment of the game takes its copy.
  let start: WorldState
  /// What wins: the stages of the goal, to be met in turn.
  let stages: [GoalTest]
  private let layout: WorldState.Layout
  /// Receptacles by standing point: ascending by id, which is the order of the printed lists, and
  /// by name, which is the order of the commands.
  private let receptaclesByLocation: [[Int]]
  private let receptaclesByLocationAndName: [[Int]]
  /// Position of each object's name among all names sorted by code point, and its inverse.
  let objectRanks: [Int]
  let objectsByRank: [Int]
  let receptacleIndex: [String: Int]
  let objectIndex: [String: Int]
  /// Objects that can be switched on and those that can be sliced, by name.
  let lamps: [Int]
  let sliceables: [Int]
  /// What can be done at each receptacle to the object in hand; nil at all but the three
  /// appliances.
  let preparations: [Preparation?]
  /// Bitset per receptacle of the objects that may be put into it.
  private let accepted: [UInt64]
  let examineCommands: [String]
  /// The commands to go to each receptacle that has a standing point, by name, and where in this
  /// list a receptacle's stands.
  let goToCommands: [String]
  let goToPositions: [Int]

  init(game: Game) {
    let scene = game.scene
    self.scene = scene
    generation = game.generation
    helpText = game.helpText
    layout = WorldState.Layout(scene: scene)
    start = WorldState(scene: scene, layout: layout)
    stages = game.goal.stages.map { GoalTest($0, in: scene) }
    objectsByRank = sortedByName(scene.objects.map(\.name))
    objectRanks = inverse(objectsByRank)
    let byName = sortedByName(scene.receptacles.map(\.name))
      .filter { scene.receptacles[$0].location >= 0 }
    receptaclesByLocation = grouped(byName.sorted(), scene, layout.locationCount)
    receptaclesByLocationAndName = grouped(byName, scene, layout.locationCount)
    receptacleIndex = Dictionary(
      scene.receptacles.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    objectIndex = Dictionary(
      scene.objects.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    lamps = objectsByRank.filter { scene.objects[$0].affordances.contains(.toggleable) }
    sliceables = objectsByRank.filter { scene.objects[$0].affordances.contains(.sliceable) }
    preparations = scene.receptacles.map { Preparation(at: $0.kind) }
    accepted = acceptedObjects(of: scene, wordCount: layout.wordCount)
    examineCommands = scene.receptacles.map { "examine " + $0.name }
    goToCommands = byName.map { "go to " + scene.receptacles[$0].name }
    var positions = [Int](repeating: 0, count: scene.receptacles.count)
    for (position, receptacle) in byName.enumerated() { positions[receptacle] = position }
    goToPositions = positions
  }

  func accepts(_ object: Int, in receptacle: Int) -> Bool {
    accepted[receptacle * layout.wordCount + (object >> 6)] >> UInt64(object & 63) & 1 == 1
  }

  /// Whether a receptacle's door keeps what is in it from sight and reach.
  func isClosed(_ receptacle: Int, in state: WorldState) -> Bool {
    scene.receptacles[receptacle].isOpenable && !state.isOpen(receptacle)
  }

  /// The receptacles reached from a standing point, ascending by id.
  func receptacles(at location: Int) -> [Int] {
    receptaclesByLocation.indices.contains(location) ? receptaclesByLocation[location] : []
  }

  /// The receptacles reached from a standing point, in the order of their commands.
  func receptaclesByName(at location: Int) -> [Int] {
    receptaclesByLocationAndName.indices.contains(location)
      ? receptaclesByLocationAndName[location] : []
  }
}

extension Preparation {
  /// What can be done at a receptacle of a class; a bathtub does not clean.
  fileprivate init?(at kind: String) {
    switch kind {
    case "sinkbasin": self = .clean
    case "microwave": self = .heat
    case "fridge": self = .cool
    default: return nil
    }
  }
}

/// Indices of names in the order of their commands: a space follows a name inside a command, so
/// that "apple 1 from" precedes "apple 10 from".
private func sortedByName(_ names: [String]) -> [Int] {
  let bytes = names.map { Array($0.utf8) }
  return names.indices.sorted { bytes[$0].lexicographicallyPrecedes(bytes[$1]) }
}

private func inverse(_ permutation: [Int]) -> [Int] {
  var result = [Int](repeating: 0, count: permutation.count)
  for (rank, index) in permutation.enumerated() { result[index] = rank }
  return result
}

private func grouped(_ receptacles: [Int], _ scene: Scene, _ locationCount: Int) -> [[Int]] {
  var result = [[Int]](repeating: [], count: locationCount)
  for receptacle in receptacles {
    result[scene.receptacles[receptacle].location].append(receptacle)
  }
  return result
}

/// A bitset of objects per receptacle. Receptacles of a class mostly accept the same classes, so
/// each row is made once and classes of objects are looked up instead of objects.
private func acceptedObjects(of scene: Scene, wordCount: Int) -> [UInt64] {
  let objectsByKind = Dictionary(grouping: scene.objects.indices) { scene.objects[$0].kind }
  var models: [String: Int] = [:]
  var result = [UInt64](repeating: 0, count: scene.receptacles.count * wordCount)
  for (r, receptacle) in scene.receptacles.enumerated() {
    let row = r * wordCount
    if let model = models[receptacle.kind],
      scene.receptacles[model].accepts == receptacle.accepts
    {
      for word in 0..<wordCount { result[row + word] = result[model * wordCount + word] }
      continue
    }
    models[receptacle.kind] = r
    for (kind, objects) in objectsByKind where receptacle.accepts.contains(kind) {
      for o in objects { result[row + (o >> 6)] |= 1 << UInt64(o & 63) }
    }
  }
  return result
}
