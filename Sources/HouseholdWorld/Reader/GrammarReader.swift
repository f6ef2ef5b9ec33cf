/// What a game's grammar decides: the task's text, the command language and the help text.
struct GrammarReader {
  var instruction: String?
  var generation: CommandGeneration
  var helpText: String?

  init(_ grammar: [UInt8]) {
    instruction = between("Your task is to: ", "\"", in: grammar).map {
      $0.hasSuffix(".") ? String($0.dropLast()) : $0
    }
    generation =
      grammar.firstIndex(of: "put {o} in/on {r}") == nil ? .moveTo : .putInOn
    // The reference parser strips the text's leading newline and keeps the last one.
    helpText = grammar.firstIndex(of: "action help").flatMap { start in
      between("feedback :: \"", "\";", in: grammar, from: start).map {
        String($0.drop { $0 == "\n" })
      }
    }
  }
}

private func between(
  _ opening: StaticString, _ closing: StaticString, in text: [UInt8], from start: Int = 0
) -> String? {
  guard let begin = text.firstIndex(of: opening, from: start) else { return nil }
  let first = begin + opening.utf8CodeUnitCount
  guard let end = text.firstIndex(of: closing, from: first) else { return nil }
  return String(decoding: text[first..<end], as: UTF8.self)
}
