extension Rulebook {
  /// Resolves the words of a command, ignoring white space around it; nil for any other text.
  func parse(_ text: String) -> Command? {
    var text = text
    return text.withUTF8 { parse(CommandWords($0)) }
  }

  private func parse(_ text: CommandWords) -> Command? {
    var words = text
    if words.skip("go to ") { return receptacle(words).map { .goTo($0) } }
    if words.skip("open ") { return receptacle(words).map { .open($0) } }
    if words.skip("close ") { return receptacle(words).map { .close($0) } }
    if words.skip("examine ") {
      return receptacle(words).map { .examineReceptacle($0) }
        ?? object(words).map { .examineObject($0) }
    }
    if words.skip("take ") {
      return pair(words, " from ").map { .take(object: $0, receptacle: $1) }
    }
    if words.skip(generation.putVerb) {
      return pair(words, generation.putJoin).map { .move(object: $0, receptacle: $1) }
    }
    for preparation in Preparation.allCases where words.skip(preparation.verb) {
      return pair(words, " with ").map { .prepare(preparation, object: $0, receptacle: $1) }
    }
    if words.skip("use ") { return object(words).map { .use($0) } }
    if words.skip("slice ") {
      guard let (first, second) = words.split(at: " with ") else { return nil }
      guard let target = object(first), let knife = object(second) else { return nil }
      return .slice(object: target, knife: knife)
    }
    if words == "look" { return .look }
    if words == "inventory" { return .inventory }
    return words == "help" ? .help : nil
  }

  private func receptacle(_ name: CommandWords) -> Int? { receptacleIndex[name.string] }

  private func object(_ name: CommandWords) -> Int? { objectIndex[name.string] }

  private func pair(_ words: CommandWords, _ separator: StaticString) -> (Int, Int)? {
    guard let (first, second) = words.split(at: separator) else { return nil }
    guard let thing = object(first), let place = receptacle(second) else { return nil }
    return (thing, place)
  }
}

extension CommandGeneration {
  /// How the command that puts the object in hand into a receptacle begins.
  var putVerb: StaticString { self == .moveTo ? "move " : "put " }
  /// What stands between its two names.
  var putJoin: StaticString { self == .moveTo ? " to " : " in/on " }
}

extension Preparation {
  /// How its command begins.
  var verb: StaticString {
    switch self {
    case .clean: "clean "
    case .heat: "heat "
    case .cool: "cool "
    }
  }
}
