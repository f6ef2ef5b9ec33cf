import Foundation

/// Why a document cannot be built or written.
public enum NotebookError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
  /// A cross-reference names a label nobody has.
  case unresolvedReference(String)
  /// Two things have the same label or identifier.
  case duplicateLabel(String)
  /// No marked region of that name.
  case unknownSnippet(String, root: String)
  /// A marked region is wrong: never closed, opened twice, or empty.
  case malformedSnippet(file: String, why: String)
  /// A file cannot be read, or holds something else than it should.
  case unreadable(path: String, why: String)
  /// A file or its folder cannot be written, or a number in it is not finite.
  case unwritable(path: String, why: String)
  /// pandoc is missing or failed; the markdown is there.
  case pandoc(markdown: String, why: String)
  /// A table row has not as many cells as the header.
  case raggedTable(label: String)

  /// One line that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .unresolvedReference(let label):
      "reference to '\(label)', which nothing is labelled; fix the label"
    case .duplicateLabel(let label): "'\(label)' is used twice; rename one"
    case .unknownSnippet(let name, let root):
      "no '// snippet: \(name)' in the Swift files under \(root); mark the region"
    case .malformedSnippet(let file, let why): "\(file): \(why)"
    case .unreadable(let path, let why): "\(path): cannot be read (\(why))"
    case .unwritable(let path, let why):
      "\(path): cannot be written (\(why)); choose another output folder"
    case .pandoc(let markdown, let why):
      "no HTML page: \(why); the markdown is in \(markdown)"
    case .raggedTable(let label):
      "table '\(label)': every row needs as many cells as there are columns"
    }
  }

  /// The same line, so that Foundation's `localizedDescription` says it too.
  public var errorDescription: String? { description }
}
