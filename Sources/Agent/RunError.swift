import Foundation

/// Why an experiment cannot go on.
public struct RunError: Error, CustomStringConvertible, LocalizedError {
  /// One line that names the file or option and the fix.
  public let description: String
  /// The same line, for Foundation.
  public var errorDescription: String? { description }

  /// Creates an error from its one line.
  public init(_ description: String) { self.description = description }
}
