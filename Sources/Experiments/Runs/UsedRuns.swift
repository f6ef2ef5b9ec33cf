import Agent
import Foundation
import Synchronization

/// Which runs this program asked for, by the folder they stand in: a chapter may open several stores on
/// one folder, and its list names the runs of all.
enum UsedRuns {
  private static let names = Mutex<[String: Set<String>]>([:])

  static func insert(_ name: String, in folder: URL) {
    names.withLock { _ = $0[folder.path, default: []].insert(name) }
  }

  /// Writes the list of a folder's runs that were asked for.
  ///
  /// - Throws: `RunError` where the list cannot be written.
  static func write(to folder: URL, user: String) throws {
    let used = names.withLock { $0[folder.path, default: []].sorted() }
    try RunFolder(at: folder).write(used, to: fileName(user))
  }

  /// The run folders that some chapters used, sorted by name; none of those read from an archive.
  ///
  /// - Throws: `RunError` where a list is corrupt.
  static func folders(in folder: URL, of users: [String]) throws -> [URL] {
    let lists = try users.map(fileName).filter {
      FileManager.default.fileExists(atPath: folder.appendingPathComponent($0).path)
    }.flatMap { try RunFolder(at: folder).read([String].self, from: $0) }
    // A name must not lead out of the folder.
    if let bad = lists.first(where: { $0.contains("/") || $0.hasPrefix(".") || $0.isEmpty }) {
      throw RunError(
        "\(folder.path): a list of used runs names \(bad.debugDescription), which is no run folder; "
          + "remove the list and run the chapters again")
    }
    return Set(lists).sorted().map { folder.appendingPathComponent($0) }
  }

  private static func fileName(_ user: String) -> String { "used-by-\(user).json" }
}
