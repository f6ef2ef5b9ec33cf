/// One fault of the science, made by replacing a piece of one source file.
package struct Mutant: Sendable, Hashable {
  /// Short and unique, such as "kl-pushes-away".
  package var id: String
  /// The file, relative to the package.
  package var file: String
  /// What must hold, in a sentence: a test has to notice that it no longer does.
  package var rule: String
  /// What is replaced; it occurs exactly once in the file.
  package var find: String
  /// What stands in its place.
  package var replacement: String
  /// Whether behaviour stays the same, so that *no* test may notice: a control of the tests, which must
  /// not look at the sources as text.
  package var isControl = false

  package init(
    id: String, file: String, rule: String, find: String, replacement: String,
    isControl: Bool = false
  ) {
    self.id = id
    self.file = file
    self.rule = rule
    self.find = find
    self.replacement = replacement
    self.isControl = isControl
  }

  /// The file's text with the fault in it.
  ///
  /// - Throws: `Failure` where `find` does not occur exactly once.
  package func applied(to text: String) throws -> String {
    let places = text.ranges(of: find)
    guard places.count == 1 else {
      throw Failure(
        "\(id): its text occurs \(places.count) times in \(file), not once; correct the entry in "
          + MutantList.path)
    }
    return text.replacingCharacters(in: places[0], with: replacement)
  }

  /// What decides a result besides the package: changed entries are tested again.
  package var fingerprint: String { Fingerprint.of([file, find, replacement, "\(isControl)"]) }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}
