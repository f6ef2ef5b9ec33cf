import Foundation

/// Why a command could not do its work, in one line that names the file or argument and the fix.
///
/// Unlike `ValidationError` it is printed alone, without the usage text.
struct CommandFailure: Error, Sendable, CustomStringConvertible, LocalizedError {
  let description: String
  var errorDescription: String? { description }

  init(_ description: String) { self.description = description }
}
