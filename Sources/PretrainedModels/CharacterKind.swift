/// What the patterns that cut text into words tell apart.
enum CharacterKind: UInt8 {
  /// Neither letter nor number nor white space.
  case other
  /// General category L.
  case letter
  /// General category N.
  case number
  /// A number to Rust's `char::is_numeric` but not yet to the regular expressions.
  case newerNumber
  /// U+0020.
  case space
  /// Carriage return or line feed.
  case lineBreak
  /// Any other character of the property White_Space.
  case otherSpace

  var isWhitespace: Bool { rawValue >= CharacterKind.space.rawValue }
  /// Neither white space nor a letter or number.
  var isSymbol: Bool { self == .other || self == .newerNumber }

  /// The kind of a character. Looking up its properties is slow, so those of the first plane, which
  /// nearly all text is written in, are kept.
  @inline(__always)
  static func of(_ scalar: UInt32) -> CharacterKind {
    scalar < 0x1_0000 ? firstPlane[Int(scalar)] : lookUp(scalar)
  }

  private static let firstPlane = (0..<0x1_0000).map { lookUp($0) }

  private static func lookUp(_ value: UInt32) -> CharacterKind {
    if value == 0x20 { return .space }
    if value == 0x0A || value == 0x0D { return .lineBreak }
    guard let scalar = Unicode.Scalar(value) else { return .other }
    let properties = scalar.properties
    // The regular expressions of the `tokenizers` package know Unicode 16, its numbers Unicode 17;
    // later characters are pinned to what they are there.
    let age = properties.age?.major ?? .max
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      return age <= 16 ? .letter : .other
    case .decimalNumber, .letterNumber, .otherNumber:
      return age <= 16 ? .number : age <= 17 ? .newerNumber : .other
    default:
      return properties.isWhitespace ? .otherSpace : .other
    }
  }
}
