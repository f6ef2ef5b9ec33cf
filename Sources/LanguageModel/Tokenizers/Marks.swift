/// Tokens that stand in no text until `namingMarks` gives them a meaning: `count` opening and closing
/// marks, `<spare-1>`, `</spare-1>`, … A vocabulary made with some can later have new marks without
/// another size.
public func spareMarks(_ count: Int) -> [String] {
  (0..<count).flatMap { ["<spare-\($0 + 1)>", "</spare-\($0 + 1)>"] }
}

/// A vocabulary's tokens with `marks` among them: those it lacks take the place of spare marks, opening
/// ones of opening ones, in order. All others stay where they are.
///
/// - Throws: `TokenizerError` where a name is no mark or no spare mark is left.
package func namingMarks(_ tokens: [String], for marks: [String]) throws -> [String] {
  var named = tokens
  for mark in marks where !named.contains(mark) {
    let name = mark.drop { "</".contains($0) }.dropLast()
    guard mark == "<\(name)>" || mark == "</\(name)>", !name.isEmpty,
      name.allSatisfy({ $0.isASCII && ($0.isLowercase || "-_=".contains($0) || $0.isNumber) })
    else {
      throw TokenizerError(
        description: "\"\(mark)\" is no mark: write <name> or </name>, in lower-case letters")
    }
    let spare = mark.hasPrefix("</") ? "</spare-" : "<spare-"
    guard let place = named.firstIndex(where: { $0.hasPrefix(spare) }) else {
      throw TokenizerError(
        description: "the vocabulary has no room for the mark \(mark): all its spare marks are "
          + "taken; reserve more of them and make the base model anew")
    }
    named[place] = mark
  }
  return named
}
