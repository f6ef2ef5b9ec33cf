/// What a game's grammar decides: the task's text, the command language and the help text.
struct GrammarReader {
  var instruction: String?
  var generation: CommandGeneration
  var helpText: String?

  init(_ grammar: [UInt8]) {
    instruction = between("Your task is to: ", "\"", in: grammar[...]).map {
      $0.hasSuffix(".") ? String($0.dropLast()) : $0
    }
    generation =
      grammar[...].first("put {o} in/on {r}") == nil ? .moveTo : .putInOn
    // The reference parser strips the text's leading newline and keeps the last one.
    helpText = grammar[...].first("action help").flatMap { help in
      between("feedback :: \"", "\";", in: grammar[help.lowerBound...]).map {
        String($0.drop { $0 == "\n" })
      }
    }
  }
}

private func between(
  _ opening: StaticString, _ closing: StaticString, in text: ArraySlice<UInt8>
) -> String? {
  guard let begin = text.first(opening) else { return nil }
  let rest = text[begin.upperBound...]
  guard let end = rest.first(closing) else { return nil }
  return String(decoding: rest[..<end.lowerBound], as: UTF8.self)
}
