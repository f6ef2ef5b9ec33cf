extension Environment {
  /// What `look` prints. In the middle of the room the introduction lists every receptacle, but the
  /// command itself lists nothing: the grammar's location is already bound there.
  func lookText(in state: WorldState, isIntroduction: Bool) -> String {
    let scene = rulebook.game.scene
    let here = rulebook.receptacles(at: state.location)
    if here.isEmpty {
      let seen =
        isIntroduction
        ? scene.receptacles.filter { $0.location >= 0 }.map { "a " + $0.name } : []
      return "You are in the middle of a room. Looking quickly around you, you see "
        + listText(seen) + "."
    }
    return "You are facing the " + listText(here.map { scene.receptacles[$0].name })
      + ". Next to it, you see " + listText(objectsNextTo(here, in: state)) + "."
  }

  /// One item for each pair of an object that lies here and a receptacle here it was taken from.
  private func objectsNextTo(_ receptacles: [Int], in state: WorldState) -> [String] {
    var items: [String] = []
    state.forEachObject(at: state.location) { object in
      for receptacle in receptacles where state.isNotIn(receptacle, object) {
        items.append("a " + rulebook.game.scene.objects[object].name)
      }
    }
    return items
  }

  func examineText(receptacle r: Int) -> String {
    let receptacle = rulebook.game.scene.receptacles[r]
    if receptacle.isOpenable && !state.isOpen(r) { return "The " + receptacle.name + " is closed." }
    var items: [String] = []
    state.forEachObject(in: r) { items.append("a " + rulebook.game.scene.objects[$0].name) }
    return receptacle.isOpenable
      ? "The " + receptacle.name + " is open. In it, you see " + listText(items) + "."
      : "On the " + receptacle.name + ", you see " + listText(items) + "."
  }

  func examineText(object o: Int) -> String {
    let object = rulebook.game.scene.objects[o]
    if object.affordances.contains(.container) {
      let items = object.contents.sorted().map { "a " + rulebook.game.scene.objects[$0].name }
      return "This is a normal " + object.name + ". In it, you see " + listText(items) + "."
    }
    let words = conditionWords(o)
    if !words.isEmpty { return "This is a " + words + " " + object.name + "." }
    if object.affordances.contains(.toggleable), state.has(o, .toggled) {
      return "This " + object.name + " is on."
    }
    if object.affordances.contains(.sliceable), state.has(o, .sliced) {
      return "This is a sliced " + object.name + "."
    }
    return "There's nothing special about " + object.name + "."
  }

  /// The first match of the grammar's list of cases; empty if none but "sliced" alone holds.
  private func conditionWords(_ o: Int) -> String {
    let isClean = state.has(o, .clean)
    let isHot = state.has(o, .hot)
    let isCool = state.has(o, .cool)
    let sliced = state.has(o, .sliced) ? " sliced" : ""
    // The grammar tests clean and hot, clean and cool, then with "sliced" clean, hot, cool, but
    // without it hot, clean, cool; the order only matters where all words are spelled out.
    if isClean && isHot { return "hot and clean" + sliced }
    if isClean && isCool { return "cool and clean" + sliced }
    if isClean { return "clean" + sliced }
    if isHot { return "hot" + sliced }
    if isCool { return sliced.isEmpty ? "cold" : "cool sliced" }
    return ""
  }
}

/// "nothing", "x", "x, and y", "x, y, and z".
private func listText(_ items: [String]) -> String {
  guard let last = items.last else { return "nothing" }
  if items.count == 1 { return last }
  return items.dropLast().joined(separator: ", ") + ", and " + last
}
