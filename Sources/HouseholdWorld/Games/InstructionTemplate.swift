/// The wordings of every instruction, in one table that both writes and parses them.
///
/// `$o` stands for an object class, `$r` for a receptacle class (a lamp class in `examine` and
/// `turnOn`): one word each. The first four rows are ALFWorld's own templates.
enum InstructionTemplate {
  /// Stands between the parts of a sequence.
  static let sequenceSeparator = ", then "

  static let put = ["put a $o in $r", "put some $o on $r"]
  static let examine = ["look at $o under the $r", "examine the $o with the $r"]
  static let putTwo = ["put two $o in $r", "find two $o and put them in $r"]
  static func prepareAndPut(_ preparation: Preparation) -> [String] {
    [
      "put a \(preparation.adjective) $o in $r",
      "\(preparation.rawValue) some $o and put it in $r",
    ]
  }

  static let find = ["find a $o", "find some $o", "look for a $o"]
  static let goTo = ["go to the $r", "go to a $r"]
  static let take = ["take a $o", "pick up some $o", "find a $o and take it"]
  static let fetch = ["take a $o from the $r", "fetch some $o from a $r"]
  static let turnOn = ["turn on the $r", "use the $r"]
  static let carry = [
    "bring a $o to the $r", "move some $o to the $r", "take a $o and put it in the $r",
    "find some $o and put it on the $r",
  ]
  static func open(count: Int?) -> [String] {
    switch count {
    case nil: ["open every $r", "open all of the $r"]
    case 1: ["open a $r", "open one $r"]
    case 2: ["open two $r", "find two $r and open them"]
    default: ["open \(count ?? 0) $r"]
    }
  }
  static func prepareAndCarry(_ preparation: Preparation) -> [String] {
    [
      "bring a \(preparation.adjective) $o to the $r",
      "\(preparation.rawValue) a $o and move it to the $r",
    ]
  }
  static func prepare(_ preparation: Preparation, count: Int) -> [String] {
    let verb = preparation.rawValue
    return count < 2
      ? [
        "\(verb) some $o", "\(verb) a $o", "find some $o and \(verb) it",
        "take a \(preparation.adjective) $o",
      ]
      : ["\(verb) two $o", "find two $o and \(verb) them"]
  }

  /// The wording of a single instruction.
  static func text(of instruction: Instruction) -> String {
    switch instruction {
    case .put(let object, let receptacle, let phrasing):
      fill(put, phrasing, object, receptacle)
    case .examine(let object, let lamp, let phrasing): fill(examine, phrasing, object, lamp)
    case .prepareAndPut(let preparation, let object, let receptacle, let phrasing):
      fill(prepareAndPut(preparation), phrasing, object, receptacle)
    case .putTwo(let object, let receptacle, let phrasing):
      fill(putTwo, phrasing, object, receptacle)
    case .find(let object, let phrasing): fill(find, phrasing, object, "")
    case .goTo(let receptacle, let phrasing): fill(goTo, phrasing, "", receptacle)
    case .take(let object, let phrasing): fill(take, phrasing, object, "")
    case .fetch(let object, let receptacle, let phrasing):
      fill(fetch, phrasing, object, receptacle)
    case .open(let receptacle, let count, let phrasing):
      fill(open(count: count), phrasing, "", receptacle)
    case .turnOn(let lamp, let phrasing): fill(turnOn, phrasing, "", lamp)
    case .carry(let object, let receptacle, let phrasing):
      fill(carry, phrasing, object, receptacle)
    case .prepareAndCarry(let preparation, let object, let receptacle, let phrasing):
      fill(prepareAndCarry(preparation), phrasing, object, receptacle)
    case .prepare(let preparation, let object, let count, let phrasing):
      fill(prepare(preparation, count: count), phrasing, object, "")
    case .sequence: ""
    }
  }

  /// Replaces the slots of the template with index `phrasing` (modulo their number).
  private static func fill(
    _ templates: [String], _ phrasing: Int, _ object: String, _ receptacle: String
  ) -> String {
    templates[phrasing % templates.count].split(separator: " ").map { word in
      word == "$o" ? object : word == "$r" ? receptacle : String(word)
    }.joined(separator: " ")
  }

  /// A template, split into words, and the instruction that its two slots make.
  struct Pattern: Sendable {
    var words: [String]
    var make: @Sendable (_ object: String, _ receptacle: String) -> Instruction

    /// The instruction, if the words are an instance of the template.
    func match(_ given: [Substring]) -> Instruction? {
      guard given.count == words.count else { return nil }
      var object = ""
      var receptacle = ""
      for (word, pattern) in zip(given, words) {
        switch pattern {
        case "$o": object = String(word)
        case "$r": receptacle = String(word)
        default: if word != pattern { return nil }
        }
      }
      return make(object, receptacle)
    }
  }

  /// Every template; where two match, the one with more fixed words stands first.
  static let patterns: [Pattern] = {
    var all: [Pattern] = []
    func add(
      _ templates: [String],
      _ make:
        @escaping @Sendable (_ object: String, _ receptacle: String, _ phrasing: Int)
        -> Instruction
    ) {
      for (phrasing, template) in templates.enumerated() {
        all.append(
          Pattern(words: template.split(separator: " ").map(String.init)) {
            make($0, $1, phrasing)
          })
      }
    }
    add(put) { .put(object: $0, receptacle: $1, phrasing: $2) }
    add(examine) { .examine(object: $0, lamp: $1, phrasing: $2) }
    add(putTwo) { .putTwo(object: $0, receptacle: $1, phrasing: $2) }
    for preparation in Preparation.allCases {
      add(prepareAndPut(preparation)) {
        .prepareAndPut(preparation, object: $0, receptacle: $1, phrasing: $2)
      }
      add(prepareAndCarry(preparation)) {
        .prepareAndCarry(preparation, object: $0, receptacle: $1, phrasing: $2)
      }
      for count in [1, 2] {
        add(prepare(preparation, count: count)) { object, _, phrasing in
          .prepare(preparation, object: object, count: count, phrasing: phrasing)
        }
      }
    }
    for count in [nil, 1, 2] {
      add(open(count: count)) { _, receptacle, phrasing in
        .open(receptacle: receptacle, count: count, phrasing: phrasing)
      }
    }
    add(find) { object, _, phrasing in .find(object: object, phrasing: phrasing) }
    add(goTo) { _, receptacle, phrasing in .goTo(receptacle: receptacle, phrasing: phrasing) }
    add(take) { object, _, phrasing in .take(object: object, phrasing: phrasing) }
    add(fetch) { .fetch(object: $0, receptacle: $1, phrasing: $2) }
    add(turnOn) { _, lamp, phrasing in .turnOn(lamp: lamp, phrasing: phrasing) }
    add(carry) { .carry(object: $0, receptacle: $1, phrasing: $2) }
    return all
  }()
}

extension Instruction {
  /// Parses the text of a task, as ALFWorld or ``text`` words it; nil where no template matches.
  ///
  /// Surrounding spaces and a final full stop are ignored.
  public init?(parsing text: String) {
    var words = text.split(separator: " ")
    if let last = words.last, last.hasSuffix(".") { words[words.count - 1] = last.dropLast() }
    var parts: [Instruction] = []
    var part: [Substring] = []
    func parsePart() -> Bool {
      for pattern in InstructionTemplate.patterns {
        if let instruction = pattern.match(part) {
          parts.append(instruction)
          part = []
          return true
        }
      }
      return false
    }
    var index = 0
    while index < words.count {
      if words[index].hasSuffix(","), index + 1 < words.count, words[index + 1] == "then" {
        part.append(words[index].dropLast())
        guard parsePart() else { return nil }
        index += 2
      } else {
        part.append(words[index])
        index += 1
      }
    }
    guard parsePart(), let first = parts.first else { return nil }
    self = parts.count == 1 ? first : .sequence(parts)
  }
}
