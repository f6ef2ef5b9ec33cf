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
      firstIndex(of: "put {o} in/on {r}", in: grammar, from: 0) == nil ? .moveTo : .putInOn
    // The reference parser strips the text's leading newline and keeps the last one.
    helpText = firstIndex(of: "action help", in: grammar, from: 0).flatMap { start in
      between("feedback :: \"", "\";", in: grammar, from: start).map {
        String($0.drop { $0 == "\n" })
      }
    }
  }
}

private func between(
  _ opening: String, _ closing: String, in text: [UInt8], from start: Int = 0
) -> String? {
  guard let begin = firstIndex(of: opening, in: text, from: start) else { return nil }
  let first = begin + opening.utf8.count
  guard let end = firstIndex(of: closing, in: text, from: first) else { return nil }
  return String(decoding: text[first..<end], as: UTF8.self)
}

private func firstIndex(of pattern: String, in text: [UInt8], from start: Int) -> Int? {
  let pattern = Array(pattern.utf8)
  guard text.count >= pattern.count + start else { return nil }
  return text.withUnsafeBufferPointer { text in
    pattern.withUnsafeBufferPointer { pattern in
      for index in start...(text.count - pattern.count) where text[index] == pattern[0] {
        var length = 1
        while length < pattern.count, text[index + length] == pattern[length] { length += 1 }
        if length == pattern.count { return index }
      }
      return nil
    }
  }
}
