extension Rulebook {
  /// The text of a reset: a greeting, what is seen from the start and the task.
  func introduction(to instruction: String) -> String {
    "-= Welcome to TextWorld, ALFRED! =-\n\n" + lookText(in: start, isIntroduction: true)
      + "\n\nYour task is to: " + instruction + "."
  }

  /// What `look` prints. In the middle of the room the introduction lists every receptacle, but the
  /// command itself lists nothing: the grammar's location is already bound there.
  func lookText(in state: WorldState, isIntroduction: Bool) -> String {
    let here = receptacles(at: state.location)
    var text = ""
    text.reserveCapacity(textCapacity)
    if here.isEmpty {
      text += "You are in the middle of a room. Looking quickly around you, you see "
      let seen = scene.receptacles.indices.filter {
        isIntroduction && scene.receptacles[$0].location >= 0
      }
      text.appendList(seen, "a ") { scene.receptacles[$0].name }
    } else {
      text += "You are facing the "
      text.appendList(here, "") { scene.receptacles[$0].name }
      text += ". Next to it, you see "
      text.appendList(objectsNextTo(here, in: state), "a ") { scene.objects[$0].name }
    }
    text += "."
    return text
  }

  /// One item for each pair of an object that lies here and a receptacle here it was taken from.
  private func objectsNextTo(_ receptacles: [Int], in state: WorldState) -> [Int] {
    var items: [Int] = []
    for object in state.objects(at: state.location) {
      for receptacle in receptacles where state.isNotIn(receptacle, object) {
        items.append(object)
      }
    }
    return items
  }

  /// What is seen in or on a receptacle, after a sentence `opening` `place` if one is given.
  func examineText(
    receptacle r: Int, in state: WorldState, after opening: String = "", _ place: String = ""
  ) -> String {
    var text = ""
    text.reserveCapacity(textCapacity)
    if !place.isEmpty {
      text += opening
      text += place
      text += ". "
    }
    let isOpenable = scene.receptacles[r].isOpenable
    text += isOpenable ? "The " : "On the "
    text += scene.receptacles[r].name
    if isClosed(r, in: state) {
      text += " is closed."
      return text
    }
    text += isOpenable ? " is open. In it, you see " : ", you see "
    text.appendList(state.objects(in: r), "a ") { scene.objects[$0].name }
    text += "."
    return text
  }

  /// What is seen of an object in hand. A container shows what it held at the start: no command
  /// moves what is in it.
  func examineText(object o: Int, in state: WorldState) -> String {
    let object = scene.objects[o]
    if object.affordances.contains(.container) {
      var text = "This is a normal " + object.name + ". In it, you see "
      text.appendList(object.contents.sorted(), "a ") { scene.objects[$0].name }
      return text + "."
    }
    let words = conditionWords(o, state)
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
  private func conditionWords(_ o: Int, _ state: WorldState) -> String {
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

/// Room for all but the longest texts, so that a text in the making moves once at most.
private let textCapacity = 160

extension String {
  /// Appends "nothing", "x", "x, and y" or "x, y, and z", each with the article.
  fileprivate mutating func appendList(
    _ items: some Sequence<Int>, _ article: String, name: (Int) -> String
  ) {
    var rest = items.makeIterator()
    guard var item = rest.next() else {
      self += "nothing"
      return
    }
    var isFirst = true
    while let next = rest.next() {
      if !isFirst { self += ", " }
      self += article
      self += name(item)
      item = next
      isFirst = false
    }
    if !isFirst { self += ", and " }
    self += article
    self += name(item)
  }
}
