import HouseholdWorld

/// The room as far as an agent has been told: where it stands, what it holds, what it has seen where.
/// Read off the texts of the game alone, so that any recorded episode can be followed without its game.
package struct Surroundings {
  /// The receptacle it faces; nil in the middle of the room.
  package private(set) var place: String?
  /// What is in its hand.
  package private(set) var holding: String?
  /// What was last seen in or on each receptacle; nil for one found closed.
  package private(set) var contents: [String: [String]?] = [:]
  /// Every object seen or held so far.
  package private(set) var seen: Set<String> = []
  /// Every object taken so far.
  package private(set) var taken: Set<String> = []
  /// What has been done to each object and still holds.
  package private(set) var prepared: [String: Set<Preparation>] = [:]
  /// The lamps switched on.
  package private(set) var lit: Set<String> = []

  /// Before the first command.
  package init() {}

  /// Takes in an admissible command and the reply to it.
  ///
  /// - Returns: The receptacles whose contents changed or were learned.
  package mutating func read(_ command: String, _ reply: String) -> Set<String> {
    let things = numberedThings(in: command)
    let words = command.split(separator: " ")
    switch (words.first, things.first, things.dropFirst().first) {
    case ("go", let there?, _): place = there
    case ("take", let object?, let from?):
      holding = object
      taken.insert(object)
      seen.insert(object)
      return change(from) { $0.removeAll { $0 == object } }
    case ("move", let object?, let target?), ("put", let object?, let target?):
      holding = nil
      return change(target) { $0.append(object) }
    case ("clean", let object?, _): prepared[object, default: []].insert(.clean)
    case ("heat", let object?, _): prepare(object, .heat, undoing: .cool)
    case ("cool", let object?, _): prepare(object, .cool, undoing: .heat)
    case ("use", let lamp?, _): lit.insert(lamp)
    default: break
    }
    return readContents(reply)
  }

  private mutating func prepare(
    _ object: String, _ preparation: Preparation, undoing other: Preparation
  ) {
    prepared[object, default: []].insert(preparation)
    prepared[object]?.remove(other)
  }

  private mutating func change(
    _ receptacle: String, _ edit: (inout [String]) -> Void
  ) -> Set<String> {
    var objects = contents[receptacle].flatMap { $0 } ?? []
    edit(&objects)
    contents[receptacle] = .some(objects)
    return [receptacle]
  }

  /// "On the desk 1, you see …", "The cabinet 1 is open. In it, you see …", "The cabinet 1 is closed."
  private mutating func readContents(_ reply: String) -> Set<String> {
    var changed: Set<String> = []
    var open: String?
    for sentence in reply.split(separator: ".") {
      let text = sentence.filter { $0 != "," }.drop { $0.isWhitespace }
      let things = numberedThings(in: String(text))
      if text.hasPrefix("On the "), let receptacle = things.first {
        changed.formUnion(see(Array(things.dropFirst()), in: receptacle))
      } else if text.hasPrefix("In it "), let receptacle = open {
        changed.formUnion(see(things, in: receptacle))
      } else if text.hasPrefix("The "), let receptacle = things.first {
        open = text.hasSuffix("is open") ? receptacle : nil
        if text.hasSuffix("is closed") {
          contents[receptacle] = .some(nil)
          changed.insert(receptacle)
        }
      }
    }
    return changed
  }

  private mutating func see(_ objects: [String], in receptacle: String) -> Set<String> {
    contents[receptacle] = .some(objects)
    seen.formUnion(objects)
    return [receptacle]
  }
}

/// The class of a numbered thing: "mug" of "mug 2".
func kind(of thing: String) -> Substring {
  thing.lastIndex(of: " ").map { thing[..<$0] } ?? thing[...]
}
