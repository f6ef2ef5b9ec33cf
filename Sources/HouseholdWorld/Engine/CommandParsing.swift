extension Rulebook {
  /// Resolves the words of a command, ignoring white space around it; nil for any other text.
  func parse(_ text: String) -> Command? {
    let line = trimmed(text)
    switch line {
    case "look": return .look
    case "inventory": return .inventory
    case "help": return .help
    default: break
    }
    guard let space = line.utf8.firstIndex(of: 0x20) else { return nil }
    let rest = line[line.utf8.index(after: space)...]
    switch line[..<space] {
    case "go":
      return rest.hasPrefix("to ") ? receptacle(rest.dropFirst(3)).map { .goTo($0) } : nil
    case "open": return receptacle(rest).map { .open($0) }
    case "close": return receptacle(rest).map { .close($0) }
    case "examine":
      return receptacle(rest).map { .examineReceptacle($0) }
        ?? objectIndex[String(rest)].map { .examineObject($0) }
    case "take": return pair(rest, " from ").map { .take(object: $0, receptacle: $1) }
    case "move" where game.generation == .moveTo, "put" where game.generation == .putInOn:
      return pair(rest, putJoin).map { .move(object: $0, receptacle: $1) }
    case "clean": return pair(rest, " with ").map { .clean(object: $0, receptacle: $1) }
    case "heat": return pair(rest, " with ").map { .heat(object: $0, receptacle: $1) }
    case "cool": return pair(rest, " with ").map { .cool(object: $0, receptacle: $1) }
    case "use": return objectIndex[String(rest)].map { .use($0) }
    case "slice":
      guard let (first, second) = split(rest, at: " with ") else { return nil }
      guard let object = objectIndex[first], let knife = objectIndex[second] else { return nil }
      return .slice(object: object, knife: knife)
    default: return nil
    }
  }

  private func receptacle(_ name: Substring) -> Int? { receptacleIndex[String(name)] }

  private func pair(_ text: Substring, _ separator: String) -> (Int, Int)? {
    guard let (first, second) = split(text, at: separator) else { return nil }
    guard let object = objectIndex[first], let place = receptacleIndex[second] else { return nil }
    return (object, place)
  }

  /// Splits at the first occurrence of `separator`, byte by byte.
  private func split(_ text: Substring, at separator: String) -> (String, String)? {
    var index = text.startIndex
    while index < text.endIndex {
      if text.utf8[index] == 0x20, text[index...].utf8.starts(with: separator.utf8) {
        let after = text.utf8.index(index, offsetBy: separator.utf8.count)
        return (String(text[..<index]), String(text[after...]))
      }
      index = text.utf8.index(after: index)
    }
    return nil
  }
}

private func trimmed(_ text: String) -> Substring {
  func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 9 && byte <= 13) }
  let bytes = text.utf8
  guard let start = bytes.firstIndex(where: { !isSpace($0) }),
    let end = bytes.lastIndex(where: { !isSpace($0) })
  else { return "" }
  return text[start...end]
}
