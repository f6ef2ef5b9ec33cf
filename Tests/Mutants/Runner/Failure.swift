import Foundation

/// Why the runner cannot go on, in one line that names the file or option and the fix.
struct Failure: Error, Hashable, CustomStringConvertible, LocalizedError {
  let description: String
  var errorDescription: String? { description }

  init(_ description: String) { self.description = description }
}
