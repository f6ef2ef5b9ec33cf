/// A command taken apart, in either command language.
enum ExpertCommand: Equatable {
  case goTo(String)
  case open(String)
  case close(String)
  case take(String, from: String)
  case put(String, into: String)
  case prepare(Preparation, String, with: String)
  case use(String)
  case examine(String)
  case other

  /// The reply to every command that is not admissible.
  static let failureReply = "Nothing happens."

  /// Takes a command apart; whatever is not one of the cases is `other`.
  init(parsing command: String) {
    let words = command.split(separator: " ")
    func thing(_ index: Int) -> String { "\(words[index]) \(words[index + 1])" }
    self = .other
    guard let verb = words.first else { return }
    switch (verb, words.count) {
    case ("go", 4): self = .goTo(thing(2))
    case ("open", 3): self = .open(thing(1))
    case ("close", 3): self = .close(thing(1))
    case ("use", 3): self = .use(thing(1))
    case ("examine", 3): self = .examine(thing(1))
    case ("take", 6): self = .take(thing(1), from: thing(4))
    case ("move", 6), ("put", 6): self = .put(thing(1), into: thing(4))
    case (_, 6):
      if let preparation = Preparation(rawValue: String(verb)) {
        self = .prepare(preparation, thing(1), with: thing(4))
      }
    default: break
    }
  }

  /// The command as the given command language words it.
  func text(in generation: CommandGeneration) -> String {
    switch self {
    case .goTo(let place): "go to \(place)"
    case .open(let place): "open \(place)"
    case .close(let place): "close \(place)"
    case .take(let object, let place): "take \(object) from \(place)"
    case .put(let object, let place):
      generation == .moveTo ? "move \(object) to \(place)" : "put \(object) in/on \(place)"
    case .prepare(let preparation, let object, let place):
      "\(preparation.rawValue) \(object) with \(place)"
    case .use(let object): "use \(object)"
    case .examine(let thing): "examine \(thing)"
    case .other: "look"
    }
  }
}

/// The class of a numbered thing: "mug" of "mug 2".
func thingKind(_ name: String) -> Substring {
  name.firstIndex(of: " ").map { name[..<$0] } ?? name[...]
}
