import Foundation

/// Why a game or the folder of games could not be read, in one line that names the file and the
/// fix.
public struct GameFileError: Error, Sendable, Equatable, CustomStringConvertible, LocalizedError {
  /// Path, problem and fix, in this order.
  public let description: String
  /// The same line, so that Foundation's `localizedDescription` says it too.
  public var errorDescription: String? { description }

  init(_ path: String, _ problem: String, fix: String) {
    description = "\(path): \(problem); \(fix)"
  }
}
