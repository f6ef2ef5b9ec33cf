/// Everything about a game that no command changes, laid out for fast lookup.
///
/// Shared by all copies of an environment. Sets of objects are bitsets of `wordCount` words.
final class Rulebook: Sendable {
  let game: Game
  let wordCount: Int
  let locationCount: Int
  /// Receptacles by standing point, ascending by id, which is the order of the printed lists.
  let receptaclesByLocation: [[Int]]
  /// Position of each name among all names sorted by code point, which is the order of commands.
  let receptacleRank: [Int]
  let objectRank: [Int]
  let receptaclesByRank: [Int]
  let receptacleIndex: [String: Int]
  let objectIndex: [String: Int]
  /// Bitset per receptacle of the objects that may be put into it.
  let accepted: [UInt64]
  let goToCommands: [String]
  let putVerb: String
  let putJoin: String

  init(game: Game) {
    self.game = game
    let scene = game.scene
    wordCount = max(1, (scene.objects.count + 63) / 64)
    let placed = scene.receptacles.map(\.location) + scene.objects.flatMap(\.locations)
    locationCount = max(scene.locationCount, placed.reduce(scene.startLocation, max) + 1)
    var byLocation = [[Int]](repeating: [], count: locationCount)
    for (index, receptacle) in scene.receptacles.enumerated() where receptacle.location >= 0 {
      byLocation[receptacle.location].append(index)
    }
    receptaclesByLocation = byLocation
    receptaclesByRank = sortedByName(scene.receptacles.map(\.name))
    receptacleRank = inverse(receptaclesByRank)
    objectRank = inverse(sortedByName(scene.objects.map(\.name)))
    receptacleIndex = Dictionary(
      scene.receptacles.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    objectIndex = Dictionary(
      scene.objects.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    var accepted = [UInt64](repeating: 0, count: scene.receptacles.count * wordCount)
    for (r, receptacle) in scene.receptacles.enumerated() {
      for (o, object) in scene.objects.enumerated() where receptacle.accepts.contains(object.kind) {
        accepted[r * wordCount + (o >> 6)] |= 1 << UInt64(o & 63)
      }
    }
    self.accepted = accepted
    goToCommands = scene.receptacles.map { "go to " + $0.name }
    putVerb = game.generation == .moveTo ? "move " : "put "
    putJoin = game.generation == .moveTo ? " to " : " in/on "
  }

  func accepts(_ object: Int, in receptacle: Int) -> Bool {
    accepted[receptacle * wordCount + (object >> 6)] >> UInt64(object & 63) & 1 == 1
  }

  /// The receptacles reached from a standing point.
  func receptacles(at location: Int) -> [Int] {
    location >= 0 && location < locationCount ? receptaclesByLocation[location] : []
  }
}

/// Indices of names in the order of their commands: a space follows a name inside a command, so
/// that "apple 1 from" precedes "apple 10 from".
private func sortedByName(_ names: [String]) -> [Int] {
  names.indices.sorted { Array(names[$0].utf8).lexicographicallyPrecedes(Array(names[$1].utf8)) }
}

private func inverse(_ permutation: [Int]) -> [Int] {
  var result = [Int](repeating: 0, count: permutation.count)
  for (rank, index) in permutation.enumerated() { result[index] = rank }
  return result
}
