/// The normaliser of a Hugging Face tokenizer by which blanks before some marks are left out, as
/// ``SubwordTokenizer`` has it.
///
/// The option `lstrip` of the marks would also take the line end that a text of the world ends with.
enum BlanksBeforeMarks {
  private static let opening = " +(?="
  private static let closing = ")"

  /// What an expression would not read as itself.
  private static func isReserved(_ scalar: Unicode.Scalar) -> Bool {
    #"\^$.|?*+()[]{}"#.unicodeScalars.contains(scalar)
  }

  /// The regular expression that matches such blanks.
  static func expression(for marks: [String]) -> String {
    let alternatives = marks.map { mark in
      var text = ""
      for scalar in mark.unicodeScalars {
        if isReserved(scalar) { text += "\\" }
        text.unicodeScalars.append(scalar)
      }
      return text
    }
    return opening + alternatives.joined(separator: "|") + closing
  }

  /// The marks of an expression as ``expression(for:)`` writes it; nil for any other.
  static func marks(in expression: String) -> [String]? {
    guard expression.hasPrefix(opening), expression.hasSuffix(closing) else { return nil }
    var marks = [""]
    var isLiteral = false
    for scalar in expression.dropFirst(opening.count).dropLast(closing.count).unicodeScalars {
      if isLiteral || !isReserved(scalar) {
        if isLiteral, !isReserved(scalar) { return nil }
        marks[marks.count - 1].unicodeScalars.append(scalar)
        isLiteral = false
      } else if scalar == "\\" {
        isLiteral = true
      } else if scalar == "|" {
        marks.append("")
      } else {
        return nil
      }
    }
    return isLiteral || marks.contains("") ? nil : marks
  }
}
