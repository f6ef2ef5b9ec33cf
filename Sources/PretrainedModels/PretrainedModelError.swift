import Foundation

/// Why a pretrained model cannot be had or read: one line that names the file and the fix.
public struct PretrainedModelError: Error, CustomStringConvertible, LocalizedError, Equatable {
  /// The line shown to the user.
  public let description: String
  /// The same line, so that Foundation's `localizedDescription` says it too.
  public var errorDescription: String? { description }

  init(_ description: String) { self.description = description }
}
