extension String {
  /// The same on one line: line ends are shown as escapes too.
  public var printableLine: String {
    var text = ""
    for scalar in printable.unicodeScalars {
      switch scalar {
      case "\n", "\u{2028}", "\u{2029}": text += scalar.escaped(asASCII: true)
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// The text of a game or a model as a terminal may see it: control characters, which could move the cursor,
  /// change colours or rewrite what stands above, are shown as escapes; line ends stay.
  public var printable: String {
    var text = ""
    for scalar in unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control where scalar != "\n", .format:
        text += scalar.escaped(asASCII: true)
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
