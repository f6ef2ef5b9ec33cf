import Foundation

/// Why a game or the folder of games could not be read, in one line that names the file and the fix.
public struct GameFileError: Error, Sendable, Equatable, CustomStringConvertible, LocalizedError {
  /// The whole message.
  public let description: String
  /// The whole message, for Foundation.
  public var errorDescription: String? { description }

  init(_ path: String, _ problem: String, fix: String) {
    description = "\(path): \(problem); \(fix)"
  }
}
