import Foundation

/// Why the runner cannot go on, in one line that names the file or option and the fix.
package struct Failure: Error, Hashable, CustomStringConvertible, LocalizedError {
  package let description: String
  package var errorDescription: String? { description }

  package init(_ description: String) { self.description = description }
}
