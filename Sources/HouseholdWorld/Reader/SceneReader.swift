/// Builds a scene from the initial facts of a problem, in the order and with the numbers that
/// TextWorld's ALFRED gives them.
struct SceneReader {
  private let facts: ProblemFacts
  private var byPredicate: [String: [ProblemFacts.Fact]] = [:]

  init(facts: ProblemFacts) {
    self.facts = facts
    // Grouped by number first: a predicate has one name but hundreds of facts.
    var groups = [[ProblemFacts.Fact]](repeating: [], count: facts.symbols.count)
    for fact in facts.initial { groups[fact.predicate].append(fact) }
    for (predicate, group) in groups.enumerated() where !group.isEmpty {
      byPredicate[facts.symbols.name(predicate)] = group
    }
  }

  private func facts(_ predicate: String) -> [ProblemFacts.Fact] { byPredicate[predicate] ?? [] }

  /// The facts that say two things; one that lacks its second says nothing.
  private func pairs(_ predicate: String) -> [ProblemFacts.Fact] {
    facts(predicate).filter { $0.second >= 0 }
  }

  private func members(_ predicate: String) -> Set<Int> { Set(facts(predicate).map(\.first)) }

  /// Symbol pairs first -> second; the last fact counts.
  private func map(_ predicate: String) -> [Int: Int] {
    Dictionary(pairs(predicate).map { ($0.first, $0.second) }, uniquingKeysWith: { $1 })
  }

  /// Symbols ordered by id as byte strings.
  private func ordered(_ symbols: some Sequence<Int>) -> [Int] {
    symbols.sorted(by: facts.symbols.precedes)
  }

  /// Display names: the first id of a name in id order gets the highest number.
  private func displayNames() -> [Int: String] {
    var isArgument = [Bool](repeating: false, count: facts.symbols.count)
    for fact in facts.initial {
      isArgument[fact.first] = true
      if fact.second >= 0 { isArgument[fact.second] = true }
    }
    var byName: [String: [Int]] = [:]
    for id in ordered(isArgument.indices.filter { isArgument[$0] }) {
      byName[baseName(facts.symbols.bytes(id)), default: []].append(id)
    }
    var result: [Int: String] = [:]
    for (name, group) in byName {
      for (position, id) in group.enumerated() { result[id] = name + " \(group.count - position)" }
    }
    return result
  }

  func scene() -> Scene? {
    let locations = ordered(
      Set(
        (pairs("receptacleatlocation") + pairs("objectatlocation") + pairs("atlocation"))
          .map(\.second)))
    let locationIndex = indices(locations)
    guard let start = pairs("atlocation").first.flatMap({ locationIndex[$0.second] }) else {
      return nil
    }
    let names = displayNames()
    let places = map("receptacleatlocation")
    let receptacles = ordered(Set(places.keys))
    return Scene(
      receptacles: receptacleParts(receptacles, places, locationIndex, names),
      objects: objectParts(indices(receptacles), locationIndex, names),
      startLocation: start, locationCount: locations.count)
  }

  private func receptacleParts(
    _ ids: [Int], _ places: [Int: Int], _ locationIndex: [Int: Int], _ names: [Int: String]
  ) -> [Scene.Receptacle] {
    let types = map("receptacletype")
    let openable = members("openable")
    let opened = members("opened")
    var accepts: [Int: Set<String>] = [:]
    for (type, group) in Dictionary(grouping: pairs("cancontain"), by: \.first) {
      accepts[type] = Set(Set(group.map(\.second)).map(kind))
    }
    return ids.map { id in
      Scene.Receptacle(
        name: names[id] ?? "", kind: types[id].map(kind) ?? "",
        location: places[id].flatMap { locationIndex[$0] } ?? -1,
        isOpenable: openable.contains(id), isInitiallyOpen: opened.contains(id),
        accepts: types[id].flatMap { accepts[$0] } ?? [])
    }
  }

  private func objectParts(
    _ receptacleIndex: [Int: Int], _ locationIndex: [Int: Int], _ names: [Int: String]
  ) -> [Scene.Object] {
    let types = map("objecttype")
    let ids = ordered(types.keys)
    let objectIndex = indices(ids)
    let holders = Dictionary(grouping: pairs("inreceptacle"), by: \.first)
    let places = Dictionary(grouping: pairs("objectatlocation"), by: \.first)
    let inner = Dictionary(grouping: pairs("inreceptacleobject"), by: \.second)
    let abilities = affordances()
    let conditions = initialConditions()
    return ids.map { id in
      Scene.Object(
        name: names[id] ?? "", kind: types[id].map(kind) ?? "",
        receptacles: Set((holders[id] ?? []).compactMap { receptacleIndex[$0.second] }).sorted(),
        locations: Set((places[id] ?? []).compactMap { locationIndex[$0.second] }).sorted(),
        affordances: abilities[id] ?? [],
        contents: Set((inner[id] ?? []).compactMap { objectIndex[$0.first] }).sorted(),
        initialConditions: conditions[id] ?? [])
    }
  }

  private func affordances() -> [Int: Scene.Affordances] {
    let table: [(String, Scene.Affordances)] = [
      ("pickupable", .pickupable), ("cleanable", .cleanable), ("heatable", .heatable),
      ("coolable", .coolable), ("toggleable", .toggleable), ("sliceable", .sliceable),
      ("isreceptacleobject", .container),
    ]
    var result: [Int: Scene.Affordances] = [:]
    for (predicate, ability) in table {
      for fact in facts(predicate) { result[fact.first, default: []].insert(ability) }
    }
    return result
  }

  private func initialConditions() -> [Int: Scene.Conditions] {
    let table: [(String, Scene.Conditions)] = [
      ("isclean", .clean), ("ishot", .hot), ("iscool", .cool), ("issliced", .sliced),
      ("istoggled", .toggled),
    ]
    var result: [Int: Scene.Conditions] = [:]
    for (predicate, condition) in table {
      for fact in facts(predicate) { result[fact.first, default: []].insert(condition) }
    }
    return result
  }

  private func kind(_ type: Int) -> String { className(facts.symbols.name(type)) }
}

/// "countertoptype" -> "countertop".
func className(_ type: String) -> String {
  type.hasSuffix("type") ? String(type.dropLast(4)) : type
}

private func indices(_ symbols: [Int]) -> [Int: Int] {
  Dictionary(symbols.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
}

/// The text before the first `_bar_`, with "basin" where the id tells of one.
private func baseName(_ id: [UInt8]) -> String {
  let words = id.split(separator: UInt8(ascii: "_"), maxSplits: 1)
  let name = String(decoding: words.first ?? id[...], as: UTF8.self)
  return id[...].first("basin") == nil ? name : name + "basin"
}
