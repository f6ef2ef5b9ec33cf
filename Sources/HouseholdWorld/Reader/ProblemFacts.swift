/// The atoms of a PDDL problem, lower-cased as the reference parser does: those of `:init` and those
/// of `:goal`, connectives and quantifiers left out.
struct ProblemFacts {
  /// A predicate and its arguments as indices into `symbols`.
  struct Fact {
    var predicate: Int
    var first: Int
    /// -1 where there is one argument only.
    var second: Int
  }

  private(set) var symbols: [String] = []
  private(set) var initial: [Fact] = []
  private(set) var goal: [Fact] = []
  private var index: [String: Int] = [:]

  init(_ text: [UInt8]) {
    var position = 0
    var section = 0
    var atom: [Int] = []
    while position < text.count {
      let byte = text[position]
      if byte == UInt8(ascii: ";") {
        while position < text.count, text[position] != 0x0A { position += 1 }
      } else if byte == UInt8(ascii: "(") {
        atom.removeAll(keepingCapacity: true)
        position += 1
      } else if byte == UInt8(ascii: ")") {
        if atom.count >= 2 {
          let fact = Fact(
            predicate: atom[0], first: atom[1], second: atom.count > 2 ? atom[2] : -1)
          if section == 1 { initial.append(fact) } else if section == 2 { goal.append(fact) }
        }
        atom.removeAll(keepingCapacity: true)
        position += 1
      } else if byte <= 0x20 {
        position += 1
      } else {
        let start = position
        while position < text.count, !isDelimiter(text[position]) { position += 1 }
        if text[start] == UInt8(ascii: ":") {
          let keyword = String(decoding: text[start..<position], as: UTF8.self).lowercased()
          section = keyword == ":init" ? 1 : keyword == ":goal" ? 2 : 0
          atom.removeAll(keepingCapacity: true)
        } else if section != 0 {
          atom.append(symbol(text[start..<position]))
        }
      }
    }
  }

  private mutating func symbol(_ bytes: ArraySlice<UInt8>) -> Int {
    let name = String(unsafeUninitializedCapacity: bytes.count) { buffer in
      var count = 0
      for byte in bytes {
        buffer[count] = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
        count += 1
      }
      return count
    }
    if let known = index[name] { return known }
    index[name] = symbols.count
    symbols.append(name)
    return symbols.count - 1
  }
}

private func isDelimiter(_ byte: UInt8) -> Bool {
  byte <= 0x20 || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")")
}
