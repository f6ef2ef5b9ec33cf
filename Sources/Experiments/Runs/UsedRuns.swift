import Agent
import Foundation
import Synchronization

/// Which runs a store was asked for, in a list beside the run folders for each chapter.
final class UsedRuns: Sendable {
  private let names = Mutex<Set<String>>([])

  func insert(_ name: String) { names.withLock { _ = $0.insert(name) } }

  /// - Throws: `RunError` where the list cannot be written.
  func write(to folder: URL, user: String) throws {
    try RunFolder(at: folder).write(names.withLock { $0.sorted() }, to: Self.fileName(user))
  }

  /// The run folders that some chapters used, sorted by name; none of those read from an archive.
  ///
  /// - Throws: `RunError` where a list is corrupt.
  static func folders(in folder: URL, of users: [String]) throws -> [URL] {
    let lists = try users.map(fileName).filter {
      FileManager.default.fileExists(atPath: folder.appendingPathComponent($0).path)
    }.flatMap { try RunFolder(at: folder).read([String].self, from: $0) }
    return Set(lists).sorted().map { folder.appendingPathComponent($0) }
  }

  private static func fileName(_ user: String) -> String { "used-by-\(user).json" }
}
