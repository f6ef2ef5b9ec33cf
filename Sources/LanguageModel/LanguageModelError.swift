import Foundation

/// What can go wrong with a model's configuration or files: one line that names the fix.
public struct LanguageModelError: Error, CustomStringConvertible, LocalizedError, Equatable {
  /// The line shown to the user.
  public let description: String
  /// The same line, so that Foundation's `localizedDescription` says it too.
  public var errorDescription: String? { description }

  package init(_ description: String) { self.description = description }
}
