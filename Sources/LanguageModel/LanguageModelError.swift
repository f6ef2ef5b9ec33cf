import Foundation

/// What can go wrong with a model's configuration or files: one line that names the fix.
public struct LanguageModelError: Error, CustomStringConvertible, LocalizedError, Equatable {
  /// The line shown to the user.
  public let description: String
  /// The same line, so that Foundation's `localizedDescription` says it too.
  public var errorDescription: String? { description }

  package init(_ description: String) { self.description = description }
}

/// A name from a file that nobody vouches for, as an error shows it: on one line, of bounded length, moving no
/// cursor.
package func shown(_ name: String) -> String {
  let scalars = name.unicodeScalars.prefix(80).map { scalar in
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: "?"
    default: String(scalar)
    }
  }
  return scalars.joined()
}
