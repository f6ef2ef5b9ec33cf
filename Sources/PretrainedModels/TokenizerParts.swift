/// What a byte-pair tokenizer is made of, whichever file it comes from.
struct TokenizerParts {
  /// A token that is found in a text as it stands.
  struct Added: Codable {
    let id: Int32
    /// Whether it is a control mark.
    let isSpecial: Bool
    /// Whether it is looked for only after those that are not.
    let isFoundLate: Bool
    /// Whether blanks in front of it are left out; nil, which a file does not show, for not.
    var absorbsBlanks: Bool?
  }

  /// The tokens as they are written, in UTF-8; the index is the id.
  var tokens: [[UInt8]]
  /// In the order of their ranks.
  var merges: [(left: [UInt8], right: [UInt8])]
  var added: [Added]
  var patterns: [WordPattern]
  /// Whether a word that is a token as a whole is taken before any merge.
  var prefersWholeWords: Bool
}
