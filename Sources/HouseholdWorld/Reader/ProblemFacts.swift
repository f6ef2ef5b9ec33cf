/// The atoms of a PDDL problem, lower-cased as the reference parser does: those of `:init` and
/// those of `:goal`, connectives and quantifiers left out.
struct ProblemFacts {
  /// A predicate and its arguments as numbers of `symbols`.
  struct Fact {
    var predicate: Int
    var first: Int
    /// -1 where there is one argument only.
    var second: Int
  }

  private(set) var symbols: SymbolTable
  private(set) var initial: [Fact] = []
  private(set) var goal: [Fact] = []

  private enum Section {
    case initial, goal, other
  }

  init(_ problem: [UInt8]) {
    let text = problem.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    symbols = SymbolTable(text: text)
    var position = 0
    var section = Section.other
    var atom: [Int] = []
    while position < text.count {
      let byte = text[position]
      if byte == UInt8(ascii: ";") {
        while position < text.count, text[position] != 0x0A { position += 1 }
      } else if byte == UInt8(ascii: "(") {
        atom.removeAll(keepingCapacity: true)
        position += 1
      } else if byte == UInt8(ascii: ")") {
        append(atom, to: section)
        atom.removeAll(keepingCapacity: true)
        position += 1
      } else if byte <= 0x20 {
        position += 1
      } else {
        let start = position
        while position < text.count, !isDelimiter(text[position]) { position += 1 }
        if byte == UInt8(ascii: ":") {
          section = ProblemFacts.section(String(decoding: text[start..<position], as: UTF8.self))
          atom.removeAll(keepingCapacity: true)
        } else if section != .other {
          atom.append(symbols.symbol(at: start..<position))
        }
      }
    }
  }

  private static func section(_ keyword: String) -> Section {
    switch keyword {
    case ":init": .initial
    case ":goal": .goal
    default: .other
    }
  }

  private mutating func append(_ atom: [Int], to section: Section) {
    guard atom.count >= 2 else { return }
    let fact = Fact(predicate: atom[0], first: atom[1], second: atom.count > 2 ? atom[2] : -1)
    if section == .initial { initial.append(fact) } else { goal.append(fact) }
  }
}

private func isDelimiter(_ byte: UInt8) -> Bool {
  byte <= 0x20 || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")")
}
