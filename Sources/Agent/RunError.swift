import Foundation

/// Why an experiment cannot go on.
public struct RunError: Error, CustomStringConvertible, LocalizedError {
  /// One line that names the file or option and the fix.
  public let description: String
  /// The same line, so that Foundation's `localizedDescription` says it too.
  public var errorDescription: String? { description }

  /// Takes the whole line; nothing is added to it.
  public init(_ description: String) { self.description = description }
}
